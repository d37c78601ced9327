"""Files that people name: their bytes, or why they cannot be had or read and what to do."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from citetrail.records.vocabulary import Outcome

# What whoever brings a file can do about one that is not kept, by its outcome.
ADVICE: Mapping[str, str] = {
    Outcome.ENCRYPTED: "save it without its password",
    Outcome.SCANNED: "give it a text layer (OCR) or bring a copy that has one",
    Outcome.TRUNCATED: "download it again: it was cut off or damaged",
    Outcome.NOT_PDF: "save it as PDF; a web page that a browser showed is none",
    Outcome.TOO_LARGE: "split off what is no paper, or raise that setting",
    Outcome.PARSER_ERROR: "print it to a new PDF and add that",
    Outcome.TIMEOUT: "raise CITETRAIL_READ_SECONDS, or print it to a new PDF",
    Outcome.OUT_OF_MEMORY: "raise CITETRAIL_WORKER_MEMORY, or print it to a new PDF",
    Outcome.GARBLED: "its fonts have no letters: bring another copy, or one with OCR",
    Outcome.EMPTY: "bring another copy",
}

# In a detail: what to do stands there too, and nothing is to be done about the file.
NOT_THE_FILE = "which is no fault of the file"


def with_advice(outcome: str, detail: str) -> str:
    """Why a file cannot be read, and what to do."""
    why = f"{outcome}: {detail.rstrip('.')}" if detail else outcome
    return "; ".join(filter(None, (why, "" if NOT_THE_FILE in detail else ADVICE.get(outcome, ""))))


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
