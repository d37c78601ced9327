"""The folder in which worker processes meet, and the ones that killed runs left behind.

multiprocessing's fork server listens on a socket in a new temporary folder, which only an orderly end removes. Here
all of them lie in one folder of the user, each with a lock that its process holds: the next run takes away those that
nobody holds.
"""

import fcntl
import multiprocessing.util
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

# Younger than this, a folder without a lock may be one that is just being made.
BEING_MADE = 60.0
# A socket's whole path has at most 107 bytes; multiprocessing adds some thirty.
LONGEST_PATH = 70
SHORT = "/tmp"  # noqa: S108  where they meet if TMPDIR's name is longer; the folder is the user's own
_held: list[int] = []


def meet_in_own_folder() -> None:
    """Let this process's workers meet in a folder that a later run can tell to be dead; sweeps the dead ones."""
    if _held:
        return
    home = Path(tempfile.gettempdir()) / f"citetrail-workers-{os.getuid()}"
    if len(str(home)) > LONGEST_PATH:
        home = Path(SHORT) / home.name
    with suppress(FileExistsError):
        home.mkdir(mode=0o700)
    if home.is_symlink() or home.stat().st_uid != os.getuid():
        return  # somebody else's: multiprocessing makes its own folder
    sweep(home)
    before = tempfile.tempdir
    try:
        tempfile.tempdir = str(home)
        folder = multiprocessing.util.get_temp_dir()
    finally:
        tempfile.tempdir = before
    lock = os.open(Path(folder) / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    with suppress(BlockingIOError):  # a process that its parent told where to meet: the parent holds the lock
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    _held.append(lock)  # until the process ends, however it ends


def sweep(home: Path) -> None:
    """Remove the folders whose process is gone."""
    for folder in home.glob("pymp-*"):
        if _is_dead(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_dead(folder: Path) -> bool:
    try:
        lock = os.open(folder / "lock", os.O_RDWR)
    except OSError:
        with suppress(OSError):
            return time.time() - folder.stat().st_mtime > BEING_MADE
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
