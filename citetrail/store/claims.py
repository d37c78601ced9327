"""Claims as they leave the store."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from citetrail.records.vocabulary import ClaimKind, ClaimState
from citetrail.store.sql import columns_of, first_record, in_batches, read_records
from citetrail.store.tables import affiliations, claim_evidence, claims, decisions, evidence, papers


class Claim(NamedTuple):
    """A claim with all that is known of it; the columns of its table say what each field means."""

    id: str
    target: str
    kind: str
    paper_id: str | None
    member: str | None
    role: str | None
    organisation_id: str | None
    sector: str | None
    raw_key: str | None
    text: str
    score: float
    rule: str
    reasons: list[str]
    headline: str
    sensitive: bool
    priority: float
    papers: int
    version: str
    evidence_hash: str
    cleared: bool
    current: bool
    state: str
    decided_hash: str
    created_at: str
    once_by: str
    flagged: bool
    audited: bool
    lot: float
    rank: float
    learned: float | None


class ClaimFacts(NamedTuple):
    """What a claim says of what, and how it stands; without the words that only its reviewers read."""

    id: str
    target: str
    kind: str
    paper_id: str | None
    member: str | None
    role: str | None
    organisation_id: str | None
    sector: str | None
    raw_key: str | None
    state: str
    score: float
    rule: str
    sensitive: bool
    cleared: bool
    current: bool
    decided_hash: str
    created_at: str

    @property
    def paper(self) -> str:
        """The paper of a claim on a use or an affiliation. Raises ValueError for claims on other things."""
        if self.paper_id is None:
            raise ValueError(f"claim {self.id} is about no single paper")
        return self.paper_id


class PaperTitle(NamedTuple):
    """A paper in a list of others."""

    id: str
    title: str
    year: int | None


def find_claim(connection: Connection, claim_id: str, *, lock: bool = False) -> Claim | None:
    """The claim of this id. `lock` keeps others from deciding on it until the transaction ends."""
    query = select(*columns_of(Claim, claims)).where(claims.c.id == claim_id)
    return first_record(connection, Claim, query.with_for_update() if lock else query)


def find_claims(connection: Connection, ids: Sequence[str]) -> dict[str, Claim]:
    """The claims of these ids that there are, by id."""
    found: dict[str, Claim] = {}
    for some in in_batches(ids):
        query = select(*columns_of(Claim, claims)).where(claims.c.id.in_(some))
        found |= {claim.id: claim for claim in read_records(connection, Claim, query)}
    return found


def facts_of(connection: Connection, ids: Sequence[str]) -> list[ClaimFacts]:
    """What the claims of these ids say, of those that there are, in the order of the ids."""
    found: list[ClaimFacts] = []
    for some in in_batches(ids):
        query = select(*columns_of(ClaimFacts, claims)).where(claims.c.id.in_(some)).order_by(claims.c.id)
        found += read_records(connection, ClaimFacts, query)
    return found


def claims_about(
    connection: Connection, target: str, column: str, values: Sequence[str], kind: ClaimKind | None = None
) -> list[ClaimFacts]:
    """The target's claims, of all kinds or one, about some papers, organisations or strings, in the order of ids."""
    query = select(*columns_of(ClaimFacts, claims)).where(claims.c[column].in_(values)).order_by(claims.c.id)
    if kind is not None:
        query = query.where(claims.c.kind == kind)
    # Asked for the target as well, SQLite would look through all of the target's claims for these few.
    return [claim for claim in read_records(connection, ClaimFacts, query) if claim.target == target]


def papers_resting_on(connection: Connection, target: str, shas: Sequence[str]) -> set[str]:
    """The papers of which a current claim quotes one of these documents."""
    found: set[str] = set()
    for some in in_batches(shas):
        query = (
            select(claims.c.paper_id)
            .join(claim_evidence, claim_evidence.c.claim_id == claims.c.id)
            .join(evidence, evidence.c.id == claim_evidence.c.evidence_id)
            .where(claims.c.target == target, claims.c.current, claims.c.paper_id == evidence.c.paper_id)
            .where(evidence.c.sha256.in_(some))
        )
        found |= set(connection.scalars(query.distinct()))
    return found


