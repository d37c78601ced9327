"""Files that people name: their bytes, or why they cannot be had."""

import stat
from dataclasses import dataclass
from pathlib import Path

from citetrail.records.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Unopened:
    """Why a file's bytes cannot be had."""

    outcome: Outcome
    detail: str


def open_file(path: Path, most: int) -> bytes | Unopened:
    """The bytes of a regular file of at most so many; of a pipe or device nothing is waited for."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return Unopened(Outcome.DOCUMENT_LOST, "no PDF file in this folder")
        if not stat.S_ISREG(found.st_mode):
            return Unopened(Outcome.DOCUMENT_LOST, "not a regular file")
        if found.st_size > most:
            told = f"{found.st_size:,} bytes, more than the {most:,} of CITETRAIL_MAX_BYTES"
            return Unopened(Outcome.TOO_LARGE, told)
        return path.read_bytes()
    except FileNotFoundError:
        return Unopened(Outcome.DOCUMENT_LOST, "no such file")
    except OSError as error:
        return Unopened(Outcome.DOCUMENT_LOST, f"cannot be opened: {error.strerror}")
