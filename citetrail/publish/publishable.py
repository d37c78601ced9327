"""Which claims may be published, under which label, and with which corrections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, select

from citetrail.records.vocabulary import ClaimState, Role, Status
from citetrail.store.objections import Outcome, standings
from citetrail.store.review_policies import wants_two
from citetrail.store.sql import in_batches
from citetrail.store.states import Standing, derive
from citetrail.store.tables import claims, decisions, papers

BATCH = 5000
CHUNK = 500
CLAIM_COLUMNS = (
    *("id", "target", "kind", "paper_id", "member", "role", "organisation_id", "sector", "raw_key", "state", "score"),
    *("rule", "sensitive", "cleared", "current", "decided_hash", "created_at"),
)
LOG_COLUMNS = (
    *(
        "id",
        "claim_id",
        "reviewer",
        "vote",
        "correction",
        "undoes",
        "adjudication",
        "audit",
        "evidence_hash",
        "decided_at",
    ),
)
# What nobody has settled yet. A claim that one person refused is not published as provisional either.
UNSETTLED = (
    *(ClaimState.OPEN, ClaimState.ACCEPTED_ONCE, ClaimState.UNSURE, ClaimState.CONFLICT),
    ClaimState.AGREED,  # after discussion: no sensitive claim is verified by it
)


@dataclass(slots=True)
class Backing:
    """Who stands behind an accepted claim, and what they put right."""

    decision_ids: list[int] = field(default_factory=list)
    reviewers: set[str] = field(default_factory=set)
    decided_at: str = ""
    correction: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()  # addresses that they named for a sector


def rows(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    """Stream a query's rows, so that memory does not grow with the store."""
    for batch in connection.execution_options(yield_per=BATCH).execute(query).partitions():
        yield from batch


def merges(connection: Connection) -> dict[str, str]:
    """Papers merged away, each with the paper that counts in the end."""
    query = select(papers.c.id, papers.c.merged_into).where(papers.c.merged_into.is_not(None))
    direct = {row.id: row.merged_into for row in connection.execute(query)}
    return {old: _follow(direct, old) for old in direct}


def _follow(direct: dict[str, str], paper: str) -> str:
    seen = {paper}
    while (following := direct.get(paper)) and following not in seen:
        seen.add(following)
        paper = following
    return paper


def publishable(claim: Row[Any], *, provisional: bool) -> bool:
    """Whether a release may show this claim.

    An accepted claim outlives the reading it came from; a machine claim counts only while the newest reading
    makes it, and never when the machine itself cleared it.
    """
    if claim.state == ClaimState.ACCEPTED:
        return True
    return bool(provisional and claim.current and not claim.cleared and claim.state in UNSETTLED)


def status_of(claim: Row[Any]) -> Status:
    return Status.VERIFIED if claim.state == ClaimState.ACCEPTED else Status.PROVISIONAL


def is_use(claim: Row[Any], correction: dict[str, str]) -> bool:
    """Whether an accepted claim says that the data was used.

    The claim on a paper's best mention reads "this paper uses X": accepting it as it stands is a use whose role
    is not known. A correction that names `compared` or `mentioned` says that it is none.
    """
    role = correction.get("role")
    if role:
        return role not in (Role.COMPARED, Role.MENTIONED)
    return bool(claim.role != Role.COMPARED)


@dataclass(slots=True)
class Judged:
    """Accepted claims judged anew from their votes.

    `backed` are those that their votes carry, each with who stands behind it. A claim that is marked accepted but
    `uncarried` must stop a release.
    """

    backed: dict[str, Backing] = field(default_factory=dict)
    uncarried: list[str] = field(default_factory=list)
    held: dict[str, Outcome] = field(default_factory=dict)  # claims that an objection keeps out of every release


def judged(connection: Connection, told: Sequence[Row[Any]]) -> Judged:
    """The log of the accepted ones among some claims read again, two people included where the review wants two."""
    two = wants_two(connection)
    accepted = {claim.id: claim for claim in told if claim.state == ClaimState.ACCEPTED}
    found = Judged()
    for batch in in_batches(sorted(accepted)):
        query = select(*(decisions.c[name] for name in LOG_COLUMNS)).where(decisions.c.claim_id.in_(batch))
        log = connection.execute(query.order_by(decisions.c.claim_id, decisions.c.id))
        for claim, votes in groupby(log, key=lambda row: str(row.claim_id)):
            about = accepted[claim]
            standing = derive(votes, about.decided_hash, two_reviewers=two and about.sensitive)
            if standing.state is ClaimState.ACCEPTED:
                found.backed[claim] = _backing(standing)
    found.held = _held(connection, told)
    found.uncarried = sorted(accepted.keys() - found.backed.keys())
    return found


def _held(connection: Connection, told: Sequence[Row[Any]]) -> dict[str, Outcome]:
    """Claims with an upheld objection, and sensitive ones with an open one."""
    sensitive = {claim.id for claim in told if claim.sensitive}
    found = standings(connection, (claim.id for claim in told))
    return {
        claim: standing.outcome
        for claim, standing in found.items()
        if standing.outcome is Outcome.UPHELD or (standing.outcome is Outcome.OPEN and claim in sensitive)
    }


def claims_about(connection: Connection, target: str, column: str, values: Sequence[str]) -> list[Row[Any]]:
    """The target's claims about some papers, organisations or strings, in the order of their ids."""
    query = select(*(claims.c[name] for name in CLAIM_COLUMNS)).where(claims.c[column].in_(values))
    # Asked for the target as well, SQLite would look through all of the target's claims for these few.
    return [claim for claim in connection.execute(query.order_by(claims.c.id)) if claim.target == target]


def _backing(standing: Standing) -> Backing:
    backing = Backing(
        correction={k: v for k, v in standing.correction.items() if isinstance(v, str) and v},
        sources=standing.sources,
    )
    # Whoever accepts it: of a conflict that a third person settled, also the one who was right.
    backing.reviewers.update(standing.accepting)
    for row in cast(Sequence[Row[Any]], standing.in_force):
        backing.decision_ids.append(row.id)
        backing.decided_at = max(backing.decided_at, row.decided_at)
    backing.decision_ids.sort()
    return backing


def uncarried_elsewhere(connection: Connection, target: str) -> Iterator[str]:
    """Claims that concern no single paper, are marked accepted, and that their votes do not carry."""
    mine = (claims.c.target == target, claims.c.paper_id.is_(None), claims.c.state == ClaimState.ACCEPTED)
    told = rows(
        connection, select(claims.c.id, claims.c.state, claims.c.decided_hash, claims.c.sensitive).where(*mine)
    )
    for batch in in_batches(told, CHUNK):
        yield from judged(connection, batch).uncarried
