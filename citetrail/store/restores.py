"""Putting a backup back: of this schema as it is, of an older one by way of the migrations."""

import gzip
import json
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, column, func, insert, inspect, select, table, text
from sqlalchemy.exc import SQLAlchemyError

from citetrail.store.engine import HEAD, StoreError, make_engine, migrate, revisions, schema_version, writing
from citetrail.store.tables import metadata

FORMAT = "citetrail-backup-1"
CHUNK = 5_000  # rows at once
# Who was signed in, for whom programs acted, and who held which card: over, when the store comes back.
ENDED = ("sessions", "leases", "api_tokens")
Rows = Callable[[str], Iterator[list[dict[str, Any]]]]


def restore(url: str, file: Path) -> dict[str, int]:
    """Fill an empty store from a backup, in one transaction: whole or not at all. Returns rows by table.

    A backup of an older schema is laid out beside as it was, brought up to date by the migrations that upgrade a
    store, and copied from there. Sessions, tokens and leases end. Raises StoreError when the store holds anything
    or is newer than this program, or the file is no backup, a newer one, or damaged, or holds what its
    schema does not know.
    """
    engine = make_engine(url)
    try:
        version = schema_version(engine)
        if version is not None and version <= HEAD and not _is_empty(engine):
            raise StoreError(
                "The store is not empty; restore into a new one (another CITETRAIL_VAR) and switch over."
            )
        try:
            with tarfile.open(file, "r:gz") as archive:
                head = _head(archive, file)
                migrate(engine)
                with _rows_of(archive, head, file) as (tables, rows), writing(engine) as connection:
                    return fill(connection, tables, rows, file)
        except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error, ValueError, SQLAlchemyError) as error:
            why = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise StoreError(f"{file} is damaged or no citetrail backup ({why}).") from error
    finally:
        engine.dispose()


@contextmanager
def _rows_of(
    archive: tarfile.TarFile,
    head: dict[str, Any],
    file: Path,
) -> Iterator[tuple[dict[str, int], Rows]]:
    """The backup's tables with their numbers of rows, at the newest schema."""
    told: dict[str, int] = head["rows"]
    if head["schema"] == HEAD:
        yield told, lambda name: _read_lines(archive, name)
        return
    with tempfile.TemporaryDirectory(prefix="citetrail-restore-") as folder:
        old = make_engine(f"sqlite:///{folder}/old.sqlite")
        try:
            migrate(old, head["schema"])
            with writing(old) as connection:
                fill(connection, told, lambda name: _read_lines(archive, name), file)
            migrate(old)
            with old.connect() as connection:
                yield _counted(connection), lambda name: _stored(connection, name)
        finally:
            old.dispose()


def _counted(connection: Connection) -> dict[str, int]:
    return {t.name: int(connection.scalar(select(func.count()).select_from(t)) or 0) for t in metadata.sorted_tables}


def _stored(connection: Connection, name: str) -> Iterator[list[dict[str, Any]]]:
    result = connection.execute(select(metadata.tables[name]).execution_options(yield_per=CHUNK))
    for part in result.mappings().partitions(CHUNK):
        yield [dict(row) for row in part]


def fill(connection: Connection, told: dict[str, int], rows: Rows, file: Path) -> dict[str, int]:
    """Insert every row at the schema that the store has; `told` are the numbers of rows that there must be.

    Raises StoreError for a table or column that this schema does not know, or lacks: nothing is dropped in silence.
    """
    known = _tables(connection)
    if strange := sorted(told.keys() - known.keys()):
        raise StoreError(f"{file} holds tables that its schema does not know: {', '.join(strange)}.")
    counts = dict.fromkeys(known, 0)
    with ids_brought_along(connection):
        for name, into in known.items():
            for part in rows(name):
                _check_columns(part, into, file)
                counts[name] += len(part)
                if name not in ENDED:
                    connection.execute(insert(into), [_decoded(row, into) for row in part])
    if counts != {name: told.get(name, 0) for name in counts}:
        raise StoreError(f"{file} is damaged: it does not hold the rows that it says it holds.")
    if connection.dialect.name == "postgresql":
        _count_on(connection)
    return counts


