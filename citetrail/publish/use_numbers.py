"""A number for each confirmed use that makers may cite: the same in every release, and never given to another.

It is the number of the first decision on the claim in the log, which only grows; no two claims share a decision. What
a release before told and this one does not keeps its number as a tombstone, carried from release to release.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from citetrail.publish.json_stream import encoded, rows

NAME = "used-by.json"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A number that stands for no use any more. `joined` is the number of the use that it became part of."""

    number: int
    member: str
    gone_on: str
    joined: int | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of this release's confirmed uses, by use, and the tombstones."""

    of: dict[str, int]
    gone: tuple[Tombstone, ...]


def numbers(release: sqlite3.Connection, previous: Path | None, merged: Mapping[str, str], day: str) -> Numbers:
    """`merged` are records of papers that were joined to others; `day` is when this release's uses changed last."""
    query = (
        "SELECT u.use_id, u.paper_id, u.member, min(d.decision_id) AS number FROM uses u "
        "JOIN decisions d USING (claim_id) WHERE u.status = 'verified' GROUP BY u.use_id ORDER BY number"
    )
    found = list(rows(release, query))
    standing = {row["number"] for row in found}
    by_paper = {(row["paper_id"], row["member"]): row["number"] for row in found}
    gone = []
    for old in _told_before(previous):
        if old["number"] in standing:
            continue
        paper = old.get("paper_id", "")
        joined = old.get("joined") or by_paper.get((merged.get(paper, paper), old["member"]))
        gone.append(Tombstone(old["number"], old["member"], old.get("gone_on") or day, joined))
    return Numbers({row["use_id"]: row["number"] for row in found}, tuple(sorted(gone, key=lambda t: t.number)))


def write(release: sqlite3.Connection, told: Numbers, path: Path) -> None:
    """used-by.json: the confirmed uses with their numbers, then the tombstones, which say nothing of the paper."""
    uses: list[dict[str, Any]] = []
    query = "SELECT use_id, paper_id, member, role, claim_id, decided_at FROM uses WHERE status = 'verified'"
    for row in rows(release, f"{query} ORDER BY use_id"):
        if row["use_id"] in told.of:
            uses.append({"number": told.of[row["use_id"]], **row})
    uses.sort(key=lambda use: int(use["number"]))
    body = {"uses": uses, "gone": [asdict(tombstone) for tombstone in told.gone]}
    path.write_text(encoded(body) + "\n", encoding="utf-8", newline="\n")


def _told_before(previous: Path | None) -> list[dict[str, Any]]:
    """Every number that the release before told, tombstones included; none where it told of no numbers yet."""
    if previous is None or not (previous / NAME).is_file():
        return []
    before = json.loads((previous / NAME).read_text(encoding="utf-8"))
    return [*before["uses"], *before["gone"]]
