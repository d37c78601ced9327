"""Files and folders that nobody but their owner may read: quotations, notes and votes are not everyone's."""

import os
from pathlib import Path
from typing import IO

# For their owner only: they hold names, votes and keys.
FILE, FOLDER = 0o600, 0o700


def private_folder(folder: Path) -> None:
    """Make a folder and what is missing above it, for its owner alone; folders that are there stay as they are."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=FOLDER, exist_ok=True)


def private_file(path: Path) -> IO[bytes]:
    """The file emptied and open for writing, readable by its owner alone."""
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, FILE)
    os.fchmod(descriptor, FILE)  # one that was there keeps its mode otherwise
    return os.fdopen(descriptor, "wb")


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the final name, then rename: the file is there whole, on the disk, or not at all.

    fsspec's own transaction writes to the system's temporary folder and copies when that is another disk; a process
    killed in the copy would leave half a file under the name of the whole. The part's name follows from the file's:
    the next run takes over what a killed one left. So it is for files of which two that write at once write the same
    bytes, or whose damage is noticed. Missing folders are made. Raises OSError, which names the folder.
    """
    private_folder(path.parent)
    part = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(part, os.O_CREAT | os.O_WRONLY, FILE), "wb") as out:  # noqa: PTH123 not emptied first
            out.write(data)
            out.truncate()
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        if isinstance(error, FileNotFoundError) and path.exists():
            return  # the other writer was first
        # A failed write names no file by itself; whoever reads the message needs the place.
        raise OSError(error.errno, error.strerror, str(path.parent)) from error


def make_private(path: Path) -> None:
    """Create the file when it is missing, for its owner alone."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, FILE))


def take_from_others(path: Path) -> None:
    """Let nobody but the owner read a file that older versions made for everyone; another's file stays as it is."""
    try:
        told = path.stat()
    except FileNotFoundError:
        return
    if told.st_mode & 0o077 and told.st_uid == os.geteuid():
        path.chmod(told.st_mode & 0o700)
