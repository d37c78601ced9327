#!/usr/bin/env bash
# Package: pyogrio 0.13.0 (its wheel's GDAL 3.12.4), geopandas 1.2.0, pandas 2.3.3
# Behaviour: in GeoJSON a time without an offset that stands in the same column as a time with one takes over that
#   offset: 10:00:00 next to 23:00:00-05:00 is read as 10:00:00-05:00. Alone in the file it stays without one. No
#   warning. With pandas 3.1.1 it becomes UTC beside such a neighbour, and still stays as it is alone.
# A good guess: it stays without an offset, becomes UTC, or the column stays text.
# Matters: what was known only by the clock on the wall becomes a moment; the order of two decisions can turn round.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pyogrio==0.13.0 geopandas==1.2.0 pandas==2.3.3
cd "$d"
"$d/venv/bin/python" - <<'PY'
import json
import pathlib
import sys
import warnings

import geopandas

warnings.simplefilter("error")


def read(*times: str) -> list[str]:
    features = [
        {"type": "Feature", "properties": {"decided": t}, "geometry": {"type": "Point", "coordinates": [113.0, 28.2]}}
        for t in times
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    pathlib.Path("claims.geojson").write_text(text, encoding="utf-8")
    return [moment.isoformat() for moment in geopandas.read_file("claims.geojson", engine="pyogrio")["decided"]]


alone, beside = read("2026-10-09T10:00:00"), read("2026-10-08T23:00:00-05:00", "2026-10-09T10:00:00")
if (alone, beside) != (["2026-10-09T10:00:00"], ["2026-10-08T23:00:00-05:00", "2026-10-09T10:00:00-05:00"]):
    sys.exit(f"changed: {alone}, {beside}")
print("ok: pyogrio gives a time without an offset the offset of its neighbour")
PY
