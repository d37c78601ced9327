"""Error rates for the release, from the random audit."""

import sqlite3
from typing import Any

from sqlalchemy import Connection

from publish.database import insert_sorted
from publish.schema import QUALITY
from records.targets import Target


def collect(connection: Connection, release: sqlite3.Connection, target: Target) -> None:
    rows: list[tuple[Any, ...]] = []
    insert_sorted(release, QUALITY, rows)
