"""The criteria text for each kind of claim, from data/rules/criteria.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache

from citetrail.paths import RULES
from citetrail.records.vocabulary import ClaimKind

FILE = RULES / "criteria.toml"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a reviewer judges one kind of claim by."""

    title: str
    question: str
    accept: tuple[str, ...]
    reject: tuple[str, ...]
    unsure: str


@cache
def criteria() -> dict[str, Criteria]:
    """By kind. ValueError when a kind lacks its text or the file holds something else."""
    with FILE.open("rb") as source:
        tables = tomllib.load(source)
    if set(tables) != set(ClaimKind):
        raise ValueError(f"{FILE} must hold exactly the kinds {', '.join(ClaimKind)}")
    return {
        kind: Criteria(
            title=table.pop("title"),
            question=table.pop("question"),
            accept=tuple(table.pop("accept")),
            reject=tuple(table.pop("reject")),
            unsure=table.pop("unsure"),
        )
        for kind, table in tables.items()
    }
