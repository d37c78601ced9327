"""Which extractors read: versions that follow from the program's own text, so that none is forgotten to be raised.

Each trade has a version of its own, made from its modules and from the rules it reads. Comments, docstrings and
formatting do not count: what they change is no reason to read a hundred thousand PDFs again.
"""

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import CodeType

from citetrail.paths import MODELS, RELEASES, RULES
from citetrail.records.identifiers import short_hash

HERE = Path(__file__).parent
TRADES = ("text", "usage", "header", "organisations", "funding", "claims")
# What files mean, by the digest of their text and of the Python that compiles it. Kept from one run to the next it
# saves compiling all modules, which is no small part of a run with nothing new.
MEANINGS: dict[str, str] = {}


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


def _hash_of(files: list[Path]) -> str:
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
