#!/usr/bin/env bash
# Package: h3 4.5.0
# Behaviour: cells of a polygon one of whose sides spans more than 180 degrees of longitude are those of the other side of
#   the earth. The box from 125 W to 150 E, 20 to 60 N, has the cells of the Pacific and not Paris; that from 180 W to
#   180 E has none, and the one from 170 W to 170 E the twenty degrees that it leaves out. Sides of 170 degrees are
#   taken as written. A box beyond 180 (170 to 190) loses the half beyond.
# A good guess: RFC 7946: a polygon that crosses the 180th meridian is to be cut there, so a box is what its corners say; what
#   cannot be filled raises, as h3 does for the same box with corners every 25 degrees.
# Matters: filtering a map by region. The region "north of 20 degrees" is empty, and Eurasia with America is the
#   sea between them; each answer is a set of sound cells.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check h3==4.5.0
"$d/venv/bin/python" - <<'PY'
import sys

import h3

PLACES = {"Paris": (48.9, 2.3), "Tokyo": (35.7, 139.7), "New York": (40.7, -74.0), "in the Pacific": (40.0, -179.0)}


def inside(west: int, east: int) -> list[str]:
    ring = [[west, 20], [east, 20], [east, 60], [west, 60], [west, 20]]
    cells = set(h3.geo_to_cells({"type": "Polygon", "coordinates": [ring]}, 2))
    return [name for name, place in PLACES.items() if h3.latlng_to_cell(*place, 2) in cells]


SEEN = {
    (-80, 90): ["Paris", "New York"],
    (-125, 150): ["in the Pacific"],
    (-170, 170): ["in the Pacific"],
    (-180, 180): [],
}
now = {box: inside(*box) for box in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: h3 fills the box from 125 W to 150 E with the Pacific, and that from 180 W to 180 E not at all")
PY
