"""A killed run's meeting folder goes with the next run; a living one's stays."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from extractors.workers.worker_folders import sweep

MEET = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in a shell's background ignores it
from extractors.workers.worker_folders import meet_in_own_folder
meet_in_own_folder()
meet_in_own_folder()
print("met", flush=True)
time.sleep(60)
"""


def met(folder: Path) -> "subprocess.Popen[str]":
    run = subprocess.Popen(
        [sys.executable, "-c", MEET], env={**os.environ, "TMPDIR": str(folder)}, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "met\n"
    return run


def test_only_what_a_killed_run_left_is_swept(short_folder: Path) -> None:
    with met(short_folder) as killed, met(short_folder) as alive:
        (home,) = short_folder.iterdir()
        assert len(list(home.iterdir())) == 2
        killed.kill()
        killed.wait()
        sweep(home)
        (left,) = home.iterdir()
        assert (left / "lock").exists()
        alive.send_signal(signal.SIGINT)
        alive.wait()
        assert not list(home.iterdir()), "an orderly end leaves nothing"


def test_a_long_name_of_the_temporary_folder_does_not_stop_the_workers(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 100)
    deep.mkdir()
    with met(deep) as run:
        assert not list(deep.iterdir()), "a socket's path would not fit"
        run.kill()


def test_somebody_elses_folder_is_not_touched(short_folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (short_folder / f"citetrail-workers-{os.getuid()}").symlink_to(elsewhere)
    with met(short_folder) as run:
        assert not list(elsewhere.iterdir())
        run.kill()


def test_a_folder_that_is_just_being_made_stays(tmp_path: Path) -> None:
    (tmp_path / "pymp-new").mkdir()
    old = tmp_path / "pymp-old"
    old.mkdir()
    os.utime(old, (1, 1))
    sweep(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["pymp-new"]
