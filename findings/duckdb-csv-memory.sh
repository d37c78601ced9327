#!/usr/bin/env bash
# Package: duckdb 2.0.0
# Behaviour: a COPY from CSV to Parquet on one thread, with a small CSV buffer and small row groups, keeps what it has
#   read until the memory limit is reached, which by default is four fifths of the machine: the peak grows with the
#   file. Under a limit the same statement writes the same bytes.
# A good guess: rows stream through, so that memory is a buffer and a row group whatever the file's size.
# Matters: a writer of many tables beside other work looks as if it leaked; memory_limit is what bounds it, not
#   buffer_size.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.0
cat >"$d/to_parquet.py" <<'PY'
"""Copies argv[1] to argv[2] under a memory limit (argv[3], optional) and prints the peak of memory in MB."""

import re
import sys
from pathlib import Path

import duckdb

source, target, *limit = sys.argv[1:]
settings = {"threads": 1, **({"memory_limit": limit[0]} if limit else {})}
with duckdb.connect(":memory:", config=settings) as connection:
    rows = connection.read_csv(
        source, header=True, columns={"id": "BIGINT", "text": "VARCHAR"}, auto_detect=False, parallel=False,
        max_line_size=100_000, buffer_size=1_000_000,
    )
    connection.register("rows", rows)
    connection.execute(f"COPY (SELECT * FROM rows) TO '{target}' (FORMAT parquet, ROW_GROUP_SIZE 10240)")
print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
PY
"$d/venv/bin/python" - "$d" <<'PY'
import hashlib
import subprocess
import sys
from pathlib import Path

folder = Path(sys.argv[1])


def rows(count: int) -> Path:
    """A table of that many rows of two thousand characters, no two alike."""
    path = folder / f"{count}.csv"
    with path.open("w", encoding="ascii") as out:
        out.write("id,text\n")
        for number in range(count):
            word = hashlib.sha256(str(number).encode()).hexdigest()
            out.write(f"{number},{' '.join([word] * 30)}\n")
    return path


def copied(path: Path, *limit: str) -> tuple[int, bytes]:
    target = folder / "out.parquet"
    told = subprocess.run(
        [sys.executable, folder / "to_parquet.py", path, target, *limit], check=True, capture_output=True, text=True
    ).stdout
    return int(told), hashlib.sha256(target.read_bytes()).digest()


small, large = rows(25_000), rows(250_000)
few, _ = copied(small)
many, free = copied(large)
bounded, same = copied(large, "150MB")
seen = f"{few} MB for 50 MB of CSV, {many} MB for 500 MB, {bounded} MB under a limit, the same bytes: {free == same}"
if many < few + 200 or bounded > few + 150 or free != same:
    sys.exit(f"changed: {seen}")
print(f"ok: {seen}")
PY
