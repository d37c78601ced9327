#!/usr/bin/env bash
# Package: edtf 5.0.2
# Behaviour: text_to_edtf, which turns what people write for a date into EDTF, takes the first day of "26-30 June 2016"
#   for the year: the result is 2026-06-30, "10-12 June 2016" is 2010-06-12, "Oct 22-29, 2017" is 2029-10-22. Other
#   numbers beside a year become months: Q3 2016 is March, "2nd half of 2018" February, "Volume 5, 2016" May.
#   "12 June 2016", "June 2016 - July 2017" and "2016-2017" are right.
# A good guess: an interval (2016-06-26/2016-06-30), June 2016, or None, which it gives for "between 2016 and 2018". A
#   year that stands in the text with four digits is the year of the result.
# Matters: it is made for catalogues, and days of a meeting are how conference papers are dated. They move by up to
#   fifteen years, some beyond today, and each is a valid date to the day in a form that is meant for doubtful ones.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
"$d/venv/bin/python" - <<'PY'
import sys

from edtf import text_to_edtf

SEEN = {
    "26-30 June 2016": "2026-06-30",
    "10-12 June 2016": "2010-06-12",
    "Oct 22-29, 2017": "2029-10-22",
    "Q3 2016": "2016-03",
    "2nd half of 2018": "2018-02",
    "Volume 5, 2016": "2016-05",
    "between 2016 and 2018": None,
    "12 June 2016": "2016-06-12",
    "June 2016 - July 2017": "2016-06/2017-07",
    "2016-2017": "2016/2017",
}
now = {text: text_to_edtf(text) for text in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: edtf makes 2026-06-30 of 26-30 June 2016, and March of the third quarter")
PY
