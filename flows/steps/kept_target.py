"""The target as an earlier run read it: to read its file strictly takes a twentieth of a run with nothing new."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from citetrail import records
from citetrail.records.identifiers import sha256_of
from citetrail.records.targets import Event, Fact, IntroducingPaper, Member, Target
from citetrail.records.vocabulary import EventKind, MemberKind, Role
from citetrail.store.private_files import write_whole


def kept_target(file: Path, folder: Path) -> Target:
    """The target of a file, read once for as long as neither the file nor the code that reads it is changed.

    What the folder keeps may be lost or damaged: then the file is read again. It lies with the store: who can write
    there can do more. Raises TargetError.
    """
    kept, code = folder / f"{file.stem}.json", _code()
    with suppress(OSError, ValueError, LookupError, TypeError):
        told = json.loads(kept.read_bytes())
        if told["code"] == code and told["target"]["digest"] == sha256_of(file.read_bytes()):
            return _target(told["target"])
    from citetrail.records.target_files import load_target

    target = load_target(file)
    with suppress(OSError):
        write_whole(kept, json.dumps({"code": code, "target": asdict(target)}).encode("ascii"))
    return target


def _code() -> str:
    """Of all modules that could take part in reading a target file, and of this one."""
    modules = sorted(Path(records.__path__[0]).glob("*.py"))
    return sha256_of(b"".join([sys.version.encode(), *(each.read_bytes() for each in (*modules, Path(__file__)))]))


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
