#!/usr/bin/env bash
# Package: rispy 0.10.0 (the same in 0.9.0, which ASReview 3.0.8 wants)
# Behaviour: an address (UR) with a semicolon becomes two addresses, the second of them no address. No other field is
#   parted. Old DOIs of large publishers hold one: 10.1002/(SICI)1097-4571(1998)49:8<693::AID-ASI4>3.0.CO;2-O
# A good guess: a line is a value, as for every other tag; several addresses stand on several lines.
# Matters: the link to the paper leads nowhere, and a source is matched to no document.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check rispy==0.10.0
"$d/venv/bin/python" - <<'PY'
import sys

import rispy

text = "TY  - JOUR\nTI  - Words; and more\nUR  - https://host.example/a;b=1\nER  - \n"
(record,) = rispy.loads(text)
print(record)
if record["urls"] == ["https://host.example/a", "b=1"] and record["title"] == "Words; and more":
    print("ok: one address is two")
else:
    print("changed: the address is whole")
    sys.exit(1)
PY
