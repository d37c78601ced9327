#!/usr/bin/env bash
# Package: csvkit 2.2.0 (with agate 1.14.2)
# Behaviour: sizes that are written 1M, 5.8M, 10M come out of csvjson, csvsort and csvjoin as 0:01:00, 0:05:48,
#   0:10:00, and csvstat adds them up as times: a column all of whose cells can be read as lengths of time is one.
#   2D and 3D are two and three days. Pages 3-4 and 12-19 are the days 2001-03-04 and 2001-12-19. One cell that is
#   none of these (5.8 M) and the whole column stays text; nothing is said either way.
# A good guess: numbers, booleans and ISO dates are recognised, other cells are text and pass through unchanged, at
#   least in a tool that only sorts rows or joins them.
# Matters: newsrooms sort and join such tables with these tools; the number of pictures in a dataset, its kind and the
#   pages of a quotation are replaced in the file that they go on with, and cannot be told from it.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2
cd "$d"
cat >sets.csv <<'CSV'
name,images,kind,pages
Harbour Faces,5.8M,2D,3-4
Market Faces,10M,3D,12-19
Airport Faces,1M,2D,5-6
CSV
cat >seen.csv <<'CSV'
name,images,kind,pages
Airport Faces,0:01:00,"2 days, 0:00:00",2001-05-06
Harbour Faces,0:05:48,"2 days, 0:00:00",2001-03-04
Market Faces,0:10:00,"3 days, 0:00:00",2001-12-19
CSV
venv/bin/csvsort -c name sets.csv >sorted.csv 2>said
venv/bin/csvsort --no-inference -c name sets.csv >plain.csv
if ! cmp -s sorted.csv seen.csv || [ -s said ]; then
  echo "changed: $(cat sorted.csv said)"
  exit 1
fi
grep -qx "Harbour Faces,5.8M,2D,3-4" plain.csv
echo "ok: sorted by csvkit, 5.8M images are 0:05:48, 3D is three days, pages 3-4 are a day of 2001"
