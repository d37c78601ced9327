"""What was found in each paper, in short: for a person who looks at a run's result."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from citetrail.records.vocabulary import ClaimKind
from citetrail.store.sql import read_records
from citetrail.store.tables import assessments, claim_evidence, claims, evidence, fetches, papers, sightings


class UseSummary(NamedTuple):
    """A proposed use and the quotation that carries it."""

    member: str
    role: str
    quote: str


class PaperSummary(NamedTuple):
    """How far a paper came. `outcome` is of fetching, `read_outcome` of reading; None where that was not tried."""

    id: str
    title: str
    outcome: str | None
    read_outcome: str | None
    verdict: str | None
    sectors: list[str] | None


def paper_summaries(connection: Connection, target: str) -> Iterator[tuple[PaperSummary, list[UseSummary]]]:
    """The target's papers with their proposed uses, best first."""
    mine = select(sightings.c.paper_id).where(sightings.c.target == target)
    query = (
        select(
            papers.c.id,
            papers.c.title,
            fetches.c.outcome,
            assessments.c.outcome,
            assessments.c.verdict,
            assessments.c.sectors,
        )
        .join(fetches, fetches.c.paper_id == papers.c.id, isouter=True)
        .join(assessments, assessments.c.paper_id == papers.c.id, isouter=True)
        .where(papers.c.id.in_(mine), papers.c.merged_into.is_(None))
        .order_by(assessments.c.verdict.desc(), papers.c.title)
    )
    for paper in read_records(connection, PaperSummary, query):
        yield paper, _uses(connection, paper.id)


def _uses(connection: Connection, paper: str) -> list[UseSummary]:
    query = (
        select(claims.c.member, claims.c.role, evidence.c.quote)
        .join(claim_evidence, (claim_evidence.c.claim_id == claims.c.id) & (claim_evidence.c.rank == 0))
        .join(evidence, evidence.c.id == claim_evidence.c.evidence_id)
        .where(claims.c.paper_id == paper, claims.c.kind == ClaimKind.USE, ~claims.c.cleared, claims.c.current)
        .order_by(claims.c.score.desc())
    )
    return list(read_records(connection, UseSummary, query))
