#!/usr/bin/env bash
# Package: pendulum 3.3.0
# Behaviour: a duration of years or months that is multiplied by a number with a point is nothing, whatever the number:
#   one year times 0.5, two years times 1.5, one year times 2.0. Times 2 it is two years. Divided, each unit is rounded
#   for itself and nothing is handed down, so that a year by 2 and a year by 12 are nothing, five years by 2 are two. Weeks
#   and days are right, total_days() of a year says 365, and nothing is raised.
# A good guess: half a year is six months, or 182.5 days as timedelta would give for its 365, or TypeError. What is
#   multiplied by 2.0 is what is multiplied by 2.
# Matters: windows of time for questions to a service are halved when too much comes back, and waits are stretched by a
#   factor. A window of a year becomes empty: it asks for nothing, finds nothing, and a gap of a year looks like no use.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pendulum==3.3.0
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

import pendulum

warnings.simplefilter("error")
year, month, week = pendulum.duration(years=1), pendulum.duration(months=1), pendulum.duration(weeks=1)
start = pendulum.datetime(2016, 1, 31)
nothing = [year * 0.5, year * 2.0, pendulum.duration(years=2) * 1.5, month * 1.5, year / 2, year / 12, month / 2]
as_described = (
    year.total_days() == 365
    and all(not part and start + part == start for part in nothing)
    and start + year * 2 == start.add(years=2)
    and start + pendulum.duration(years=5) / 2 == start.add(years=2)
    and (week * 0.5).total_days() == (week / 2).total_days() == 3.5
)
if not as_described:
    sys.exit(f"changed: {nothing} {pendulum.duration(years=5) / 2!r} {week / 2!r}")
print("ok: pendulum's half of a year is nothing, and so is a year times 2.0")
PY
