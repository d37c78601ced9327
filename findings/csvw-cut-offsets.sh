#!/usr/bin/env bash
# Package: csvw 4.1.1
# Behaviour: as JSON, a dateTime with a fraction of a second and an offset loses the offset's end: 10:00:00.5Z is
#   2016-05-09T10:00:00.500000+00: and 10:00:00.1-08:00 ends with -08: . A time loses its fraction (10:00:00.5Z is 10:00:00Z), and
#   when the table that was read is written back as CSV its offset as well (10:00:00-08:00 is 10:00:00). No exception, no
#   warning; whole seconds with an offset, and fractions without one, are right as dateTime.
# A good guess: valid lexical forms of xsd:dateTime and xsd:time come out as equal ones; what was read is what is written.
# Matters: JSON is how descriptions by CSV on the Web are handed to other programs. Times of requests, which have
#   fractions, are no times there; a table that was only read and written says eight hours off.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check csvw==4.1.1
"$d/venv/bin/python" - "$d" <<'PY'
import json
import sys
from pathlib import Path

from csvw import CSVW, Table

folder = Path(sys.argv[1])
AT = ["10:00:00Z", "10:00:00.5Z", "10:00:00.1-08:00", "10:00:00-08:00", "10:00:00.5"]
table, about = folder / "asked.csv", folder / "asked.csv-metadata.json"
table.write_text("seen,at\n" + "".join(f"2016-05-09T{at},{at}\n" for at in AT))
columns = [{"name": "seen", "datatype": "dateTime"}, {"name": "at", "datatype": "time"}]
context = "http://www.w3.org/ns/csvw"
about.write_text(json.dumps({"@context": context, "url": table.name, "tableSchema": {"columns": columns}}))
rows = [(row["seen"].removeprefix("2016-05-09T"), row["at"]) for row in CSVW(str(about)).to_json(minimal=True)]
read = Table.from_file(about)
read.write(list(read))
written = [line.split(",")[1] for line in table.read_text().split()[1:]]
SEEN = [
    ("10:00:00Z", "10:00:00Z"),
    ("10:00:00.500000+00:", "10:00:00Z"),
    ("10:00:00.100000-08:", "10:00:00-08:00"),
    ("10:00:00-08:00", "10:00:00-08:00"),
    ("10:00:00.5", "10:00:00"),
]
if rows != SEEN or written != ["10:00:00"] * 5:
    sys.exit(f"changed: {rows} {written}")
print("ok: csvw writes 10:00:00.5Z as 10:00:00.500000+00: into JSON, and a time without its offset into CSV")
PY
