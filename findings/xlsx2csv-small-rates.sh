#!/usr/bin/env bash
# Package: xlsx2csv 0.8.6 (workbook written by openpyxl 3.1.5)
# Behaviour: a number of a cell without a format has six places in the CSV and no more: a false match rate of 1e-7 is 0,
#   4e-7 is 0 and 6e-7 is 0.000001, 0.99999985 is 1. 1e+22 is written out with its 22
#   noughts, so it is not that the exponent is not understood.
# A good guess: a cell without a format keeps its value to the last digit (as float's repr, or as the file has it), or is
#   shown as spreadsheets show it, 1E-07.
# Matters: rates of false matches are given down to 1e-8 and p-values smaller still; a system that errs once in ten million
#   comparisons never errs, one that is right in all but fifteen of a hundred million is always right, and
#   columns of several such systems are all the same.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
"$d/venv/bin/python" - "$d/rates.xlsx" <<'PY'
import csv
import io
import sys

import openpyxl
from xlsx2csv import Xlsx2csv

SEEN = {1e-7: "0", 4e-7: "0", 6e-7: "0.000001", 0.99999985: "1", 0.000123: "0.000123", 0.25: "0.25"}
SEEN[1e22] = "1" + "0" * 22
book = openpyxl.Workbook()
for rate in SEEN:
    book.active.append([rate])
book.save(sys.argv[1])
stored = [row[0] for row in openpyxl.load_workbook(sys.argv[1]).active.iter_rows(values_only=True)]
out = io.StringIO()
Xlsx2csv(sys.argv[1]).convert(out)
now = [row[0] for row in csv.reader(io.StringIO(out.getvalue()))]
if stored != list(SEEN) or now != list(SEEN.values()):
    sys.exit(f"changed: {stored} {now}")
print("ok: xlsx2csv writes a false match rate of 1e-7 as 0, and 0.99999985 as 1")
PY
