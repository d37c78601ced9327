#!/usr/bin/env bash
# Package: quantulum3 0.10.0 (without its optional classifier)
# Behaviour: "5-10 million images" is 50500002.5, the middle of 5 and 101000000; "1 to 5 million" is 2500000.5, "half
#   a million" 1500000. "5.8M images of 85K people" are 5.8 metres and 85 kelvins, "3D" is three days, and a rate of
#   "10^-6" is two numbers, 10 and -6.
# A good guess: 7500000 with an uncertainty of 2500000, as it gives for "5-10"; 500000; M and K, which stand in its
#   own list of suffixes, are a million and a thousand where no unit fits; 0.000001.
# Matters: sizes of datasets, numbers of people and rates of false matches are what such a reader is asked for. Each
#   value is plausible, and none is in the text.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check quantulum3==0.10.0
"$d/venv/bin/python" -W ignore - <<'PY'
import sys

from quantulum3 import parser

SEEN = {
    "5-10 images": [(7.5, "dimensionless")],
    "5-10 million images": [(50_500_002.5, "dimensionless")],
    "1 to 5 million images": [(2_500_000.5, "dimensionless")],
    "10 million images": [(10_000_000.0, "dimensionless")],
    "half a million": [(1_500_000.0, "dimensionless")],
    "5.8M images of 85K people": [(5.8, "metre"), (85.0, "kelvin")],
    "3D faces": [(3.0, "day")],
    "FAR of 10^-6": [(10.0, "dimensionless"), (-6.0, "dimensionless")],
    "FAR of 1e-6": [(1e-06, "dimensionless")],
}
now = {text: [(found.value, found.unit.name) for found in parser.parse(text)] for text in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: quantulum3 makes 50500002.5 of 5-10 million images, and metres of 5.8M images")
PY
