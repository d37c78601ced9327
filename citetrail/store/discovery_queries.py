"""How far each discovery query has come, and what it could not get."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from citetrail.store.sql import columns_of, read_records, upsert
from citetrail.store.tables import queries


class QueryState(NamedTuple):
    """A query as it last ended: where it goes on, and how much of what the service announced came."""

    query: str
    cursor: str
    expected: int | None
    received: int
    failure: str  # empty when it was answered in full
    finished_at: str
    unknown: bool | None = None  # the failure is the target file's: the service knows no such paper


def query_states(connection: Connection, target: str) -> list[QueryState]:
    """The target's queries, in the order of their names."""
    query = select(*columns_of(QueryState, queries)).where(queries.c.target == target).order_by(queries.c.query)
    return list(read_records(connection, QueryState, query))


def save_queries(connection: Connection, target: str, states: Sequence[QueryState]) -> None:
    upsert(connection, queries, [{"target": target, **state._asdict()} for state in states], ("target", "query"))
