"""The release's SQLite file: every other form of the tables is written from it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from citetrail.publish.people_named import without_addresses
from citetrail.publish.table_columns import TABLES, PublishedTable
from citetrail.records.batches import batches_of
from citetrail.records.mail_addresses import may_hold_address

# Rows written at once: larger batches are no faster, and a million rows must not lie in memory.
BATCH = 10_000
# Rows that are looked through together for addresses: nearly all such batches hold none.
LOOKED_AT = 100
# Kilobytes that are sorted in memory: of SQLite's own 2,000 the widest table is sorted in so many parts that they are
# put together twice.
SORTED_AT_ONCE = 8_000
Row = Sequence[Any]


def create(path: Path) -> sqlite3.Connection:
    """A new file with the empty tables. The same rows in the same order give the same bytes."""
    connection = sqlite3.connect(path, isolation_level=None)
    # A journal would only slow down a file that is thrown away when anything fails.
    for pragma in ("page_size=4096", "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
        connection.execute(f"PRAGMA {pragma}")
    for table in TABLES:
        connection.execute(_ddl(table))
    return connection


def _ddl(table: PublishedTable) -> str:
    parts = [f'"{c.name}" {c.sql_type}' + (" NOT NULL" if c.required else "") for c in table.columns]
    keys = ", ".join(f'"{k}"' for k in table.key)
    parts.append(f"PRIMARY KEY ({keys})")
    for column in table.columns:
        if column.refers:
            other, _, key = column.refers.partition(".")
            parts.append(f'FOREIGN KEY ("{column.name}") REFERENCES "{other}" ("{key}")')
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def insert(connection: sqlite3.Connection, table: PublishedTable, rows: Iterable[Row]) -> None:
    """Insert rows that come in the published order."""
    marks = ", ".join("?" * len(table.columns))
    connection.execute("BEGIN")
    told = _without_addresses(table, rows)
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', told)  # noqa: S608  (our own table names)
    connection.execute("COMMIT")


def stage(connection: sqlite3.Connection, table: PublishedTable, *, kept: bool = False) -> None:
    """Open a place on disk for rows that come in any order; `settle` brings them into the table.

    `kept` leaves it in the connection's file, for another connection that attaches it.
    """
    kind = "TABLE" if kept else "TEMP TABLE"
    connection.execute(f'CREATE {kind} "staged_{table.name}" AS SELECT * FROM main."{table.name}"')  # noqa: S608


def add(connection: sqlite3.Connection, table: PublishedTable, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    told = _without_addresses(table, rows)
    connection.executemany(f'INSERT INTO "staged_{table.name}" VALUES ({marks})', told)  # noqa: S608


def _without_addresses(table: PublishedTable, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with every e-mail address covered: whatever module made them, none comes into a release."""
    free = [n for n, column in enumerate(table.columns) if column.type == "string" and not column.values]
    for some in batches_of(rows, LOOKED_AT):
        if may_hold_address("\n".join([row[n] or "" for row in some for n in free])):
            yield from (_covered(row, free) for row in some)
        else:
            yield from some


def _covered(row: Row, free: Sequence[int]) -> Row:
    if may_hold_address("\n".join([row[n] or "" for n in free])):
        return tuple(without_addresses(v) if isinstance(v, str) else v for v in row)
    return row


def settle(connection: sqlite3.Connection, table: PublishedTable) -> None:
    """Insert what was staged in the published order, so that the file lies in the order in which it is read.

    SQLite does the sorting, on disk where it must, so that memory does not grow with the table.
    """
    order = ", ".join(f'"{name}"' for name in table.order)
    name = f"staged_{table.name}"
    (before,) = connection.execute("PRAGMA main.cache_size").fetchone()
    connection.execute(f"PRAGMA main.cache_size=-{SORTED_AT_ONCE}")
    connection.execute("BEGIN")
    connection.execute(f'INSERT INTO "{table.name}" {everywhere(connection, name)} ORDER BY {order}')
    connection.execute("COMMIT")
    connection.execute(f"PRAGMA main.cache_size={before}")
    connection.execute(f'DROP TABLE IF EXISTS temp."{name}"')


def attach(connection: sqlite3.Connection, path: Path) -> None:
    """Let `settle` and `everywhere` find what another connection staged in its file."""
    connection.execute("ATTACH ? AS other", (str(path),))


def detach(connection: sqlite3.Connection) -> None:
    """Remove that file, if there is one, when all in it is settled."""
    for _, name, path in connection.execute("PRAGMA database_list").fetchall():
        if name == "other":
            connection.execute("DETACH other")
            Path(path).unlink()


def everywhere(connection: sqlite3.Connection, name: str) -> str:
    """A query for all rows of tables of this name, here and in files that are attached."""
    schemas = [row[1] for row in connection.execute("PRAGMA database_list")]
    found = [
        schema
        for schema in schemas
        if connection.execute(f'SELECT 1 FROM "{schema}".sqlite_master WHERE name = ?', (name,)).fetchone()  # noqa: S608
    ]
    return " UNION ALL ".join(f'SELECT * FROM "{schema}"."{name}"' for schema in found)  # noqa: S608


def insert_sorted(connection: sqlite3.Connection, table: PublishedTable, rows: Iterable[Row]) -> None:
    """Insert rows that come in any order."""
    stage(connection, table)
    add(connection, table, rows)
    settle(connection, table)


def read(connection: sqlite3.Connection, table: PublishedTable, columns: str = "*") -> sqlite3.Cursor:
    """All rows in the published order, which is the order in which they were inserted."""
    return connection.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY rowid')  # noqa: S608  (our own names)


def finish(connection: sqlite3.Connection) -> None:
    """Index what pages and people look up."""
    for table in TABLES:
        for column in table.columns:
            if column.refers:
                connection.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')
