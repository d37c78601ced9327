"""Ids that organisations had before: a row of the gazetteer gives up its `ct:` id when it takes up one of ROR's."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from citetrail.paths import ORGANISATIONS

RENAMED = ORGANISATIONS / "renamed_ids.csv"


def read_renamed(path: Path) -> dict[str, str]:
    """Former id to the id of today. Raises ValueError for an id that stands twice, or that was itself given up."""
    found: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            if found.setdefault(row["former"], row["id"]) != row["id"]:
                raise ValueError(f"{path}: {row['former']} stands twice: leave the row that holds")
    chained = sorted(set(found) & set(found.values()))
    if chained:
        raise ValueError(f"{path}: {chained} were given up themselves: write the id of today")
    return found


def id_of_today(organisation_id: str) -> str:
    """The id that an organisation has now, by one that it has or had."""
    return _renamed().get(organisation_id, organisation_id)


def former_ids(organisation_id: str) -> tuple[str, ...]:
    """The ids that an organisation had before, in the order of the table."""
    return _former().get(organisation_id, ())


def ids_of(organisation_id: str) -> tuple[str, ...]:
    """Every id that an organisation has or had, by any of them, which comes first.

    Papers name an organisation by the id of their last reading, and claims by that of theirs. So whoever looks for
    what was said of it asks for all of them.
    """
    today = id_of_today(organisation_id)
    return tuple(dict.fromkeys((organisation_id, today, *former_ids(today))))


def asked_by(ids: Iterable[str]) -> dict[str, list[str]]:
    """Every id that these organisations have or had, each with those of `ids` that mean the same organisation."""
    found: dict[str, list[str]] = defaultdict(list)
    for asked in dict.fromkeys(ids):
        for one in ids_of(asked):
            found[one].append(asked)
    return dict(found)


@cache
def _renamed() -> Mapping[str, str]:
    return read_renamed(RENAMED)


@cache
def _former() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for former, now in _renamed().items():
        found[now] += (former,)
    return dict(found)
