"""The official ROR dump: a zip with one JSON array in schema 2, read organisation by organisation."""

import codecs
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

# Bytes hashed at once: the dump is not held in memory.
_CHUNK = 1 << 20
# A single organisation of schema 2 takes a few kilobytes; more than this unparsed is not the dump.
_MOST_PENDING = 32 << 20
_MEMBER = re.compile(r"(?:.*/)?(v[\d.]+)-(\d{4}-\d{2}-\d{2})-ror-data(?:_schema_v2)?\.json")
_ID = re.compile(r"https://ror\.org/(0[0-9a-z]{6}\d{2})")


class DumpError(ValueError):
    """The file is not an official ROR dump in schema 2; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Dump:
    path: Path
    member: str
    version: str  # "v2.9"
    date: str  # ISO date of the release

    def organisations(self) -> Iterator[dict[str, Any]]:
        """Each organisation as parsed JSON, one at a time. Raises DumpError where the file is damaged."""
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                yield from _objects(file)
        except (zipfile.BadZipFile, EOFError, UnicodeDecodeError) as error:
            raise DumpError(f"{self.path}: {error}") from error


def open_dump(path: Path) -> Dump:
    """The dump in an official zip. Raises DumpError when there is none in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [m for m in (_MEMBER.fullmatch(name) for name in archive.namelist()) if m]
    except (zipfile.BadZipFile, OSError) as error:
        raise DumpError(f"{path}: {error}") from error
    if not found:
        raise DumpError(f"{path} holds no v<version>-<date>-ror-data.json")
    # Releases up to 2025 carry both schemas; schema 2 sorts last by its suffix.
    chosen = max(found, key=lambda m: m[0])
    return Dump(path, chosen[0], chosen[1], chosen[2])


def ror_id(address: object) -> str:
    """The nine characters of a ROR address. Raises DumpError when it is none."""
    found = _ID.fullmatch(str(address))
    if not found:
        raise DumpError(f"{address!r} is no ROR address")
    return found[1]


def _objects(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The objects of a JSON array, decoded as the bytes come."""
    decoder = json.JSONDecoder()
    text = codecs.getincrementaldecoder("utf-8")()
    pending = ""
    started = False
    while True:
        chunk = file.read(_CHUNK)
        pending += text.decode(chunk, final=not chunk)
        if not started:
            pending = pending.lstrip("\ufeff \t\r\n")
            if pending and not pending.startswith("["):
                raise DumpError("the dump is no JSON array")
            started = bool(pending)
            pending = pending[1:]
        at = 0
        while True:
            while at < len(pending) and pending[at] in " \t\r\n,":
                at += 1
            if pending[at : at + 1] == "]":
                return
            try:
                value, at = decoder.raw_decode(pending, at)
            except json.JSONDecodeError:
                break
            if not isinstance(value, dict):
                raise DumpError("the dump holds something that is no organisation")
            yield value
        pending = pending[at:]
        if not chunk or len(pending) > _MOST_PENDING:
            raise DumpError("the dump breaks off or is no JSON")
