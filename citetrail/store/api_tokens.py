"""Tokens with which a program acts for a person: the store keeps their hash, who made them, and whether they hold."""

import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from citetrail.store.accounts import ReviewerError, get
from citetrail.store.engine import now
from citetrail.store.sql import columns_of, first_record, read_records
from citetrail.store.tables import api_tokens

PREFIX = "citetrail_"  # so that a scanner of repositories can tell what was committed by mistake
# A token that nobody renews within a year is one that nobody remembers.
LONGEST_DAYS = 365
_LABEL = re.compile(r"\w[\w .-]{0,39}")


class ApiToken(NamedTuple):
    """A token as it is listed: never the token itself."""

    id: str  # its hash
    reviewer: str
    label: str
    may_decide: bool
    created_at: str
    expires_at: str
    revoked_at: str

    @property
    def holds(self) -> bool:
        """Whether it lets anybody in at this moment."""
        return not self.revoked_at and self.expires_at > now()


def make_token(connection: Connection, reviewer: str, label: str, *, may_decide: bool, days: int) -> str:
    """A new token, which only this answer tells. Raises ReviewerError for nobody, a taken label, or too many days."""
    if get(connection, reviewer) is None:
        raise ReviewerError(f"There is no reviewer {reviewer!r}; `citetrail reviewers list` shows who is there.")
    if not _LABEL.fullmatch(label):
        raise ReviewerError(f"{label!r} cannot be a label: letters, digits, spaces, . and - (at most 40).")
    if not 1 <= days <= LONGEST_DAYS:
        raise ReviewerError(f"A token holds between 1 and {LONGEST_DAYS} days.")
    if any(token.label == label for token in tokens_of(connection, reviewer)):
        raise ReviewerError(f"{reviewer} had a token {label!r} already; choose another label.")
    secret = PREFIX + secrets.token_urlsafe(32)
    until = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="microseconds")
    row = ApiToken(_digest(secret), reviewer, label, may_decide, now(), until, "")
    connection.execute(insert(api_tokens), row._asdict())
    return secret


def find_token(connection: Connection, secret: str) -> ApiToken | None:
    """The token that this secret is, as long as it holds; None for any other words."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    query = select(*columns_of(ApiToken, api_tokens)).where(api_tokens.c.id == _digest(secret))
    found = first_record(connection, ApiToken, query)
    return found if found is not None and found.holds else None


def tokens_of(connection: Connection, reviewer: str = "") -> list[ApiToken]:
    """All tokens, or one person's, oldest first; those that no longer hold among them."""
    query = select(*columns_of(ApiToken, api_tokens)).order_by(api_tokens.c.created_at, api_tokens.c.id)
    if reviewer:
        query = query.where(api_tokens.c.reviewer == reviewer)
    return list(read_records(connection, ApiToken, query))


def revoke_token(connection: Connection, reviewer: str, label: str) -> None:
    """End a token at once. Raises ReviewerError when the person has none of that label that holds."""
    mine = (api_tokens.c.reviewer == reviewer, api_tokens.c.label == label, api_tokens.c.revoked_at == "")
    if connection.execute(update(api_tokens).where(*mine).values(revoked_at=now())).rowcount == 0:
        raise ReviewerError(f"{reviewer} has no token {label!r} that could be revoked.")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
