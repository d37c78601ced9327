#!/usr/bin/env bash
# Package: prefect 3.8.8 (with pendulum 3.3.0, fastapi 0.150.0, SQLAlchemy 2.0.58)
# Behaviour: an interval of one day at 6 in Berlin, counted from January, is planned for 6 as long as the plan is made
#   in winter, and for 7 when it is made in summer: the jump from the first day to the present counts seconds, the steps
#   after it count days. The plan of 28 March has 30 March at 6:00, that of 30 March has the same day at 7:00; that of
#   24 October keeps 7:00 over the change of the clocks, and that of 1 November has 6:00.
# A good guess: what the class promises: intervals of a day keep the hour on the clock over a change of the clocks. A
#   plan for a day does not depend on the day on which it is asked for.
# Matters: the scheduler plans some days ahead, over and over, and tells planned runs apart by their time: after the
#   change the runs at 6 are there and those at 7 are added, so that on these days all is asked for and read twice.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check prefect==3.8.8 pendulum==3.3.0 fastapi==0.150.0 \
  sqlalchemy==2.0.58
PREFECT_HOME="$d" PREFECT_SERVER_ANALYTICS_ENABLED=false "$d/venv/bin/python" - <<'PY'
import asyncio
import datetime
import sys
from zoneinfo import ZoneInfo

from prefect.server.schemas.schedules import IntervalSchedule

BERLIN = "Europe/Berlin"


def day(month: int, number: int, hour: int = 0) -> datetime.datetime:
    return datetime.datetime(2026, month, number, hour, tzinfo=ZoneInfo(BERLIN))


daily = IntervalSchedule(interval=datetime.timedelta(days=1), anchor_date=day(1, 1, hour=6), timezone=BERLIN)


def planned(made: datetime.datetime) -> list[str]:
    """The next three runs, by the clock in Berlin."""
    return [when.astimezone(ZoneInfo(BERLIN)).strftime("%d %H:%M") for when in asyncio.run(daily.get_dates(3, made))]


now = planned(day(3, 28)), planned(day(3, 30)), planned(day(10, 24)), planned(day(11, 1))
if now != (
    ["28 06:00", "29 06:00", "30 06:00"],
    ["30 07:00", "31 07:00", "01 07:00"],
    ["24 07:00", "25 07:00", "26 07:00"],
    ["01 06:00", "02 06:00", "03 06:00"],
):
    sys.exit(f"changed: {now}")
print("ok: prefect plans a daily run of 30 March for 6:00 on the 28th, and for 7:00 on the 30th")
PY
