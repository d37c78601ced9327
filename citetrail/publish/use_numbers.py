"""A number for each confirmed use that makers may cite: the same in every release, and never given to another.

It is the number of the first decision on the claim in the log, which only grows; no two claims share a decision. What
a release before told and this one does not keeps its number as a tombstone, carried from release to release.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
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

    of: Mapping[str, int]
    gone: tuple[Tombstone, ...]


class _Numbered(Mapping[str, int]):
    """Use → number, kept on disk in a table of the release's connection: there may be a million."""

    def __init__(self, release: sqlite3.Connection) -> None:
        self.release = release
        release.execute("DROP TABLE IF EXISTS temp.numbered")
        release.execute("CREATE TEMP TABLE numbered (use_id TEXT PRIMARY KEY, number INTEGER)")
        release.execute(
            "INSERT INTO numbered SELECT u.use_id, min(d.decision_id) FROM uses u "
            "JOIN decisions d USING (claim_id) WHERE u.status = 'verified' GROUP BY u.use_id"
        )
        release.execute("CREATE INDEX temp.by_number ON numbered (number)")

    def __getitem__(self, use: str) -> int:
        found = self.release.execute("SELECT number FROM numbered WHERE use_id = ?", (use,)).fetchone()
        if found is None:
            raise KeyError(use)
        return int(found[0])

    def __iter__(self) -> Iterator[str]:
        return (use for (use,) in self.release.execute("SELECT use_id FROM numbered ORDER BY number"))

    def __len__(self) -> int:
        return int(self.release.execute("SELECT count(*) FROM numbered").fetchone()[0])

    def stands(self, number: int) -> bool:
        """Whether a use of this release has the number."""
        found = self.release.execute("SELECT 1 FROM numbered WHERE number = ?", (number,))
        return found.fetchone() is not None

    def of_paper(self, paper: str, member: str) -> int | None:
        """The number of the paper's use of the member; of several the last."""
        query = "SELECT max(number) FROM numbered JOIN uses USING (use_id) WHERE paper_id = ? AND member = ?"
        (number,) = self.release.execute(query, (paper, member)).fetchone()
        return number if number is None else int(number)


def numbers(release: sqlite3.Connection, previous: Path | None, merged: Mapping[str, str], day: str) -> Numbers:
    """`merged` are records of papers that were joined to others; `day` is when this release's uses changed last."""
    of = _Numbered(release)
    gone = []
    for old in _told_before(previous):
        if of.stands(old["number"]):
            continue
        paper = old.get("paper_id", "")
        joined = old.get("joined") or of.of_paper(merged.get(paper, paper), old["member"])
        gone.append(Tombstone(old["number"], old["member"], old.get("gone_on") or day, joined))
    return Numbers(of, tuple(sorted(gone, key=lambda t: t.number)))


def write(release: sqlite3.Connection, told: Numbers, path: Path) -> None:
    """used-by.json: the confirmed uses with their numbers, then the tombstones, which say nothing of the paper."""
    query = (
        "SELECT number, use_id, paper_id, member, role, claim_id, decided_at FROM numbered JOIN uses USING (use_id) "
        "ORDER BY number, use_id"
    )
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"uses":[')
        for place, use in enumerate(rows(release, query)):
            out.write(("," if place else "") + encoded(use))
        out.write(f'],"gone":{encoded([asdict(tombstone) for tombstone in told.gone])}}}\n')


def _told_before(previous: Path | None) -> list[dict[str, Any]]:
    """Every number that the release before told, tombstones included; none where it told of no numbers yet."""
    if previous is None or not (previous / NAME).is_file():
        return []
    before = json.loads((previous / NAME).read_text(encoding="utf-8"))
    return [*before["uses"], *before["gone"]]
