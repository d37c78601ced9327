#!/usr/bin/env bash
# Package: pybtex 0.26.1
# Behaviour: a file of BibTeX that is read and written gains a backslash before each escaped sign, each time: 95\% is
#   95\\%, then 95\\\%; a DOI 10.1000/a_b is 10.1000/a\_b, then a\\_b; the tilde of an address becomes a command. The
#   parser keeps fields as they stand, as TeX, and the writer takes them for plain text and escapes them.
# A good guess: what was read and not touched is written as it was, or at least is the same paper; a library that escapes
#   on writing takes the escapes off on reading.
# Matters: in TeX \\% ends the line and begins a comment, so the title "Doors for 95\\% of People" is printed as "Doors for
#   95". A tool that only adds a field or sorts a list alters each DOI that has an underscore, as those of Springer's
#   chapters do, so that it matches nothing.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pybtex==0.26.1
cd "$d"
"$d/venv/bin/python" - <<'PY'
import sys

from pybtex.database import parse_string

LIST = r"""
@article{one,
    author = {Ili{\'c}, Ana},
    title = {Doors for 95\% of People \& Dogs},
    journal = {Doors},
    year = {2020},
    doi = {10.1000/a_b},
    url = {https://example.org/~ilic/doors.pdf}
}
"""
SEEN = [
    (r"Doors for 95\% of People \& Dogs", "10.1000/a_b", "https://example.org/~ilic/doors.pdf"),
    (r"Doors for 95\\% of People \\& Dogs", r"10.1000/a\_b", r"https://example.org/\textasciitilde ilic/doors.pdf"),
    (r"Doors for 95\\\% of People \\\& Dogs", r"10.1000/a\\_b", r"https://example.org/\textasciitilde ilic/doors.pdf"),
]
text, now = LIST, []
for _ in SEEN:
    library = parse_string(text, "bibtex")
    fields = library.entries["one"].fields
    now.append((fields["title"], fields["doi"], fields["url"]))
    text = library.to_string("bibtex")
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: pybtex adds a backslash to each escaped sign of BibTeX whenever it writes what it has read")
PY
