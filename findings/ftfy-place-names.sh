#!/usr/bin/env bash
# Package: ftfy 6.3.1
# Behaviour: names in the usual scholarly transcription of Arabic, set in capitals with the ayn as an opening quote,
#   are taken for wrongly decoded text and "mended": RUFĀ‘A loses its Ā, AL WADĪ‘AH gets a Greek Alpha for two of
#   its signs. The same names in small letters stay as they are.
# A good guess: ftfy leaves sound text alone; so its documentation promises, with very few exceptions.
# Matters: affiliations on title pages are often set in capitals; a place that was right is altered before it is
#   looked up.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check ftfy==6.3.1
"$d/venv/bin/python" - <<'PY'
import sys

import ftfy

SEEN = {
    "RUFĀ‘A": "RUF‘A",
    "AL WADĪ‘AH": "AL WADΑAH",
    "UNIVERSITY OF RABĪ‘AH": "UNIVERSITY OF RABΑAH",
    "DEH QĀ‘ED": "DEH Q‘ED",
    "Rufā‘a": "Rufā‘a",
    "Al Wadī‘ah": "Al Wadī‘ah",
}
now = {name: ftfy.fix_encoding(name) for name in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: ftfy alters sound place names in capitals that have an ayn, and drops a letter of some")
PY