def _tables(connection: Connection) -> dict[str, Any]:
    """Our tables as the database has them at its present schema, those that others refer to first."""
    looked = inspect(connection)
    names = [t for t, _ in looked.get_sorted_table_and_fkc_names() if t is not None]
    ours = [n for n in names if n != "alembic_version" and not n.startswith("search_")]
    return {n: table(n, *(column(c["name"], c["type"]) for c in looked.get_columns(n))) for n in ours}


def _check_columns(part: list[dict[str, Any]], into: Any, file: Path) -> None:
    here = set(into.c.keys())
    for row in part:
        if row.keys() != here:
            differ = ", ".join(sorted(row.keys() ^ here))
            raise StoreError(f"{file}: rows of {into.name} do not have the columns of their schema ({differ}).")


def _decoded(row: dict[str, Any], into: Any) -> dict[str, Any]:
    """The row with its binary columns as bytes: a backup writes them as hexadecimal digits."""
    binary = [c.name for c in into.c if isinstance(c.type, LargeBinary) and isinstance(row[c.name], str)]
    return row | {name: bytes.fromhex(row[name]) for name in binary}


@contextmanager
def ids_brought_along(connection: Connection) -> Iterator[None]:
    """While rows come back, decisions bring their numbers along; at all other times the store numbers them."""
    if connection.dialect.name == "postgresql":
        found = connection.scalar(text("SELECT 1 FROM pg_trigger WHERE tgname = 'decisions_numbered'"))
        off, on = (f"ALTER TABLE decisions {word} TRIGGER decisions_numbered" for word in ("DISABLE", "ENABLE"))
    else:
        found = on = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'decisions_numbered'"))
        off = "DROP TRIGGER decisions_numbered"
    if found:
        connection.execute(text(off))
    yield
    if found:
        connection.execute(text(str(on)))


def _count_on(connection: Connection) -> None:
    """PostgreSQL's own counters do not follow rows that bring their key along."""
    for each in (t for t in metadata.sorted_tables if t.autoincrement_column is not None):
        counter = func.pg_get_serial_sequence(each.name, "id")
        top = select(func.coalesce(func.max(each.c.id), 1)).scalar_subquery()
        connection.execute(select(func.setval(counter, top)))


def _read_lines(archive: tarfile.TarFile, name: str) -> Iterator[list[dict[str, Any]]]:
    try:
        source = archive.extractfile(f"{name}.jsonl")
    except KeyError:
        return  # the count of rows tells whether some are missing
    rows: list[dict[str, Any]] = []
    for line in source or ():
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError(f"a row of {name} is no object")  # noqa: TRY004 (of the file, not of a call)
        rows.append(row)
        if len(rows) >= CHUNK:
            yield rows
            rows = []
    if rows:
        yield rows


def _head(archive: tarfile.TarFile, file: Path) -> dict[str, Any]:
    """What the backup says of itself. StoreError where that cannot be true."""
    try:
        source = archive.extractfile("backup.json")
    except KeyError:
        source = None
    head = json.load(source) if source else None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise StoreError(f"{file} is no citetrail backup.")
    schema, rows = head.get("schema"), head.get("rows")
    whole = isinstance(rows, dict) and all(type(count) is int and count >= 0 for count in rows.values())
    if not isinstance(schema, str) or not whole:
        raise StoreError(f"{file} is damaged: its head does not say which schema and how many rows it holds.")
    if schema not in revisions():
        if schema > HEAD:
            raise StoreError(f"{file} was written by a newer citetrail (schema {schema}); install that version.")
        raise StoreError(f"{file} is damaged: no citetrail ever had a schema {schema!r}.")
    return head


def _is_empty(engine: Any) -> bool:
    with engine.connect() as connection:
        return all(connection.execute(select(each).limit(1)).first() is None for each in _tables(connection).values())
