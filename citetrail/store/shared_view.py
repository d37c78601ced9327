"""One state of the store, read by two processes at once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from citetrail.store.engine import reading, writing

# PostgreSQL's name for a level at which a transaction sees one state to its end; SQLite's transactions always do.
_ONE_STATE = "REPEATABLE READ"


@contextmanager
def reading_one_state(engine: Engine) -> Iterator[Connection]:
    """The store to be read as a whole, in one state from the first question to the last, whoever writes meanwhile."""
    with reading(engine) as connection:
        if engine.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level=_ONE_STATE)
        yield connection


@contextmanager
def shared_reading(engine: Engine, show: Callable[[str], None]) -> Iterator[Connection]:
    """The store to be read as a whole, in the state in which another process reads it.

    `show` is handed the name of the state and returns when `reading_shared` has opened it in the other process.
    It is not called where somebody writes to SQLite's file for so long that no moment is found in which two see
    the same.
    """
    with ExitStack() as closing:
        connection = closing.enter_context(reading_one_state(engine))
        if engine.dialect.name == "sqlite":
            _show_while_nobody_writes(engine, connection, show)
        else:
            show(connection.scalar(text("SELECT pg_export_snapshot()")))
        yield connection


def _show_while_nobody_writes(engine: Engine, connection: Connection, show: Callable[[str], None]) -> None:
    """The lock on writing keeps no reader out, and with it nothing changes between the one and the other."""
    with ExitStack() as lock:
        try:
            lock.enter_context(writing(engine))
        except OperationalError:
            return
        _look(connection)
        show("")


@contextmanager
def reading_shared(engine: Engine, state: str) -> Iterator[Connection]:
    """The store in the state that the other process named, to be called while that process waits in `show`."""
    with reading_one_state(engine) as connection:
        if engine.dialect.name == "sqlite":
            _look(connection)
        else:
            # No value can be bound here; the name is one that PostgreSQL gave.
            connection.execute(text(f"SET TRANSACTION SNAPSHOT '{state}'"))
        yield connection


def _look(connection: Connection) -> None:
    """SQLite's transaction sees the state of its first question."""
    connection.execute(text("SELECT 1 FROM sqlite_master LIMIT 1"))
