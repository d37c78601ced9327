"""A killed run's meeting folder goes with the next run; a living one's stays."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.leftovers import sweep

MEET = """
import sys, time
from extractors.leftovers import meet_in_own_folder
meet_in_own_folder()
meet_in_own_folder()
print("met", flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A temporary folder with a short name: pytest's own leave no room for a socket's path."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def met(folder: Path) -> "subprocess.Popen[str]":
    run = subprocess.Popen(
        [sys.executable, "-c", MEET], env={**os.environ, "TMPDIR": str(folder)}, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "met\n"
    return run


def test_only_what_a_killed_run_left_is_swept(folder: Path) -> None:
    with met(folder) as killed, met(folder) as alive:
        (home,) = folder.iterdir()
        assert len(list(home.iterdir())) == 2
        killed.kill()
        killed.wait()
        sweep(home)
        (left,) = home.iterdir()
        assert (left / "lock").exists()
        alive.send_signal(signal.SIGINT)
        alive.wait()
        assert not list(home.iterdir()), "an orderly end leaves nothing"


def test_somebody_elses_folder_is_not_touched(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / f"citetrail-workers-{os.getuid()}").symlink_to(elsewhere)
    with met(folder) as run:
        assert not list(elsewhere.iterdir())
        run.kill()


def test_a_folder_that_is_just_being_made_stays(tmp_path: Path) -> None:
    (tmp_path / "pymp-new").mkdir()
    old = tmp_path / "pymp-old"
    old.mkdir()
    os.utime(old, (1, 1))
    sweep(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["pymp-new"]
