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
