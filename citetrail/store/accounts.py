"""The people who may enter the queue: accounts, passwords, sessions."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from citetrail.store.engine import now
from citetrail.store.sql import columns_of, first_record, ignore_insert, read_records
from citetrail.store.tables import reviewers, sessions

LOCAL = "local"  # who decides on a machine without accounts
# A working day: who comes back the next morning signs in again.
SESSION_LASTS = timedelta(hours=12)
# Characters: NIST SP 800-63B wants eight at least; there is no second factor here.
SHORTEST_PASSWORD = 10
# Argon2 hashes what it is given: without an end, a megabyte of password is an attack.
LONGEST_PASSWORD = 512
_NAME = re.compile(r"[^\W_][\w.@ \-]{0,63}")


class ReviewerRole(StrEnum):
    """What a person may do: reviewers decide, adjudicators settle conflicts too, analysts look on."""

    REVIEWER = "reviewer"
    ADJUDICATOR = "adjudicator"
    ANALYST = "analyst"


class ReviewerError(Exception):
    """An account cannot be made or used as asked; the message says why."""


class Reviewer(NamedTuple):
    """A person of the review. Without a password hash nobody can sign in under the name."""

    name: str
    role: str
    pseudonym: str
    publish_name: bool
    password_hash: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Session:
    """A window that may send requests; `reviewer` is empty before sign-in."""

    id: str  # hash of the cookie
    reviewer: str
    csrf: str
    expires_at: str


def add(connection: Connection, name: str, role: ReviewerRole, password: str, *, publish_name: bool = False) -> None:
    """Add a person. Raises ReviewerError for a taken or unusable name, or a short password."""
    if not _NAME.fullmatch(name) or name == LOCAL:
        raise ReviewerError(f"{name!r} cannot be a name: use letters, digits, spaces and .@- (at most 64).")
    if get(connection, name):
        raise ReviewerError(f"{name} exists already; `citetrail reviewers password {name}` sets a new password.")
    _insert(connection, name, role, hashed(password), publish_name=publish_name)


def ensure_local(connection: Connection) -> None:
    """The one reviewer of a machine without accounts."""
    if not get(connection, LOCAL):
        _insert(connection, LOCAL, ReviewerRole.ADJUDICATOR, "", publish_name=False)


def ensure_known(connection: Connection, name: str) -> None:
    """Somebody whose decisions came in by import; without a password they cannot sign in."""
    if get(connection, name) is None:
        if not _NAME.fullmatch(name):
            raise ReviewerError(f"{name!r} cannot be a name: use letters, digits, spaces and .@- (at most 64).")
        _insert(connection, name, ReviewerRole.REVIEWER, "", publish_name=False)


def _insert(connection: Connection, name: str, role: str, password_hash: str, *, publish_name: bool) -> None:
    number = int(connection.scalar(select(func.count()).select_from(reviewers)) or 0) + 1
    row = {"name": name, "role": role, "pseudonym": f"reviewer {number}", "publish_name": publish_name}
    connection.execute(insert(reviewers), row | {"password_hash": password_hash, "created_at": now()})


def set_password(connection: Connection, name: str, password: str) -> None:
    """Give a person a new password and end their sessions."""
    _must_exist(connection, name)
    connection.execute(update(reviewers).where(reviewers.c.name == name).values(password_hash=hashed(password)))
    connection.execute(delete(sessions).where(sessions.c.reviewer == name))


def set_role(connection: Connection, name: str, role: ReviewerRole) -> None:
    _must_exist(connection, name)
    connection.execute(update(reviewers).where(reviewers.c.name == name).values(role=role))


def lock(connection: Connection, name: str) -> None:
    """Keep a person out. Their decisions, name and pseudonym stay: the log needs them."""
    _must_exist(connection, name)
    connection.execute(update(reviewers).where(reviewers.c.name == name).values(password_hash=""))
    connection.execute(delete(sessions).where(sessions.c.reviewer == name))


def _must_exist(connection: Connection, name: str) -> None:
    if get(connection, name) is None:
        raise ReviewerError(f"There is no reviewer {name!r}; `citetrail reviewers list` shows who is there.")


def get(connection: Connection, name: str) -> Reviewer | None:
    return first_record(connection, Reviewer, _people().where(reviewers.c.name == name))


def everyone(connection: Connection) -> list[Reviewer]:
    query = _people().order_by(reviewers.c.created_at, reviewers.c.name)
    return list(read_records(connection, Reviewer, query))


def _people() -> Select[Any]:
    return select(*columns_of(Reviewer, reviewers))


def any_accounts(connection: Connection) -> bool:
    return (
        connection.execute(select(reviewers.c.name).where(reviewers.c.password_hash != "").limit(1)).first()
        is not None
    )


def hashed(password: str) -> str:
    """The Argon2id hash with argon2-cffi's defaults (RFC 9106, low memory). ReviewerError when it is too short."""
    from argon2 import PasswordHasher

    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ReviewerError(f"A password has at least {SHORTEST_PASSWORD} characters.")
    return PasswordHasher().hash(password)


