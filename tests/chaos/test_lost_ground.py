"""What a run stands on goes away in the middle: the network, or room on the disk. It says so, and goes on later.

Covers: flows.steps, citetrail.store.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from citetrail.sample.server import SampleServer
from tests.chaos.conftest import KILLS, LONGEST, MINE, PAPERS, comparable, environment_for, finish, left_behind
from tests.chaos.warm import Warm

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
Quiet = dict[str, list[str]]
# Bytes that are left when a run begins: from too few for the database's tables to all but the last files.
ROOM = (100_000, 600_000, 900_000, 1_200_000, 1_600_000, 2_200_000, 3_000_000)


def test_a_network_that_goes_away_and_comes_back(quiet_var: Path, starter: Warm, port: int, tmp_path: Path) -> None:
    environment = environment_for(port, tmp_path)
    with SampleServer(papers=PAPERS, port=port) as server:
        run = starter.start(environment, *MINE)
        while len(server.paths("/files/")) + len(server.paths("/pdf/")) < 3:
            assert run.ended(0.01) is None, run.said
    assert run.ended(LONGEST) in (0, 3), run.said
    assert "Traceback" not in run.said
    without = starter.start(environment, *MINE)
    assert without.ended(LONGEST) == 3, "nothing could be asked"
    assert "Run the step again later" in without.said
    with SampleServer(papers=PAPERS, port=port):
        finish(starter, environment)
    # What could not be fetched was first assessed by what Semantic Scholar quotes: such claims leave the queue.
    found, wanted = comparable(tmp_path, superseded=False), comparable(quiet_var, superseded=False)
    for table, rows in wanted.items():
        assert found[table] == rows, table


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 MB of its own; mounting one takes root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here: the full disk is not tried (run as root)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def leave(folder: Path, room: int) -> Path:
    """Fill the disk so that only so much is left; returns what fills it."""
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free
    ballast.write_bytes(b"\0" * max(0, free - room))
    return ballast


def test_a_full_disk_is_named_and_the_same_command_goes_on(
    quiet: Quiet, starter: Warm, port: int, small_disk: Path
) -> None:
    var = small_disk / "var"
    environment = environment_for(port, var)
    stopped = 0
    with SampleServer(papers=PAPERS, port=port):
        for room in ROOM if KILLS > 20 else ROOM[1:4:2]:
            ballast = leave(small_disk, room)
            began = time.monotonic()
            run = starter.start(environment, *MINE)
            code = run.ended(LONGEST)
            print(
                f"\n{room:,} bytes left: exit code {code} after {time.monotonic() - began:.1f} s; {run.said[-300:]}"
            )
            assert code in (0, 2), run.said
            if code == 2:
                stopped += 1
                assert "make room there and give the same command again" in " ".join(run.said.split())
                assert str(var) in run.said
                assert "Traceback" not in run.said
            ballast.unlink()
        assert stopped, "the disk was full once at least"
        finish(starter, environment)
    assert comparable(var) == quiet
    assert not left_behind(var)
