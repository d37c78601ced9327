"""Which claims may be published, under which label, and with which corrections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, and_, or_, select

from records.vocabulary import ClaimKind, ClaimState, Role, Status
from store.policies import wants_two
from store.states import Standing, derive
from store.tables import claims, decisions, papers

BATCH = 5000
CLAIM_COLUMNS = ("id", "paper_id", "member", "role", "state", "score", "rule", "current", "created_at")
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
UNSETTLED = (ClaimState.OPEN, ClaimState.ACCEPTED_ONCE, ClaimState.UNSURE, ClaimState.CONFLICT)


@dataclass(slots=True)
class Backing:
    """Who stands behind an accepted claim, and what they put right."""

    decision_ids: list[int] = field(default_factory=list)
    reviewers: set[str] = field(default_factory=set)
    decided_at: str = ""
    correction: dict[str, str] = field(default_factory=dict)


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


def publishable(target: str, kind: ClaimKind, *, provisional: bool) -> Select[Any]:
    """The claims of a kind that a release may show, in the order of their ids.

    An accepted claim outlives the reading it came from; a machine claim counts only while the newest reading
    makes it, and never when the machine itself cleared it.
    """
    standing = claims.c.state == ClaimState.ACCEPTED
    if provisional:
        standing = or_(standing, and_(claims.c.current, ~claims.c.cleared, claims.c.state.in_(UNSETTLED)))
    mine = (claims.c.target == target, claims.c.kind == kind)
    return select(*(claims.c[name] for name in CLAIM_COLUMNS)).where(*mine, standing).order_by(claims.c.id)


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


def backings(connection: Connection, target: str) -> dict[str, Backing]:
    """Claim id → the accepting votes in force, for accepted claims that their votes carry.

    The log is judged anew, two people included where the review wants two. A claim that is marked accepted but
    not among the answers must stop a release.
    """
    two = wants_two(connection)
    query = (
        select(*(decisions.c[name] for name in LOG_COLUMNS), claims.c.decided_hash, claims.c.sensitive)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target, claims.c.state == ClaimState.ACCEPTED)
        .order_by(decisions.c.claim_id, decisions.c.id)
    )
    found: dict[str, Backing] = {}
    for claim, votes in groupby(rows(connection, query), key=lambda row: str(row.claim_id)):
        log = list(votes)
        standing = derive(log, log[0].decided_hash, two_reviewers=two and log[0].sensitive)
        if standing.state is ClaimState.ACCEPTED:
            found[claim] = _backing(standing)
    return found


def _backing(standing: Standing) -> Backing:
    backing = Backing(correction={k: v for k, v in standing.correction.items() if isinstance(v, str) and v})
    for row in cast(Sequence[Row[Any]], standing.in_force):
        backing.decision_ids.append(row.id)
        backing.reviewers.add(row.reviewer)
        backing.decided_at = max(backing.decided_at, row.decided_at)
    backing.decision_ids.sort()
    return backing


def uncarried(connection: Connection, target: str, backed: dict[str, Backing]) -> list[str]:
    """Claims marked accepted whose votes do not come out as accepted."""
    accepted = select(claims.c.id).where(claims.c.target == target, claims.c.state == ClaimState.ACCEPTED)
    return sorted(set(connection.scalars(accepted)) - backed.keys())
