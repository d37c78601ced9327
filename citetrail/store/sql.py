"""What SQLite and PostgreSQL say in different words, and how many values one statement may name."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, Table, insert

from citetrail.records.batches import batches_of

# SQLite takes at most 999 values a statement where it is old; this leaves room for the other conditions.
AT_ONCE = 900
_FETCHED = 500  # rows asked of the driver at once: memory does not grow with what a query finds
T = TypeVar("T")
Record = TypeVar("Record", bound=NamedTuple)


def columns_of(record: type[NamedTuple], table: Table) -> list[ColumnElement[Any]]:
    """A table's columns for a record's fields of the same names, in the record's order."""
    return [table.c[name] for name in record._fields]


def read_records(
    connection: Connection, record: type[Record], query: Executable, values: dict[str, Any] | None = None
) -> Iterator[Record]:
    """A query's rows as records; its columns stand in the order of the record's fields."""
    # One by one, what SQLAlchemy does for a row costs as much as the row.
    parts = connection.execute(query, values).partitions(_FETCHED)
    return map(record._make, chain.from_iterable(parts))


def first_record(connection: Connection, record: type[Record], query: Executable) -> Record | None:
    """A query's first row as a record; None when it finds nothing."""
    row = connection.execute(query).first()
    return None if row is None else record._make(row)


def in_batches(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The items in lists short enough to be named in one statement, in their order."""
    return batches_of(items, size)


def insert_rows(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows; no rows are no statement."""
    if rows:
        connection.execute(insert(table), rows)


def _insert(connection: Connection, table: Any) -> Any:
    """INSERT in the words of the store's dialect; the other one is not imported."""
    maker: Any
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as maker
    else:
        from sqlalchemy.dialects.sqlite import insert as maker
    return maker(table)


def ignore_insert(connection: Connection, table: Any) -> Any:
    """INSERT that leaves an existing row as it is, in either dialect."""
    return _insert(connection, table).on_conflict_do_nothing()


def upsert(connection: Connection, table: Any, rows: list[dict[str, Any]], key: tuple[str, ...]) -> None:
    """Insert rows, or bring existing ones of the same key up to date."""
    if not rows:
        return
    unique = {tuple(row[k] for k in key): row for row in rows}
    statement = _insert(connection, table)
    changes = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes), list(unique.values()))
