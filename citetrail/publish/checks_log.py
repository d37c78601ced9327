"""Whether the log of decisions is what its chain, and the release before, say that it was."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from citetrail.publish.descriptors import printed_head
from citetrail.store.decision_chain import verify


def bent(tables: sqlite3.Connection, engine: Engine, previous: Path | None, *, provisional: bool) -> Iterator[str]:
    """Breaks of the chain, the head that the release before prints, and verified rows without a chain."""
    printed = printed_head(previous) if previous else ""
    with engine.connect() as connection:
        log = verify(connection, printed)
    if log.broken:
        yield f"the log of decisions is not what its chain says: {log.broken}" + (
            f" (the head stands in {previous.name}; another store publishes into a folder of its own)"
            if previous and printed in log.broken and printed
            else ""
        )
    if not provisional and not log.links and _verified(tables):
        yield "the chain of decisions is empty: nothing proves the votes behind what is called verified"


def _verified(tables: sqlite3.Connection) -> bool:
    """Whether anything is called verified."""
    asked = ("SELECT 1 FROM uses WHERE status = 'verified'", "SELECT 1 FROM affiliations WHERE status = 'verified'")
    return any(tables.execute(f"{query} LIMIT 1").fetchone() for query in asked)
