#!/usr/bin/env bash
# Package: prefixdate 0.6.1 (reads the dates of followthemoney 4.11.2, where the same was seen)
# Behaviour: a date in a form that it does not know is cut to the part that it does know, and kept as less exact
#   than it was: 2024/01/31 becomes 2024, so does 2024-W05. A form of which no beginning fits (31.01.2024) is left
#   out.
# A good guess: either the day is understood, or the value is refused like other unfit values.
# Matters: listings are dated (who was on a list when a paper appeared); a listing of the last of January turns into
#   one of the whole year, and nothing tells that the day was known.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check prefixdate==0.6.1
"$d/venv/bin/python" - <<'PY'
import sys

import prefixdate

SEEN = {
    "2024-01-31": "2024-01-31",
    "2024-1-31": "2024-01-31",
    "2024/01/31": "2024",
    "2024-W05": "2024",
    "31.01.2024": None,
}
now = {value: prefixdate.parse(value).text for value in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: prefixdate keeps 2024 of 2024/01/31, as if the day had never been known")
PY
