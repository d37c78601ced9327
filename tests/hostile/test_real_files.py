"""Files that broke other readers (tests of pdf.js and others): each has its line, nothing hangs, nothing stays.

Covers: citetrail.commands.read, extractors.workers.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from citetrail.records.vocabulary import Outcome

pytestmark = [pytest.mark.slow, pytest.mark.gold, pytest.mark.timeout(900)]


def test_every_real_hostile_file_has_its_line(shared: Path, short_folder: Path, tmp_path: Path) -> None:
    folder = shared / "hostile"
    files = sorted(str(p) for p in folder.rglob("*.pdf"))
    if not files:
        pytest.skip(f"no hostile files at {folder}")
    command = [sys.executable, "-c", "from citetrail.commands.main import run; run()", "read", str(folder), "--json"]
    environment = {**os.environ, "TMPDIR": str(short_folder), "CITETRAIL_VAR": str(tmp_path / "var")}
    rows, longest, last = [], 0.0, time.monotonic()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as reader:
        assert reader.stdout is not None
        for line in reader.stdout:
            rows.append(json.loads(line))
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert reader.returncode == 0
    assert [r["file"] for r in rows] == files
    assert {r["outcome"] for r in rows} <= set(Outcome)
    assert all(r.get("detail") for r in rows if r["outcome"] != Outcome.OK), "why there is no text"
    assert longest < 60
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 2_000_000_000
    assert not [p for p in short_folder.rglob("*") if p.is_file() or p.name.startswith("pymp-")], (
        "a temporary file stays"
    )
    until = time.monotonic() + 15  # the fork server sees the end of its parent a moment later
    while (left := _session(reader.pid)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not left, "a process stays"


def _session(leader: int) -> list[str]:
    """Living processes of that session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(stat.parent.name)
    return found
