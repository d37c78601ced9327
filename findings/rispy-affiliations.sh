#!/usr/bin/env bash
# Package: rispy 0.9.0
# Behaviour: of a tag that stands twice in a record and that rispy does not know as a list, the first value is kept
#   and the rest is dropped without a word. AD (the author's address) is such a tag, though a paper has as many as
#   it has institutions: the second institution of a paper is gone after the import. UR and N1 do become lists.
# A good guess: a list, as for UR and N1, or the values joined; or a warning.
# Matters: an army laboratory that stands second on the title page leaves no trace, and the paper looks academic.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check rispy==0.9.0
cat > "$d/paper.ris" <<'RIS'
TY  - CONF
AU  - Lee, Wei
AU  - Roth, Jana
AD  - Department of Computing, Example University
AD  - Army Signals Laboratory, Exampleland
TI  - Faces at a distance
UR  - https://example.org/first
UR  - https://example.org/second
ER  - 
RIS
"$d/venv/bin/python" - "$d/paper.ris" <<'PY'
import sys
import warnings

import rispy

warnings.simplefilter("error")
with open(sys.argv[1], encoding="utf-8") as lines:
    (paper,) = rispy.load(lines)
text = rispy.dumps([paper])
as_described = (
    paper["author_address"] == "Department of Computing, Example University"
    and "Army Signals Laboratory" not in text
    and paper["urls"] == ["https://example.org/first", "https://example.org/second"]
)
if not as_described:
    sys.exit(f"changed: {paper}")
print("ok: rispy keeps the first of two AD lines and drops the second in silence, while both UR lines stay")
PY
