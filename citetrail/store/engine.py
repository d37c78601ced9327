"""Opening the store: the engine, its pragmas, and the schema's version."""

import atexit
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakSet

import orjson
from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from citetrail.records.settings import Settings
from citetrail.store.private_files import make_private, private_folder, take_from_others

MIGRATIONS = Path(__file__).parent / "migrations"
_OPENED: WeakSet[Engine] = WeakSet()
HEAD = "0009"  # the newest migration; a test compares it with the folder


class StoreError(Exception):
    """The store cannot be opened as it is; the message says what to do."""


def now() -> str:
    """The time as the store writes it: ISO 8601, UTC, microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def revisions() -> list[str]:
    """Every schema that there was, oldest first."""
    return sorted(p.name.partition("_")[0] for p in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def open_store(settings: Settings) -> Engine:
    """An engine on the store at its newest schema; creates and migrates as needed.

    Raises StoreError when the store was written by a newer citetrail or cannot be reached.
    """
    engine = make_engine(settings.store_url)
    if engine.dialect.name == "sqlite" and engine.url.database:
        for beside in ("", "-wal", "-shm"):
            take_from_others(Path(engine.url.database + beside))
    _OPENED.add(engine)
    migrate(engine)
    return engine


def _close_stores() -> None:
    """At the end of the process: SQLite folds its log into the store's file when the last connection closes."""
    for engine in list(_OPENED):
        engine.dispose()


atexit.register(_close_stores)


def missing_file(url: str) -> str:
    """The file of a store in SQLite that is not there; "" where it is, and for a database that is no file."""
    if not url.startswith("sqlite"):
        return ""
    file = make_url(url).database or ""
    # A folder that cannot be looked into holds no store for us: `exists` of the path would raise there.
    return "" if file in ("", ":memory:") or os.path.exists(file) else file  # noqa: PTH110


def make_engine(url: str) -> Engine:
    """An engine for this address. Raises StoreError for one that SQLAlchemy does not understand."""
    try:
        return _engine(make_url(url))
    except (NoSuchModuleError, ArgumentError, ModuleNotFoundError) as error:
        shown = url.rsplit("@", 1)[-1]  # without what may be a password
        raise StoreError(
            f"CITETRAIL_DATABASE_URL {shown!r} names no database that can be used ({error}): sqlite:///file or "
            "postgresql://user@host/name, which needs the extra `postgres`."
        ) from error


def _engine(parsed: URL) -> Engine:
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            private_folder(Path(parsed.database).parent)
            make_private(Path(parsed.database))  # the files beside it take its mode
        engine = create_engine(parsed, connect_args={"timeout": 30}, json_deserializer=_from_json)
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _sqlite_begin)
        event.listen(engine, "handle_error", _sqlite_full)
        return engine
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+pg8000")
    return create_engine(parsed, pool_pre_ping=True)


def _from_json(text: str | bytes) -> Any:
    """A JSON column. What is valid only for Python (halves of surrogate pairs, NaN) takes the slower way."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def _sqlite_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction control would hide BEGIN from us and break savepoints.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: Connection) -> None:
    # Take the write lock at once where we mean to write: an upgraded read lock fails instead of waiting.
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _sqlite_full(failure: ExceptionContext) -> None:
    """Say where there is no room: SQLite's own words name no file."""
    told = str(failure.original_exception)
    if failure.engine is not None and ("disk is full" in told or "disk I/O error" in told):
        raise StoreError(
            f"The disk of the store {failure.engine.url.database} is full or failing ({told}). What was finished is "
            "kept: make room there and give the same command again."
        )


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """The store to be read as a whole: what must be sorted is sorted on disk, as PostgreSQL does it.

    Its SQLite keeps that in memory otherwise.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            cursor = connection.connection.cursor()  # before the transaction begins, in which it could not be changed
            cursor.execute("PRAGMA temp_store=FILE")
            # The upper pages of the indexes of a million papers fit; in SQLite's own 2 MB they do not.
            cursor.execute("PRAGMA cache_size=-8000")
            cursor.close()
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that means to write; commits at the end, rolls back on an exception."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def schema_version(engine: Engine) -> str | None:
    """The migration the store stands at; None for an empty database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return version


def migrate(engine: Engine, to: str = HEAD) -> None:
    """Bring the schema to HEAD, or only to an older revision. Raises StoreError when the store is newer than HEAD.

    The whole way is one transaction: a process that dies in it leaves the old schema.
    """
    version = schema_version(engine)
    if version == to:
        return
    if version is not None and version > HEAD:
        raise StoreError(
            f"The store is at schema {version}, this citetrail knows {HEAD}: it was written by a newer version. "
            "Install that version, or point CITETRAIL_VAR at another folder."
        )
    # Imported here: a store that is up to date should not pay for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
