#!/usr/bin/env bash
# Package: cleanco 2.3
# Behaviour: basename, which is to take legal forms off a company's name, takes off every last sign that is no letter,
#   digit or full stop, with and without a legal form. Vowel signs of Indian scripts and separate accents are no
#   letters to it: हिताची (Hitachi) becomes हिताच, Café in separate signs becomes Cafe. Face++ Inc. becomes Face, 3D+
#   becomes 3D, and of "Example Vision (Face++) Ltd" the bracket stays open. Before such an open bracket a legal form
#   is no longer seen: "Example Vision Ltd. (EV)" keeps its Ltd.
# A good guess: "Daddy & Sons, Ltd." loses ", Ltd."; a name without a legal form stays as it is.
# Matters: two companies become one name, a name in Devanagari another word, and neither is found again in a list of
#   organisations.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check cleanco==2.3
"$d/venv/bin/python" - <<'PY'
import sys

from cleanco import basename

SEEN = {
    "Daddy & Sons, Ltd.": "Daddy & Sons",
    "Face++ Inc.": "Face",
    "Face++": "Face",
    "Face": "Face",
    "3D+": "3D",
    "Example Vision (Face++) Ltd": "Example Vision (Face",
    "Example Vision Ltd. (EV)": "Example Vision Ltd. (EV",
    "हिताची": "हिताच",
    "Cafe\u0301": "Cafe",
}
now = {name: basename(name) for name in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: cleanco makes Face of Face++, and takes the last vowel off a name in Devanagari")
PY
