#!/usr/bin/env bash
# Package: rispy 0.10.0
# Behaviour: a record whose last line (ER) is missing is dropped without a word when it is the last of a file; when
#   another record follows, the two become one paper, with the first one's title and the authors of both.
# A good guess: the record is read as far as it goes, or an error or a warning tells of it.
# Matters: files cut short by a download, or put together by hand, lose papers or give one paper another's authors.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check rispy==0.10.0
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

import rispy

warnings.simplefilter("error")
first = "TY  - JOUR\nTI  - Doors\nAU  - Lee, Wei\n"
second = "TY  - JOUR\nTI  - Windows\nAU  - Roth, Jana\nER  - \n"
try:
    alone, both = rispy.loads(first), rispy.loads(first + "\n" + second)
except Exception as error:  # noqa: BLE001
    sys.exit(f"changed: {error!r}")
merged = len(both) == 1 and both[0]["title"] == "Doors" and {"Lee, Wei", "Roth, Jana"} <= set(both[0]["authors"])
if alone != [] or not merged:
    sys.exit(f"changed: {alone}, {both}")
print("ok: without its ER line a record is dropped in silence, or becomes one paper with the record after it")
PY
