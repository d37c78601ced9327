"""Reads data/targets/*.toml strictly: what is not understood is an error that names the file and the line."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from citetrail.records.identifiers import doi, sha256_of
from citetrail.records.name_keys import squeeze as squeeze
from citetrail.records.target_families import family_faults
from citetrail.records.target_paths import FOLDER as FOLDER
from citetrail.records.target_paths import TargetError as TargetError
from citetrail.records.target_paths import target_path as target_path
from citetrail.records.target_paths import target_paths as target_paths
from citetrail.records.target_schema import TABLES, EventTable, MemberTable, PaperTable, TargetTable
from citetrail.records.targets import Event, Fact, IntroducingPaper, Member, Target
from citetrail.records.toml_faults import faults_of, told
from citetrail.records.toml_places import TomlTable, read_tables
from citetrail.records.vocabulary import EventKind, MemberKind, Role


def load_target(target: str | Path) -> Target:
    """The target of a file or slug. Raises TargetError naming file and line of everything that is wrong."""
    path = target_path(target)
    data = path.read_bytes()
    text, raw = _parsed(path, data)
    head = read_tables(text)
    faults = family_faults(raw, head)
    try:
        table = TargetTable.model_validate(raw)
    except ValidationError as error:
        faults += faults_of(error, head, TABLES)
    if faults:
        faults = sorted(set(faults))
        raise TargetError(told(str(path), faults), faults)
    return _target(table, head, sha256_of(data))


def members_of(target: str) -> list[str] | None:
    """The slugs of a target's family, None where it has no file here that can be read."""
    try:
        return [member.slug for member in load_target(target_path(target)).members]
    except (TargetError, OSError):
        return None


def _parsed(path: Path, data: bytes) -> tuple[str, dict[str, Any]]:
    try:
        text = data.decode("utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise TargetError(f"{path}: not UTF-8 text ({error.reason} at byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise TargetError(f"{path}: {error}") from error


def _target(table: TargetTable, head: TomlTable, digest: str) -> Target:
    return Target(
        slug=table.slug,
        name=table.name,
        summary=table.summary,
        members=tuple(_member(m, line) for m, line in zip(table.members, _lines(table, head), strict=True)),
        facts=tuple(Fact(f.text, f.source) for f in table.facts),
        events=tuple(_event(e) for e in table.events),
        domain=tuple(table.domain),
        arxiv_queries=tuple(table.arxiv_queries),
        digest=digest,
    )


def _event(row: EventTable) -> Event:
    kind = EventKind(row.kind) if row.kind else None
    return Event(row.date, row.title, row.text, row.source, row.member or None, kind)


def _lines(table: TargetTable, head: TomlTable) -> Iterator[int]:
    """The first line of each member's table."""
    return (head.at(("members", n)).first for n in range(len(table.members)))


def _member(row: MemberTable, line: int) -> Member:
    return Member(
        slug=row.slug,
        name=row.name,
        kind=MemberKind(row.kind),
        parent=row.parent or None,
        source=row.source,
        line=line,
        code=row.code or None,
        aliases=tuple(row.aliases),
        ambiguous=tuple(row.ambiguous),
        cues=tuple(row.cues),
        open_cues=tuple(row.open_cues),
        refines=tuple(row.refines),
        shorthand=tuple(row.shorthand),
        list_of_names=row.list_of_names,
        figures=tuple(row.figures),
        typical=Role(row.typical) if row.typical else None,
        queries=tuple(row.queries),
        papers=tuple(_paper(p) for p in row.papers),
        year=row.year,
        identities=row.identities,
        images=row.images,
        host=row.host,
        url=row.url,
        licence=row.licence,
        available=row.available,
        note=row.note,
    )


def _paper(row: PaperTable) -> IntroducingPaper:
    return IntroducingPaper(
        title=row.title,
        arxiv=row.arxiv or None,
        doi=doi(row.doi) if row.doi else None,
        corpus_id=row.corpus_id or None,
        s2_id=row.s2_id or None,
        year=row.year,
    )
