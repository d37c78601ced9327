#!/usr/bin/env bash
# Package: distributed 2026.8.0 (with dask 2026.8.0)
# Behaviour: distributed.admin.tick.limit, the time after which an event loop counts as unresponsive, is read once, when
#   distributed is imported. Set later it changes nothing, though dask.config.get tells it; distributed.admin.tick.interval,
#   set in the same call, is honoured by every cluster that starts from then on, in its worker processes too. With an
#   interval beyond the limit of import, each look of each loop logs that it was unresponsive.
# A good guess: what is set with dask.config.set before a cluster starts is what the cluster has, as it is for the two
#   other names of the same group; what dask.config.get tells is what counts.
# Matters: "Event loop was unresponsive in Scheduler for 4.00s", over and over on an idle cluster, is what one sees when
#   reading blocks a worker, and hides the one message that tells of it.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check distributed==2026.8.0 dask==2026.8.0
cat >"$d/looks.py" <<'PY'
"""Whether an idle scheduler that looks every four seconds says within ten that it was unresponsive."""

import asyncio
import logging
import sys

import dask

TOLD = {"distributed.admin.tick.interval": "4s", "distributed.admin.tick.limit": "60s"}
if sys.argv[1] == "before":
    dask.config.set(TOLD)
import distributed

dask.config.set(TOLD)
said = []
logging.getLogger("distributed.core").addFilter(lambda record: said.append(record.getMessage()) or True)


async def idle() -> None:
    async with distributed.Scheduler(port=0, dashboard=False, host="127.0.0.1"):
        await asyncio.sleep(10)


asyncio.run(idle())
print(dask.config.get("distributed.admin.tick.limit"), any("unresponsive in Scheduler for" in one for one in said))
PY
after=$("$d/venv/bin/python" "$d/looks.py" after 2>/dev/null)
before=$("$d/venv/bin/python" "$d/looks.py" before 2>/dev/null)
if [ "$after; $before" != "60s True; 60s False" ]; then
  echo "changed: set after the import $after, before it $before"
  exit 1
fi
echo "ok: with a limit of 60s, set after the import, an idle scheduler is called unresponsive after each 4s"
