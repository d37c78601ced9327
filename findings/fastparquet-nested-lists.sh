#!/usr/bin/env bash
# Package: fastparquet 2026.9.0 (file written by pyarrow 26.0.1)
# Behaviour: a column of lists of records, or of lists of lists, is read as nothing in every row; lists of plain values and
#   single records are right. A day before 1678 or after 2261 is another day: 1600-01-01 is 2184-07-20, 2999-12-31 (so
#   written where an end is open) is 1830. No exception, no warning; pyarrow and DuckDB read both.
# A good guess: what a reader cannot express it refuses, or leaves out of its columns; a day is a day or NaT.
# Matters: authors with their institutions, and quotations with their pages, are lists of records. Of such a release
#   every paper has no authors, which looks as if none had been found; a designation that goes on ended in 1830.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check fastparquet==2026.9.0 pyarrow==26.0.1 pandas==3.1.1
"$d/venv/bin/python" - "$d/papers.parquet" <<'PY'
import sys
import warnings
from datetime import date

import fastparquet
import pyarrow as pa
import pyarrow.parquet as pq

warnings.simplefilter("error")
warnings.simplefilter("ignore", ResourceWarning)
AUTHORS = [[{"name": "Lee", "org": "Army Laboratory"}, {"name": "Roth", "org": None}], [{"name": "Ode", "org": "X"}]]
table = pa.table(
    {
        "paper": ["a", "b"],
        "keywords": [["faces", "gait"], ["doors"]],
        "place": [{"city": "Bonn"}, {"city": "Ulm"}],
        "authors": AUTHORS,
        "sentences": [[["We", "used"], ["it"]], [["No"]]],
        "until": [date(2999, 12, 31), date(2019, 6, 6)],
    }
)
pq.write_table(table, sys.argv[1])
frame = fastparquet.ParquetFile(sys.argv[1]).to_pandas()
until = [str(day)[:10] for day in frame["until"]]
as_described = (
    pq.read_table(sys.argv[1]).to_pydict()["authors"] == AUTHORS
    and [list(words) for words in frame["keywords"]] == [["faces", "gait"], ["doors"]]
    and list(frame["place.city"]) == ["Bonn", "Ulm"]
    and list(frame["authors"]) == [None, None]
    and list(frame["sentences"]) == [None, None]
    and until[1] == "2019-06-06"
    and until[0].startswith("1830-")
)
if not as_described:
    sys.exit(f"changed: {frame.to_dict('list')}")
print("ok: fastparquet reads a list of authors as nothing, and the year 2999 as 1830")
PY
