"""The folder in which a release grows, beside the finished ones; what a killed process left of its own is swept."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".unfinished-"
LATEST = "latest"  # the link to the newest release


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A new folder in `out`, gone again whatever happens, unless it was moved to its place.

    Its process holds a lock on it. The lock ends with the process, however that ends, and so tells the next one
    that nobody is at work there.
    """
    with _locked(out):  # nobody sweeps between a folder's making and its locking
        _sweep(out)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=out))
        held = os.open(folder, os.O_RDONLY)
        _lock(held)
    try:
        folder.chmod(0o755)
        yield folder
    except Exception as error:
        error.add_note(f"The release was being written to {out}.")  # a full disk does not say which it is
        raise
    finally:
        os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def sweep(out: Path) -> None:
    """Remove the unfinished folders in `out` that no living process works in."""
    if out.is_dir():
        with _locked(out):
            _sweep(out)


def _sweep(out: Path) -> None:
    for left in out.glob(f"{PREFIX}*"):
        try:
            held = os.open(left, os.O_RDONLY)
        except FileNotFoundError:  # its process has just finished it
            continue
        try:
            if _lock(held):
                shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(held)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    held = os.open(out, os.O_RDONLY)
    try:
        _lock(held, wait=True)
        yield
    finally:
        os.close(held)


def _lock(held: int, *, wait: bool = False) -> bool:
    """Whether the folder is ours now. Where folders cannot be locked it never is, and nothing is swept."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
