"""What a reviewer chose for the pages: small values by name, never part of a decision."""

import json
from typing import Any

from sqlalchemy import Connection, delete, select

from citetrail.store.sql import upsert
from citetrail.store.tables import preferences

LARGEST = 8_000  # characters of JSON


class PreferenceRefused(Exception):
    """The value cannot be kept; the message says why."""


def preferences_of(connection: Connection, reviewer: str) -> dict[str, Any]:
    """All that this reviewer chose, by name."""
    query = select(preferences.c.name, preferences.c.value).where(preferences.c.reviewer == reviewer)
    return {row.name: row.value for row in connection.execute(query)}


def keep_preference(connection: Connection, reviewer: str, name: str, value: Any) -> None:
    """Keep a value; None forgets it. Raises PreferenceRefused for one that is too long."""
    if value is None:
        mine = (preferences.c.reviewer == reviewer, preferences.c.name == name)
        connection.execute(delete(preferences).where(*mine))
        return
    if len(json.dumps(value)) > LARGEST:
        raise PreferenceRefused("That is too much to keep: remove something first.")
    upsert(connection, preferences, [{"reviewer": reviewer, "name": name, "value": value}], ("reviewer", "name"))


def who_prefers(connection: Connection, name: str, value: Any) -> set[str]:
    """The reviewers who chose this value."""
    query = select(preferences.c.reviewer, preferences.c.value).where(preferences.c.name == name)
    return {reviewer for reviewer, chosen in connection.execute(query) if chosen == value}
