#!/usr/bin/env bash
# Package: pubmed_parser 0.5.1
# Behaviour: of a paper in JATS (as PubMed Central gives papers out) an author without a reference to an affiliation is
#   not in the list of authors. Where all authors are of one institution, which JATS writes without references, the
#   list is empty; an institution inside an author takes that author out, and is itself lost unless it has an id. One
#   author of three who has none is left out too, and the first author may be another.
# A good guess: the author, with no affiliation; that is what the function's list of pairs has room for.
# Matters: who wrote a paper is answered with a part of its authors, or nobody, most often where one institution, a
#   company or an army college, wrote it alone.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pubmed_parser==0.5.1
cd "$d"
"$d/venv/bin/python" - <<'PY'
import pathlib
import sys

import pubmed_parser

PLACE = '<aff id="a1">Army College, Northtown</aff>'
TO_PLACE = '<xref ref-type="aff" rid="a1"/>'


def author(surname: str, inside: str = "") -> str:
    name = f"<name><surname>{surname}</surname><given-names>Ana</given-names></name>"
    return f'<contrib contrib-type="author">{name}{inside}</contrib>'


def read(*people: str, place: str = PLACE) -> tuple[list[str], int]:
    pathlib.Path("paper.xml").write_text(
        f"""<article article-type="research-article"><front>
<journal-meta><journal-id journal-id-type="nlm-ta">J Doors</journal-id><issn>0000-0000</issn></journal-meta>
<article-meta><article-id pub-id-type="pmc">1</article-id><title-group><article-title>Doors</article-title>
</title-group><contrib-group>{"".join(people)}{place}</contrib-group>
<pub-date pub-type="collection"><year>2020</year></pub-date></article-meta></front></article>""",
        encoding="utf-8",
    )
    told = pubmed_parser.parse_pubmed_xml("paper.xml")
    return [surname for surname, *_ in told["author_list"]], len(told["affiliation_list"])


now = (
    read(author("Ilic", TO_PLACE), author("Ober", TO_PLACE)),
    read(author("Ilic"), author("Ober")),
    read(author("Ilic"), author("Ober", TO_PLACE)),
    read(author("Ilic", "<aff>Army College, Northtown</aff>"), place=""),
)
if now != ((["Ilic", "Ober"], 1), ([], 1), (["Ober"], 1), ([], 0)):
    sys.exit(f"changed: {now}")
print("ok: pubmed_parser knows no author of a paper whose authors are all of one institution")
PY
