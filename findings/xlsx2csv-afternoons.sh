#!/usr/bin/env bash
# Package: xlsx2csv 0.8.6 (workbook written by openpyxl 3.1.5)
# Behaviour: a time of the afternoon is one of the morning in the CSV, where the cell's format has one h for the hours, as
#   yyyy-mm-dd h:mm:ss has: 15:04:05 is written 03:04:05, midnight 12:00:00, one second before it 11:59:59. With hh it is
#   right, and so is h:mm alone. Nothing in the CSV says AM or PM.
# A good guess: h and hh differ by a nought in front; hours are counted to twelve only where the format has AM/PM
#   (ISO/IEC 29500-1, 18.8.31), and a converter to CSV keeps the moment whatever the format shows.
# Matters: openpyxl gives each datetime this format, and a spreadsheet's own format for a day with its time (number 22)
#   has one h, too. Decisions and downloads of one day change their order, and the last before midnight is before noon.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
"$d/venv/bin/python" - "$d/log.xlsx" <<'PY'
import csv
import io
import sys
from datetime import datetime

import openpyxl
from xlsx2csv import Xlsx2csv

HOURS = [(9, 30, 0), (15, 4, 5), (0, 0, 0), (23, 59, 59)]
TIMES = [datetime(2026, 11, 1, *hour) for hour in HOURS]
book = openpyxl.Workbook()
for time in TIMES:
    book.active.append([time, time, time])
    book.active.cell(book.active.max_row, 2).number_format = "yyyy-mm-dd hh:mm:ss"
    book.active.cell(book.active.max_row, 3).number_format = openpyxl.styles.numbers.BUILTIN_FORMATS[22]
formats = {row[0].number_format for row in book.active.iter_rows()}
book.save(sys.argv[1])
stored = [row[0] for row in openpyxl.load_workbook(sys.argv[1]).active.iter_rows(values_only=True)]
out = io.StringIO()
Xlsx2csv(sys.argv[1]).convert(out)
rows = list(csv.reader(io.StringIO(out.getvalue())))
as_described = (
    formats == {"yyyy-mm-dd h:mm:ss"}
    and stored == TIMES
    and [row[0] for row in rows] == [f"2026-11-01 {time}" for time in ("09:30:00", "03:04:05", "12:00:00", "11:59:59")]
    and [row[1] for row in rows] == [f"2026-11-01 {time}" for time in ("09:30:00", "15:04:05", "00:00:00", "23:59:59")]
    and [row[2] for row in rows] == [f"11/01/26 {time}" for time in ("09:30", "03:04", "12:00", "11:59")]
)
if not as_described:
    sys.exit(f"changed: {formats} {stored} {rows}")
print("ok: xlsx2csv writes 15:04:05 as 03:04:05, and midnight as noon")
PY
