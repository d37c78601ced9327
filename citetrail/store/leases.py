"""Who looks at which claim: short leases, so that two windows never get the same card."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Text, and_, bindparam, case, delete, exists, func, not_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from citetrail.store.engine import now
from citetrail.store.tables import AUDITABLE, WAITING, claims, leases

# A window that is open renews its lease; the card of one that was shut comes back to the others this soon.
LEASE = timedelta(minutes=3)
# Who waited for the database reads the leases of those who came before; more is a clock that was set back.
LATEST = 2 * LEASE
_LEASED = ("reviewer", "session", "since", "expires_at")
_LIVES = and_(
    leases.c.expires_at > bindparam("at", type_=Text), leases.c.expires_at <= bindparam("latest", type_=Text)
)
_HELD_BY = (
    select(leases.c.claim_id)
    .where(leases.c.session == bindparam("session", type_=Text), _LIVES)
    .order_by(leases.c.since, leases.c.claim_id)
)

# Not held by another window.
UNHELD = ~exists().where(
    leases.c.claim_id == claims.c.id,
    _LIVES,
    leases.c.session != bindparam("session", type_=Text),
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a reviewer in one window."""

    reviewer: str
    session: str


def times(moment: datetime) -> dict[str, str]:
    """Between which times a lease ends that lives at that moment, as the queries want them."""
    return {
        "at": moment.isoformat(timespec="microseconds"),
        "latest": (moment + LATEST).isoformat(timespec="microseconds"),
    }


def held_by(connection: Connection, viewer: Viewer, when: dict[str, str]) -> list[str]:
    """The claims that this window holds, in the order in which they were dealt."""
    return list(connection.scalars(_HELD_BY, {**when, "session": viewer.session}))


def lease(connection: Connection, claim_id: str, viewer: Viewer, moment: datetime) -> bool:
    """Take or renew a lease; False when another window holds it."""
    told = {
        "claim_id": claim_id,
        "reviewer": viewer.reviewer,
        "session": viewer.session,
        "since": now(),
        "expires_at": (moment + LEASE).isoformat(timespec="microseconds"),
        **times(moment),
    }
    return connection.execute(_lease_statement(connection.dialect.name), told).rowcount == 1


@cache
def _lease_statement(dialect: str) -> Any:
    """Built once a dialect: the pages run it for every card."""
    statement: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(leases)
    fresh = statement.excluded
    mine = and_(leases.c.session == fresh.session, _LIVES)
    statement = statement.values({name: bindparam(name) for name in ("claim_id", *_LEASED)})
    return statement.on_conflict_do_update(
        index_elements=["claim_id"],
        set_={
            **{name: fresh[name] for name in _LEASED if name != "since"},
            # A renewed lease keeps its place; one taken over from a dead window starts anew.
            "since": case((mine, leases.c.since), else_=fresh.since),
        },
        where=or_(leases.c.session == fresh.session, not_(_LIVES)),
    )


def renew(connection: Connection, viewer: Viewer, claim_id: str) -> bool:
    """Keep the card on screen; False when the lease was lost and somebody else holds the claim."""
    return lease(connection, claim_id, viewer, datetime.now(UTC))


def on_audit(connection: Connection, viewer: Viewer, claim_id: str, share: float) -> bool:
    """Whether this window was dealt the claim for an audit: what a vote counts for is not the browser's to say.

    A lease that ran out still tells, as long as no other window took it over: votes may come late.
    """
    held = exists().where(leases.c.claim_id == claims.c.id, leases.c.session == viewer.session)
    query = select(claims.c.id).where(claims.c.id == claim_id, AUDITABLE, claims.c.lot < share, held)
    return connection.execute(query).first() is not None


def take(connection: Connection, viewer: Viewer, claim_id: str, *, audit: bool = False) -> bool:
    """Lease one claim by its id, ahead of what the window holds; False when another window has it.

    A claim that waits for nobody, and is not audited, needs no lease: looking at it keeps nobody from anything.
    """
    wanted = AUDITABLE if audit else WAITING
    if connection.execute(select(claims.c.id).where(claims.c.id == claim_id, wanted)).first() is None:
        return True
    if not lease(connection, claim_id, viewer, datetime.now(UTC)):
        return False
    first = connection.scalar(select(func.min(leases.c.since)).where(leases.c.session == viewer.session)) or now()
    earlier = (datetime.fromisoformat(first) - timedelta(microseconds=1)).isoformat(timespec="microseconds")
    connection.execute(update(leases).where(leases.c.claim_id == claim_id).values(since=earlier))
    return True


def release(connection: Connection, viewer: Viewer) -> None:
    """Give back everything this window holds."""
    connection.execute(delete(leases).where(leases.c.session == viewer.session))
