#!/usr/bin/env bash
# Package: @turf/turf 7.4.0 (npm)
# Behaviour: clustersDbscan does not see neighbours across the 180th meridian: of four places in Fiji within 22 km, two at
#   179.9 and two at -179.9 degrees, with 50 km it makes two groups, or none where three are asked for. distance and
#   nearestPoint of the same package know that they are 21 km apart. circle(…, 50) around the one does not hold the
#   other, buffer draws a ring around the earth (179.99 to -179.93), and a mean of places on both sides (centerMean,
#   centroid) lies at 0 degrees.
# A good guess: distances on the sphere are what density means here: its unit is kilometres, and near the pole it does
#   count in kilometres, not degrees.
# Matters: maps of institutions group markers. Campuses of Fiji, and Chukotka beside Alaska, come apart, and what is left
#   over is noise.
# Seen: 2026-11-30, Node 20
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
cd "$d"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @turf/turf@7.4.0 >/dev/null
cat > check.cjs <<'JS'
const turf = require('@turf/turf')
const places = (...list) => turf.featureCollection(list.map(place => turf.point(place)))
const groups = (list, minPoints) =>
  turf.clustersDbscan(list, 50, { minPoints }).features.map(place => place.properties.cluster ?? null)
const [west, east] = [turf.point([179.9, -17]), turf.point([-179.9, -17])]
const fiji = places([179.9, -17], [179.95, -17.05], [-179.9, -17], [-179.95, -17.02])
const elsewhere = places([9.9, -17], [9.95, -17.05], [10.1, -17], [10.05, -17.02])
const now = {
  kilometres: Math.round(turf.distance(west, east)),
  nearest: turf.nearestPoint(west, places([-179.9, -17], [170, -17])).geometry.coordinates[0],
  fiji: groups(fiji, 2),
  fijiInThrees: groups(fiji, 3),
  elsewhere: groups(elsewhere, 3),
  arctic: groups(places([0, 85], [2, 85], [0, 84]), 2),
  inCircle: turf.booleanPointInPolygon(east, turf.circle(west, 50)),
  widthOfBuffer: Math.round(turf.bbox(turf.buffer(west, 50))[2] - turf.bbox(turf.buffer(west, 50))[0]),
  mean: Math.abs(turf.centerMean(fiji).geometry.coordinates[0]) < 1,
}
const seen = {
  kilometres: 21,
  nearest: -179.9,
  fiji: [0, 0, 1, 1],
  fijiInThrees: [null, null, null, null],
  elsewhere: [0, 0, 0, 0],
  arctic: [0, 0, null],
  inCircle: false,
  widthOfBuffer: 360,
  mean: true,
}
if (JSON.stringify(now) !== JSON.stringify(seen)) {
  console.log(`changed: ${JSON.stringify(now)}`)
  process.exit(1)
}
console.log('ok: turf groups places 21 km apart as two where the 180th meridian is between them, though its distance knows')
JS
node check.cjs
