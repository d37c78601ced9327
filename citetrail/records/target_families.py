"""Faults between the rows of a target file: names and slugs belong to one member, parents lead to a root."""

from collections.abc import Iterator, Mapping
from typing import Any

from citetrail.records.name_keys import squeeze
from citetrail.records.toml_faults import Fault
from citetrail.records.toml_places import TomlTable


def family_faults(raw: Mapping[str, Any], head: TomlTable) -> list[Fault]:
    """The faults of a family. The values are as the file gives them, so that one bad row hides no other."""
    rows = [(row, head.at(("members", n))) for n, row in enumerate(_tables(raw, "members"))]
    faults = [*_slugs(rows), *_names(rows), *_parents(rows)]
    known = {_word(row, "slug") for row, _ in rows}
    for n, event in enumerate(_tables(raw, "events")):
        if (member := _word(event, "member")) and member not in known:
            faults.append(Fault(head.line(("events", n, "member")), f"the family has no member {member!r}"))
    return faults


_Rows = list[tuple[Mapping[str, Any], TomlTable]]


def _slugs(rows: _Rows) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row, table in rows:
        slug = _word(row, "slug")
        if slug in seen:
            yield Fault(table.key("slug"), f"slug {slug!r} is taken (line {seen[slug]})")
        if slug:
            seen.setdefault(slug, table.first)


def _names(rows: _Rows) -> Iterator[Fault]:
    owners: dict[str, tuple[str, str]] = {}
    for row, table in rows:
        slug = _word(row, "slug")
        if _words(row, "ambiguous") and not _words(row, "cues"):
            yield Fault(table.key("ambiguous"), f"{slug}: ambiguous names need `cues` that tell them apart")
        for alias in (*_words(row, "aliases"), *_words(row, "ambiguous")):
            key, line = squeeze(alias), table.holds(f'"{alias}"')
            if len(key) < 2:
                yield Fault(line, f"alias {alias!r} of {slug} is too short to look for")
            elif key in owners:
                owner, other = owners[key]
                told = f"one name with {other!r}, spellings need not be repeated" if owner == slug else ""
                yield Fault(line, f"alias {alias!r} of {slug} is {told or f'an alias of {owner} already'}")
            owners.setdefault(key, (slug, alias))


def _parents(rows: _Rows) -> Iterator[Fault]:
    parents = {_word(row, "slug"): _word(row, "parent") for row, _ in rows}
    for row, table in rows:
        slug, parent = _word(row, "slug"), _word(row, "parent")
        if parent and parent not in parents:
            yield Fault(table.key("parent"), f"{slug}: the family has no parent {parent!r}")
        elif _circle(slug, parents):
            yield Fault(table.key("parent"), f"{slug}: its parents run in a circle")


def _circle(slug: str, parents: Mapping[str, str]) -> bool:
    """Whether the way up from a member comes back to where it was."""
    passed = {slug}
    at = parents[slug]
    while at in parents:
        if at in passed:
            return True
        passed.add(at)
        at = parents[at]
    return False


def _tables(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = raw.get(key)
    return [row if isinstance(row, dict) else {} for row in value] if isinstance(value, list) else []


def _word(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _words(row: Mapping[str, Any], key: str) -> list[str]:
    value = row.get(key)
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
