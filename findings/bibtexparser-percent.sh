#!/usr/bin/env bash
# Package: bibtexparser 2.1.0 (with pylatexenc 2.11)
# Behaviour: its LatexDecodingMiddleware, which turns {\'c} into ć, decodes every field, addresses and identifiers
#   too, and takes what follows a bare % for a comment: https://doi.org/10.1000%2Fabc becomes https://doi.org/10.1000,
#   a title "95% of faces" ends after 95, ~ becomes a space and -- in a DOI a dash. The entry is no failed block, and
#   nothing is logged.
# A good guess: BibTeX itself has no comments inside a field and hands % on; url, doi and eprint are taken by the
#   letter, as BibLaTeX defines them; at worst the entry is told to have failed.
# Matters: Crossref's own BibTeX had %2F in the address of every paper for years. Decoded, all papers of a publisher
#   have one address, that of its prefix, and a list joined by address is one paper.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check bibtexparser==2.1.0 pylatexenc==2.11
cd "$d"
"$d/venv/bin/python" - <<'PY'
import sys

from bibtexparser import middlewares, parse_string

LIST = r"""
@article{one, title = {Doors for 95% of People}, author = {Ili{\'c}, Ana}, url = {https://doi.org/10.1000%2Fabc.1}}
@article{two, title = {Windows}, doi = {10.1000/ab--cd}, url = {https://doi.org/10.1000%2Fabc.2}}
@article{three, title = {Roofs}, url = {https://example.org/~ilic/roofs.pdf}}
"""
SEEN = {
    "one": {"title": "Doors for 95", "author": "Ilić, Ana", "url": "https://doi.org/10.1000"},
    "two": {"title": "Windows", "doi": "10.1000/ab–cd", "url": "https://doi.org/10.1000"},  # noqa: RUF001
    "three": {"title": "Roofs", "url": "https://example.org/\xa0ilic/roofs.pdf"},
}
plain = parse_string(LIST)
assert plain.entries_dict["two"]["url"] == "https://doi.org/10.1000%2Fabc.2", "read without decoding it is whole"
library = parse_string(LIST, append_middleware=[middlewares.LatexDecodingMiddleware()])
now = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
if now != SEEN or library.failed_blocks:
    sys.exit(f"changed: {now}, {library.failed_blocks}")
print("ok: decoded by bibtexparser, two papers have one address, cut at its %, and a title ends at its %")
PY