# What an unknown name is checked against, so that it takes as long as a known one.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$YJ5Ww1hDQGZqGZFq0Xl2bR1p0qGJ1VqfN5s2dUZnWb0"


def verify(password_hash: str, password: str) -> bool:
    """Whether the password fits; takes as long for somebody unknown (an empty hash)."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        return PasswordHasher().verify(password_hash or _NOBODY, password) and bool(password_hash)
    except (Argon2Error, InvalidHashError):
        return False


def new_visitor(key: bytes) -> str:
    """A cookie for somebody whom the store does not know: its secret, and the server's signature under it."""
    secret = secrets.token_urlsafe(32)
    return f"{secret}.{_signed(key, f'cookie {secret}')}"


def visitor(cookie: str, key: bytes) -> Session | None:
    """The session of a cookie that this server gave to a visitor; None for any other. Nothing of it is kept."""
    secret, _, signature = cookie.partition(".")
    if not hmac.compare_digest(signature.encode(), _signed(key, f"cookie {secret}").encode()):
        return None
    return Session(_digest(cookie), "", _signed(key, f"csrf {secret}"), "")


def _signed(key: bytes, words: str) -> str:
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()


def keep_visitor(connection: Connection, visit: Session, reviewer: str) -> Session:
    """Let a visitor's window belong to somebody, under the cookie and the token that it has; twice is once."""
    until = (datetime.now(UTC) + SESSION_LASTS).isoformat(timespec="microseconds")
    row = {"id": visit.id, "reviewer": reviewer, "csrf": visit.csrf, "created_at": now(), "expires_at": until}
    connection.execute(ignore_insert(connection, sessions), row)
    return replace(visit, reviewer=reviewer, expires_at=until)


def open_session(connection: Connection, reviewer: str) -> tuple[str, Session]:
    """A new session; returns the cookie's secret, which the store does not keep, and the session."""
    secret = secrets.token_urlsafe(32)
    until = (datetime.now(UTC) + SESSION_LASTS).isoformat(timespec="microseconds")
    session = Session(_digest(secret), reviewer, secrets.token_urlsafe(24), until)
    row = {"id": session.id, "reviewer": reviewer, "csrf": session.csrf, "created_at": now(), "expires_at": until}
    connection.execute(delete(sessions).where(sessions.c.expires_at < now()))
    connection.execute(insert(sessions), row)
    return secret, session


def find_session(connection: Connection, secret: str) -> Session | None:
    """The session of a cookie; None when it is forged, ended or too old."""
    query = select(sessions).where(sessions.c.id == _digest(secret), sessions.c.expires_at > now())
    row = connection.execute(query).first()
    return Session(row.id, row.reviewer, row.csrf, row.expires_at) if row else None


def close_session(connection: Connection, session_id: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.id == session_id))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
