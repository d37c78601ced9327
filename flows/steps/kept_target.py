"""The target as an earlier run read it: to read its file strictly takes a twentieth of a run with nothing new."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from citetrail import records
from citetrail.records.identifiers import sha256_of, short_hash
from citetrail.records.targets import Event, Fact, IntroducingPaper, Member, Target
from citetrail.records.vocabulary import EventKind, MemberKind, Role
from citetrail.store.private_files import write_whole


def kept_target(file: Path, folder: Path) -> Target:
    """The target of a file, read once for as long as neither the file nor the code that reads it is changed.

    What the folder keeps may be lost or damaged: then the file is read again. It lies with the store: who can write
    there can do more. Raises TargetError.
    """
    kept = folder / f"{file.stem}.kept"
    with suppress(OSError):
        seal, _, told = kept.read_bytes().partition(b"\n")
        if seal == _seal(sha256_of(file.read_bytes()), told):
            return _target(json.loads(told))
    from citetrail.records.target_files import load_target

    target = load_target(file)
    told = json.dumps(asdict(target)).encode("ascii")
    with suppress(OSError):
        write_whole(kept, _seal(target.digest, told) + b"\n" + told)
    return target


def _seal(digest: str, told: bytes) -> bytes:
    """Of the file's digest, of the code and of what is kept itself: two runs may write to one file at once."""
    return short_hash(_CODE, digest, sha256_of(told)).encode("ascii")


def _code() -> str:
    """Of all modules that could take part in reading a target file, and of this one."""
    modules = sorted(Path(records.__path__[0]).glob("*.py"))
    return sha256_of(b"".join([sys.version.encode(), *(each.read_bytes() for each in (*modules, Path(__file__)))]))


# Of the modules as they were imported: below a process that goes on, a newer version may be installed.
_CODE = _code()


def _target(told: dict[str, Any]) -> Target:
    rows = {
        "members": tuple(map(_member, told["members"])),
        "facts": tuple(Fact(**each) for each in told["facts"]),
        "events": tuple(Event(**each | {"kind": _word(EventKind, each["kind"])}) for each in told["events"]),
    }
    return Target(**_with_tuples(told) | rows)


def _member(told: dict[str, Any]) -> Member:
    papers = tuple(IntroducingPaper(**each) for each in told["papers"])
    words = {"kind": MemberKind(told["kind"]), "typical": _word(Role, told["typical"])}
    return Member(**_with_tuples(told) | words | {"papers": papers})


def _with_tuples(told: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _word(kind: type[EventKind] | type[Role], told: str | None) -> EventKind | Role | None:
    return None if told is None else kind(told)
