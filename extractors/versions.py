"""Which extractors read: versions that follow from the program's own text, so that none is forgotten to be raised.

Each trade has a version of its own, made from its modules and from the rules it reads. Comments, docstrings and
formatting do not count: what they change is no reason to read a hundred thousand PDFs again.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from types import CodeType

from citetrail.paths import MODELS, RELEASES, RULES
from citetrail.records.identifiers import short_hash

HERE = Path(__file__).parent
TRADES = ("text", "usage", "header", "organisations", "funding", "claims")
# What files mean, by the digest of their text and of the Python that compiles it, or of their state in the file
# system. Kept from one run to the next it saves compiling all modules and reading eleven megabytes, which is no small
# part of a run with nothing new.
MEANINGS: dict[str, str] = {}
# A file that was changed within these seconds may be changed again within one tick of the file system's clock.
SETTLED = 2.0


@cache
def text_version() -> str:
    """Of the modules that make page texts; stored page texts are kept under it."""
    return f"text-{trade_version('text')}"


@cache
def trade_version(trade: str) -> str:
    """Of one package of extractors: the code of its modules, whatever their comments say."""
    return _hash_of(sorted((HERE / trade).rglob("*.py")))


@cache
def extractors_version() -> str:
    """Of everything that reads a document: all extractors, their rules, weights and releases."""
    folders = (RULES, MODELS, RELEASES)
    rules = [p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in (".toml", ".csv", ".json")]
    return short_hash(*map(trade_version, TRADES), _hash_of([HERE / "whole_paper.py", *rules]))


def reading_version(target_digest: str, organisations: str) -> str:
    """Of one target's readings: another one whenever the same PDF could be read differently."""
    return short_hash(extractors_version(), target_digest, organisations)


def told_of(what: str, files: Sequence[Path], told: Callable[[], str]) -> str:
    """What is told of these files, 12 hexadecimal digits, kept while the file system says that none was changed.

    `ctime` is the kernel's: whoever writes a file, or puts another in its place, changes it, whatever `mtime` says.
    """
    states = [(file.name, file.stat()) for file in files]
    parts = (f"{name} {s.st_dev} {s.st_ino} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns}" for name, s in states)
    state = _digest([what.encode(), sys.version.encode(), *(part.encode() for part in parts)])
    if state in MEANINGS:
        return MEANINGS[state]
    found = told()
    if max((s.st_ctime for _, s in states), default=0.0) < time.time() - SETTLED:
        MEANINGS[state] = found
    return found


def _hash_of(files: list[Path]) -> str:
    return told_of("code", files, lambda: _read(files))


def _read(files: list[Path]) -> str:
    texts = [(file, file.read_bytes()) for file in files]
    printed = _digest([sys.version.encode(), *(part for file, text in texts for part in (file.name.encode(), text))])
    if printed not in MEANINGS:
        parts = (part for file, text in texts for part in (file.name.encode(), _meaning(file, text)))
        MEANINGS[printed] = _digest(parts)[:12]
    return MEANINGS[printed]


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part + b"\0")
    return digest.hexdigest()


def _meaning(file: Path, text: bytes) -> bytes:
    """What the file says to the program: a module's code without docstrings and lines, any other file as it is."""
    if file.suffix != ".py":
        return text
    # optimize=2 drops docstrings; the compiler drops comments; marshalled code would still hold line numbers.
    return _code(compile(text, "", "exec", optimize=2)).encode()


def _code(code: CodeType) -> str:
    constants = [_code(c) if isinstance(c, CodeType) else _constant(c) for c in code.co_consts]
    return repr((code.co_name, code.co_code.hex(), code.co_names, code.co_varnames, constants))


def _constant(value: object) -> str:
    """The order of a frozen set differs from process to process."""
    return repr(sorted(map(repr, value)) if isinstance(value, frozenset) else value)
