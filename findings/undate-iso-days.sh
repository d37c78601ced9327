#!/usr/bin/env bash
# Package: undate 0.8.0
# Behaviour: with "omnibus", its reader for dates in whatever form, a day or month in the form of ISO 8601 is its year:
#   2016-05-09 and 2016-05 are the year 2016, from January to December, and the page numbers 1607-08 are the year 1607.
#   "9 May 2016" is that day; "EDTF", the reader that it is put together from, reads 2016-05-09 rightly. 2016-05/2016-06 is
#   refused as 2016-2016. Nothing is warned of.
# A good guess: a reader that is described as supporting EDTF reads what EDTF, a profile of ISO 8601, has as its first form;
#   what it cannot read raises ValueError, as 2016/05/09 does.
# Matters: sources give dates in many forms, ISO most often, and that is what one takes such a reader for. Each day becomes
#   a year, which is a sound date with an honest-looking precision; what was used before and after a withdrawal is one.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check undate==0.8.0
cd "$d"
"$d/venv/bin/python" - <<'PY'
import sys

from undate import Undate


def read(text, form):
    try:
        date = Undate.parse(text, form)
    except ValueError:
        return "refused"
    return f"{date.earliest}..{date.latest}"


YEAR = "2016-01-01..2016-12-31"
SEEN = {
    ("9 May 2016", "omnibus"): "2016-05-09..2016-05-09",
    ("2016-05-09", "EDTF"): "2016-05-09..2016-05-09",
    ("2016/05/09", "omnibus"): "refused",
    ("2016-05-09", "omnibus"): YEAR,
    ("2016-05", "omnibus"): YEAR,
    ("2016-12-31", "omnibus"): YEAR,
    ("1607-08", "omnibus"): "1607-01-01..1607-12-31",
}
now = {key: read(*key) for key in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: undate's reader for any form takes 2016-05-09 and 2016-05 for the year 2016")
PY
