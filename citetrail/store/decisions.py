"""Decisions as they leave the log."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, exists, func, select

from citetrail.store.sql import columns_of, first_record, in_batches, read_records
from citetrail.store.states import ANSWERS
from citetrail.store.tables import claims, decisions


class Decision(NamedTuple):
    """One entry of the log: what one person said of one claim, and what that person saw."""

    id: int
    token: str
    claim_id: str
    reviewer: str
    vote: str
    correction: dict[str, str] | None
    reason: str
    note: str
    undoes: int | None
    adjudication: bool
    audit: bool
    evidence_ids: list[str]
    evidence_hash: str
    version: str
    decided_at: str


class LoggedVote(NamedTuple):
    """What a decision says, without what its reviewer saw and noted: enough to derive where a claim stands."""

    id: int
    claim_id: str
    reviewer: str
    vote: str
    correction: dict[str, str] | None
    reason: str
    undoes: int | None
    adjudication: bool
    audit: bool
    evidence_hash: str
    decided_at: str


class RecentVote(NamedTuple):
    """A vote that stands, with what its claim says."""

    id: int
    claim_id: str
    vote: str
    audit: bool
    text: str


class LoggedDecision(NamedTuple):
    """A decision with what its claim proposes; without the note, which is for colleagues only."""

    id: int
    claim_id: str
    reviewer: str
    vote: str
    correction: dict[str, str] | None
    reason: str
    undoes: int | None
    adjudication: bool
    audit: bool
    evidence_ids: list[str]
    version: str
    decided_at: str
    kind: str
    paper_id: str | None
    member: str | None
    role: str | None
    organisation_id: str | None
    sector: str | None


_OF_CLAIM = ("kind", "paper_id", "member", "role", "organisation_id", "sector")


def find_decision(connection: Connection, token: str) -> Decision | None:
    """The decision that its maker gave this token."""
    return first_record(connection, Decision, _entries().where(decisions.c.token == token))


def decision_of(connection: Connection, number: int | None) -> Decision | None:
    """The decision of this number."""
    return first_record(connection, Decision, _entries().where(decisions.c.id == number))


def _entries() -> Select[Any]:
    return select(*columns_of(Decision, decisions))


def log_of(connection: Connection, claim_id: str) -> list[Decision]:
    """Every decision on a claim, oldest first."""
    query = _entries().where(decisions.c.claim_id == claim_id)
    return list(read_records(connection, Decision, query.order_by(decisions.c.id)))


def logs_of(connection: Connection, ids: Sequence[str]) -> Iterator[LoggedVote]:
    """Every decision on these claims, claim after claim, oldest first."""
    for some in in_batches(sorted(ids)):
        query = select(*columns_of(LoggedVote, decisions)).where(decisions.c.claim_id.in_(some))
        yield from read_records(connection, LoggedVote, query.order_by(decisions.c.claim_id, decisions.c.id))


def log_of_target(connection: Connection, target: str, states: Collection[str] = ()) -> Iterator[LoggedDecision]:
    """The target's log in its order, streamed; with `states`, of the claims in one of these alone."""
    columns = [claims.c[name] if name in _OF_CLAIM else decisions.c[name] for name in LoggedDecision._fields]
    query = select(*columns).join(claims, claims.c.id == decisions.c.claim_id).where(claims.c.target == target)
    if states:
        query = query.where(claims.c.state.in_(states))
    streamed = query.order_by(decisions.c.id).execution_options(yield_per=5000)
    return read_records(connection, LoggedDecision, streamed)


def vote_times(connection: Connection, target: str, most: int) -> list[tuple[str, str]]:
    """Reviewer and time of the target's newest votes, newest first."""
    # Not a join: SQLite would begin with the claims, of which there may be millions.
    of_target = exists().where(claims.c.id == decisions.c.claim_id, claims.c.target == target)
    query = (
        select(decisions.c.reviewer, decisions.c.decided_at)
        .where(of_target, decisions.c.vote.in_(ANSWERS))
        .order_by(decisions.c.id.desc())
        .limit(most)
    )
    return [(reviewer, at) for reviewer, at in connection.execute(query)]


def reviewers_in_log(connection: Connection, target: str) -> list[str]:
    """Who decided on the target's claims, in the order of each one's first decision."""
    query = (
        select(decisions.c.reviewer)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target)
        .group_by(decisions.c.reviewer)
        .order_by(func.min(decisions.c.id))
    )
    return list(connection.scalars(query))


def last_votes(connection: Connection, reviewer: str, target: str, limit: int = 10) -> list[RecentVote]:
    """The reviewer's newest votes that stand, one a claim, newest first."""
    later = decisions.alias()
    undone = exists().where(later.c.claim_id == decisions.c.claim_id, later.c.undoes == decisions.c.id)
    query = (
        select(decisions.c.id, decisions.c.claim_id, decisions.c.vote, decisions.c.audit, claims.c.text)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(decisions.c.reviewer == reviewer, claims.c.target == target, decisions.c.vote.in_(ANSWERS), ~undone)
        .order_by(decisions.c.id.desc())
        .limit(3 * limit)
    )
    return _one_a_claim(read_records(connection, RecentVote, query))[:limit]


def _one_a_claim(votes: Iterable[RecentVote]) -> list[RecentVote]:
    found: dict[str, RecentVote] = {}
    for vote in votes:
        found.setdefault(vote.claim_id, vote)
    return list(found.values())
