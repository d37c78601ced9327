"""A store for each test: SQLite always, PostgreSQL too where there is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from citetrail.store.engine import make_engine, migrate
from tests.citetrail.store.postgres import Server, postgres

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'store.sqlite'}")
        migrate(made)
        yield made
        made.dispose()
        return
    server: Server = request.getfixturevalue("postgres")
    with server.fresh_database() as url:
        made = make_engine(url)
        yield made
        made.dispose()
