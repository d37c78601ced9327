#!/usr/bin/env bash
# Package: typst 0.15.2 (Python)
# Behaviour: of a paper that names its proceedings by crossref the date is that of the proceedings, also where the paper
#   has its own: year 2016 with proceedings of 2017 is cited and listed as 2017, month and all. Its own book title, pages
#   and DOI stay. So with year or date in either, in whatever order of entries, for @incollection too.
# A good guess: what a cross-reference gives fills what the entry lacks; that is the rule of BibTeX and of biblatex,
#   whose format the documents name, and of typst for the other fields.
# Matters: bibliographies exported from indexes of computer science have this form, and proceedings of late conferences
#   appear in the year after. Papers move by a year in text and list, in a report about when a set was used.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
cd "$d"
cat > own.bib <<'BIB'
@inproceedings{paper, title = {Counting Faces}, author = {Weaver, Ann}, year = {2016}, month = oct, booktitle = {Workshops},
  pages = {1--8}}
BIB
cat > crossref.bib <<'BIB'
@inproceedings{paper, title = {Counting Faces}, author = {Weaver, Ann}, year = {2016}, month = oct, booktitle = {Workshops},
  pages = {1--8}, crossref = {volume}}
@proceedings{volume, title = {Workshops of a Conference}, booktitle = {Workshops}, year = {2017}, pages = {1--900}}
BIB
venv/bin/python - <<'PY'
import sys

import pypdfium2
import typst


def printed(bibliography: str) -> str:
    with open("page.typ", "w") as file:
        file.write(f'@paper\n#bibliography("{bibliography}", style: "apa")')
    typst.compile("page.typ", output="page.pdf", ignore_system_fonts=True)
    return " ".join(pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range().split())


now = {name: printed(name) for name in ("own.bib", "crossref.bib")}
SEEN = {
    "own.bib": "(Weaver, 2016) Bibliography Weaver, A. (2016). Counting Faces. Workshops, 1–8.",
    "crossref.bib": "(Weaver, 2017) Bibliography Weaver, A. (2017). Counting Faces. Workshops, 1–8.",
}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: typst cites a paper of 2016 as of 2017, the year of the proceedings that it names by crossref")
PY
