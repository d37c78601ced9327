"""What was read of the uses, in its order, and what was not: the counts that a stopping rule needs."""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from citetrail.records.vocabulary import ClaimKind, ClaimState
from citetrail.store.review_quality import audit_rates
from citetrail.store.states import ANSWERS
from citetrail.store.tables import WAITING, claims, decisions


class Screened(NamedTuple):
    """Claims of use by what became of them. `read` is in the order of first decisions; True stands for a use."""

    read: list[bool]
    waiting: int
    cleared: int
    audited: int
    audit_errors: int


class PersonsVotes(NamedTuple):
    """How many votes somebody cast on a target."""

    reviewer: str
    votes: int
    claims: int


def screened_uses(connection: Connection, target: str) -> Screened:
    """The counts for one target. What is neither accepted nor rejected counts as a use: it may be one."""
    uses = (claims.c.target == target, claims.c.kind == ClaimKind.USE)
    settled = claims.c.state.not_in((ClaimState.OPEN, ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE))
    query = (
        select(claims.c.state)
        .join(decisions, decisions.c.claim_id == claims.c.id)
        .where(*uses, claims.c.current, ~claims.c.cleared, settled, decisions.c.vote.in_(ANSWERS))
        .group_by(claims.c.id, claims.c.state)
        .order_by(func.min(decisions.c.id))
    )
    read = [state != ClaimState.REJECTED for state in connection.scalars(query)]
    waiting = connection.scalar(select(func.count()).where(*uses, WAITING))
    cleared = connection.scalar(select(func.count()).where(*uses, claims.c.current, claims.c.cleared))
    audit = audit_rates(connection, target)["cleared"]
    return Screened(read, int(waiting or 0), int(cleared or 0), audit.audited, audit.errors)


def votes_by_person(connection: Connection, target: str) -> list[PersonsVotes]:
    """Who voted how often, most first."""
    count = func.count()
    query = (
        select(decisions.c.reviewer, count, func.count(decisions.c.claim_id.distinct()))
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target, decisions.c.vote.in_(ANSWERS))
        .group_by(decisions.c.reviewer)
        .order_by(count.desc(), decisions.c.reviewer)
    )
    return [PersonsVotes(*row) for row in connection.execute(query)]


def own_vote_times(connection: Connection, reviewer: str, target: str) -> list[str]:
    """When this reviewer voted on the target, oldest first."""
    query = (
        select(decisions.c.decided_at)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(decisions.c.reviewer == reviewer, claims.c.target == target, decisions.c.vote.in_(ANSWERS))
        .order_by(decisions.c.id)
    )
    return list(connection.scalars(query))
