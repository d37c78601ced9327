"""Two processes read one state of the store, whoever writes meanwhile."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import OperationalError

from citetrail.store.engine import make_engine, writing
from citetrail.store.shared_view import reading_one_state, reading_shared, shared_reading
from tests.citetrail.store.postgres import Server, postgres

__all__ = ["postgres"]


def write(url: str, number: int) -> None:
    engine = make_engine(url)
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO written VALUES (:number)"), {"number": number})
    engine.dispose()


def seen(connection: Connection) -> list[int]:
    return list(connection.scalars(text("SELECT number FROM written ORDER BY 1")))


def hasty_engine(url: str) -> Engine:
    """One that waits for no lock."""
    engine = make_engine(url)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))
    return engine


def both_see_the_same(url: str) -> None:
    one, other = make_engine(url), make_engine(url)
    with writing(one) as connection:
        connection.execute(text("CREATE TABLE written (number INTEGER)"))
    write(url, 1)
    views = []

    def show(state: str) -> None:
        opened = reading_shared(other, state)
        views.append((opened, opened.__enter__()))

    with shared_reading(one, show) as connection:
        write(url, 2)
        ((opened, beside),) = views
        assert seen(connection) == seen(beside) == [1]
        write(url, 3)
        assert seen(connection) == seen(beside) == [1]
        opened.__exit__(None, None, None)
    with shared_reading(one, lambda _: None) as connection:
        assert seen(connection) == [1, 2, 3]
    one.dispose()
    other.dispose()


def one_sees_one_state(url: str) -> None:
    engine = make_engine(url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE written (number INTEGER)"))
    with reading_one_state(engine) as connection:
        assert seen(connection) == []
        write(url, 1)
        assert seen(connection) == []
    with reading_one_state(engine) as connection:
        assert seen(connection) == [1]
    engine.dispose()


def test_one_sees_one_state_in_sqlite(tmp_path: Path) -> None:
    one_sees_one_state(f"sqlite:///{tmp_path / 'store.sqlite'}")


def test_one_sees_one_state_in_postgresql(postgres: Server) -> None:
    with postgres.empty_database() as url:
        one_sees_one_state(url)


def test_two_see_the_same_in_sqlite(tmp_path: Path) -> None:
    both_see_the_same(f"sqlite:///{tmp_path / 'store.sqlite'}")


def test_two_see_the_same_in_postgresql(postgres: Server) -> None:
    with postgres.empty_database() as url:
        both_see_the_same(url)


def test_nobody_writes_between_the_one_and_the_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    engine = make_engine(url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE written (number INTEGER)"))
    hasty = hasty_engine(url)

    def show(_: str) -> None:
        with pytest.raises(OperationalError, match="locked"), writing(hasty):
            pass

    with shared_reading(engine, show):
        write(url, 1)
    engine.dispose()
    hasty.dispose()


def test_where_somebody_writes_all_the_time_nothing_is_shown(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    engine, hasty = make_engine(url), hasty_engine(url)
    write_more = make_engine(url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE written (number INTEGER)"))
    with (
        writing(write_more),
        shared_reading(hasty, lambda _: pytest.fail("the state may change before the other sees it")) as connection,
    ):
        assert seen(connection) == []
    for opened in (engine, hasty, write_more):
        opened.dispose()
