"""Whether the log of decisions is what its chain and the release before say, and whether claims are as they were."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from citetrail.publish.descriptors import printed_head
from citetrail.records.claim_ids import id_of, other_claim_ids, resolution_hash
from citetrail.records.vocabulary import ClaimKind, Sector
from citetrail.store.claims import ClaimFacts, decided
from citetrail.store.decision_chain import verify
from citetrail.store.engine import reading
from citetrail.store.paper_sectors import SENSITIVE


@dataclass(frozen=True, slots=True)
class LogRead:
    """What the log is like, whatever the tables say."""

    links: int
    faults: tuple[str, ...]


def read_log(engine: Engine, previous: Path | None) -> LogRead:
    """Breaks of the chain, the head that the release before prints, claims that are not what people decided on."""
    printed = printed_head(previous) if previous else ""
    with reading(engine) as connection:
        log = verify(connection, printed)
        faults = list(_changed(connection))
    if log.broken:
        faults.append(
            f"the log of decisions is not what its chain says: {log.broken}"
            + (
                f" (the head stands in {previous.name}; another store publishes into a folder of its own)"
                if previous and printed in log.broken and printed
                else ""
            )
        )
    return LogRead(log.links, tuple(faults))


def bent(tables: sqlite3.Connection, log: LogRead, *, provisional: bool) -> Iterator[str]:
    """What is wrong with the log, and verified rows without a chain."""
    yield from log.faults
    if not provisional and not log.links and _verified(tables):
        yield "the chain of decisions is empty: nothing proves the votes behind what is called verified"


def _verified(tables: sqlite3.Connection) -> bool:
    """Whether anything is called verified."""
    asked = ("SELECT 1 FROM uses WHERE status = 'verified'", "SELECT 1 FROM affiliations WHERE status = 'verified'")
    return any(tables.execute(f"{query} LIMIT 1").fetchone() for query in asked)


def _changed(connection: Connection) -> Iterator[str]:
    """Claims that say something else than when people decided on them: the log names their id."""
    for claim in decided(connection):
        said = claim._asdict()
        if id_of(claim.kind, claim.target, said) not in (claim.id, None) and claim.id not in other_claim_ids(said):
            yield f"claim {claim.id} was changed after people decided on it: its id does not follow from what it says"
        elif claim.kind == ClaimKind.SECTOR and claim.sector in SENSITIVE and not claim.sensitive:
            yield f"claim {claim.id} was changed after people decided on it: {claim.sector} wants two people"
        elif _other_sector(claim):
            yield (
                f"claim {claim.id} was changed after people decided on it: they did not see {claim.sector} "
                "(after an upgrade `citetrail assess` asks them again)"
            )


def _other_sector(claim: ClaimFacts) -> bool:
    """Whether a settled string reads as a sector that it did not read as when it was settled."""
    if claim.kind != ClaimKind.RESOLUTION or not claim.decided_hash or claim.sector in (None, Sector.UNKNOWN):
        return False
    return claim.decided_hash != resolution_hash(claim.raw_key or "", claim.sector)
