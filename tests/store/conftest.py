"""A store for each test: SQLite always, PostgreSQL too where there is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.engine import make_engine, migrate


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = make_engine(f"sqlite:///{tmp_path / 'store.sqlite'}")
    migrate(made)
    yield made
    made.dispose()
