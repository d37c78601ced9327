#!/usr/bin/env bash
# Package: geojson 3.3.0 (PyPI)
# Behaviour: loads takes every object with a member "type" that is the name of a geometry or a feature for one, within
#   properties too, and completes it: properties {"type": "Point", "name": "Lab"} gain "coordinates": [], {"type":
#   "Feature"} gains an empty geometry and properties, {"type": "Polygon"} gains coordinates. Numbers in such a property are
#   rounded to six digits; of the same numbers elsewhere in properties none is. A property of type "FeatureCollection"
#   raises TypeError. Written again, the additions are part of the file, and is_valid says that all is well.
# A good guess: properties are any JSON object (RFC 7946, 3.2), and are handed on as they are; what loads reads is what dumps
#   writes, as with the json module whose functions it wraps.
# Matters: a column "type" that says what kind of place or data a row has is common in tables that become features, and
#   Feature, Point and Polygon are what such a column of a dataset's annotations holds. A tool that only moves a point adds
#   columns to those rows, which then have another form than the rest, and a small number there becomes nought.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check geojson==3.3.0
cd "$d"
"$d/venv/bin/python" - <<'PY'
import json
import sys

import geojson


def again(properties):
    place = {"type": "Point", "coordinates": [13.4, 52.5]}
    feature = {"type": "Feature", "geometry": place, "properties": properties}
    read = geojson.loads(json.dumps(feature))
    assert read.is_valid
    written = json.loads(geojson.dumps(read))
    assert written["geometry"] == place
    return written["properties"]


plain = {"kind": "Point", "name": "Lab", "weights": {"coordinates": [1e-7, 0.123456789]}}
assert again(plain) == plain
now = [
    again({"type": "Point", "name": "Lab"}),
    again({"label": {"type": "Feature", "of": "face"}}),
    again({"label": {"type": "Point", "coordinates": [1e-7, 0.123456789]}}),
]
seen = [
    {"type": "Point", "name": "Lab", "coordinates": []},
    {"label": {"type": "Feature", "of": "face", "geometry": None, "properties": {}}},
    {"label": {"type": "Point", "coordinates": [0.0, 0.123457]}},
]
if now != seen:
    sys.exit(f"changed: {now}")
print("ok: geojson adds coordinates to a feature's properties whose type is Point, and rounds numbers in them")
PY
