"""Rules of the review that every process must share; they lie in the store, not in one process's settings."""

import secrets
from typing import Any

from sqlalchemy import Connection, func, select

from citetrail.store.accounts import ReviewerRole
from citetrail.store.sql import ignore_insert, upsert
from citetrail.store.tables import policies, reviewers

TWO_REVIEWERS = "two_reviewers"
BROWSER_SEAL = "browser_seal"
JUDGED_AGAIN = "judged_again"


def wants_two(connection: Connection) -> bool:
    """Whether sensitive claims want two agreeing reviewers."""
    return bool(connection.scalar(select(policies.c.value).where(policies.c.name == TWO_REVIEWERS)))


def set_two_reviewers(connection: Connection, setting: bool | None) -> bool:
    """Bring the stored rule in line with the setting (None: on with several reviewers); True when it changed."""
    value = count_voters(connection) > 1 if setting is None else setting
    if value == wants_two(connection):
        return False
    row: dict[str, Any] = {"name": TWO_REVIEWERS, "value": value}
    upsert(connection, policies, [row], ("name",))
    return True


def judged_again(connection: Connection) -> list[str]:
    """The claims that a stricter rule, brought by an upgrade, put before the reviewers again."""
    told = connection.scalar(select(policies.c.value).where(policies.c.name == JUDGED_AGAIN)) or {}
    return sorted(told.get("claims", ()))


def browser_seal(connection: Connection) -> bytes:
    """The secret from which keys for the reviewers' browsers are made; drawn once, and kept with the store."""
    query = select(policies.c.value).where(policies.c.name == BROWSER_SEAL)
    connection.execute(ignore_insert(connection, policies), {"name": BROWSER_SEAL, "value": secrets.token_hex(32)})
    return bytes.fromhex(str(connection.scalar(query)))


def count_voters(connection: Connection) -> int:
    """People with an account who may decide."""
    query = select(func.count()).where(reviewers.c.role != ReviewerRole.ANALYST, reviewers.c.password_hash != "")
    return int(connection.scalar(query) or 0)