def accepted_without_paper(connection: Connection, target: str) -> Iterator[ClaimFacts]:
    """Accepted claims about organisations and strings, streamed."""
    mine = (claims.c.target == target, claims.c.paper_id.is_(None), claims.c.state == ClaimState.ACCEPTED)
    query = select(*columns_of(ClaimFacts, claims)).where(*mine)
    return read_records(connection, ClaimFacts, query.execution_options(yield_per=5000))


def decided(connection: Connection) -> Iterator[ClaimFacts]:
    """Claims of all targets that somebody has decided on, by id."""
    query = select(*columns_of(ClaimFacts, claims)).where(claims.c.id.in_(select(decisions.c.claim_id)))
    return read_records(connection, ClaimFacts, query.order_by(claims.c.id).execution_options(yield_per=5000))


def evidence_of(connection: Connection, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Claim and evidence of each link of these claims, best evidence first."""
    for some in in_batches(sorted(ids)):
        query = select(claim_evidence.c.claim_id, claim_evidence.c.evidence_id)
        query = query.where(claim_evidence.c.claim_id.in_(some))
        for link in connection.execute(query.order_by(claim_evidence.c.claim_id, claim_evidence.c.rank)):
            yield link.claim_id, link.evidence_id


def of_target(connection: Connection, target: str, ids: Iterable[str]) -> list[str]:
    """Those of these claims that are the target's."""
    found: list[str] = []
    for part in in_batches(ids):
        query = select(claims.c.id).where(claims.c.target == target, claims.c.id.in_(part))
        found += connection.scalars(query.order_by(claims.c.id))
    return found


def in_state(connection: Connection, target: str, state: ClaimState) -> list[str]:
    """The target's claims of this state."""
    query = select(claims.c.id).where(claims.c.target == target, claims.c.state == state)
    return list(connection.scalars(query.order_by(claims.c.id)))


def targets_with_claims(connection: Connection) -> list[str]:
    """The targets that have claims, in the order of their names."""
    found: list[str] = []
    # One look into the index a target: DISTINCT would read every claim.
    while after := connection.scalar(
        select(claims.c.target)
        .where(claims.c.target > (found[-1] if found else ""))
        .order_by(claims.c.target)
        .limit(1)
    ):
        found.append(after)
    return found


def count_states(connection: Connection, target: str) -> dict[str, dict[str, int]]:
    """How many of the claims that a reading makes and did not clear are in each state, by kind."""
    query = (
        select(claims.c.kind, claims.c.state, func.count())
        .where(claims.c.target == target, claims.c.current, ~claims.c.cleared)
        .group_by(claims.c.kind, claims.c.state)
        .order_by(claims.c.kind, claims.c.state)
    )
    found: dict[str, dict[str, int]] = {}
    for kind, state, count in connection.execute(query):
        found.setdefault(kind, {})[state] = count
    return found


def papers_touched(connection: Connection, claim: Claim, most: int) -> list[PaperTitle]:
    """The papers that one decision on an organisation or a string touches, newest first."""
    if claim.kind == ClaimKind.RESOLUTION:
        key = affiliations.c.raw_key == claim.raw_key
    elif claim.kind == ClaimKind.SECTOR:
        key = affiliations.c.organisation_id == claim.organisation_id
    else:
        return []
    mine = select(affiliations.c.paper_id).where(key, affiliations.c.target == claim.target).distinct()
    query = select(*columns_of(PaperTitle, papers)).where(papers.c.id.in_(mine))
    return list(read_records(connection, PaperTitle, query.order_by(papers.c.year.desc(), papers.c.id).limit(most)))
