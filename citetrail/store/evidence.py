"""Quotations as they leave the store, and the documents and funders that they tell of."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from citetrail.store.claims import Claim
from citetrail.store.sql import columns_of, first_record, in_batches, read_records
from citetrail.store.tables import affiliations, claim_evidence, documents, evidence, funding, papers

Box = list[float]  # x0, y0, x1, y1 in points from the page's top left

MOST_BESIDE = 50  # other quotations of a claim that one page frames: a reader looks at a few


class ShownEvidence(NamedTuple):
    """A quotation with the document that it stands in, as its reviewers see it. Offsets are in the page's text."""

    id: str
    paper_id: str
    origin: str
    sha256: str | None
    text_version: str | None
    page: int | None
    start: int | None
    end: int | None
    quote: str
    before: str
    after: str
    match_start: int
    match_end: int
    section: str
    boxes: list[Box]
    url: str | None
    retrieved_at: str | None


class PublishedEvidence(NamedTuple):
    """A quotation as a release shows it; `page_url` is the paper's landing page."""

    id: str
    paper_id: str
    quote: str
    match_start: int
    match_end: int
    section: str
    page: int | None
    start: int | None
    end: int | None
    origin: str
    sha256: str | None
    text_version: str | None
    retrieved_at: str | None
    url: str | None
    page_url: str | None


class StoredFunding(NamedTuple):
    """A funder that a paper names."""

    paper_id: str
    funder: str
    military: bool
    organisation_id: str | None
    award: str
    evidence_id: str


def is_held(connection: Connection, sha256: str) -> bool:
    """Whether a document of this SHA-256 was ever fetched."""
    return connection.execute(select(documents.c.sha256).where(documents.c.sha256 == sha256)).first() is not None


def boxes_on(connection: Connection, evidence_id: str, sha256: str, page: int) -> list[Box]:
    """The boxes of a quotation, when it stands on that page of that document."""
    here = (evidence.c.id == evidence_id, evidence.c.sha256 == sha256, evidence.c.page == page)
    return list(connection.scalar(select(evidence.c.boxes).where(*here)) or ())


def other_boxes_on(connection: Connection, evidence_id: str, sha256: str, page: int) -> list[Box]:
    """The boxes on that page of what else the quotation's claims rest on."""
    own, other = claim_evidence.alias("own"), claim_evidence.alias("other")
    beside = (
        select(other.c.evidence_id)
        .join(own, own.c.claim_id == other.c.claim_id)
        .where(own.c.evidence_id == evidence_id, other.c.evidence_id != evidence_id)
    )
    here = (evidence.c.id.in_(beside), evidence.c.sha256 == sha256, evidence.c.page == page)
    found = connection.scalars(select(evidence.c.boxes).where(*here).order_by(evidence.c.id).limit(MOST_BESIDE))
    return [box for boxes in found for box in boxes or ()]


def find_evidence(connection: Connection, evidence_id: str) -> ShownEvidence | None:
    return first_record(connection, ShownEvidence, _shown().where(evidence.c.id == evidence_id))


def evidence_for(connection: Connection, claim: Claim, most: int) -> list[ShownEvidence]:
    """The quotations that a claim rests on, best first.

    A claim about an organisation rests on its record: of that, a few of the strings that led to it.
    """
    query = (
        _shown()
        .join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
        .where(claim_evidence.c.claim_id == claim.id)
        .order_by(claim_evidence.c.rank, evidence.c.id)
    )
    found = list(read_records(connection, ShownEvidence, query.limit(most)))
    if found or not claim.organisation_id:
        return found
    strings = select(affiliations.c.evidence_id).where(
        affiliations.c.organisation_id == claim.organisation_id, affiliations.c.target == claim.target
    )
    query = _shown().where(evidence.c.id.in_(strings.limit(5))).order_by(evidence.c.id)
    return list(read_records(connection, ShownEvidence, query))


def _shown() -> Select[Any]:
    own = [evidence.c[name] for name in ShownEvidence._fields[:-2]]
    columns = (*own, documents.c.url, documents.c.retrieved_at)
    return select(*columns).outerjoin(documents, documents.c.sha256 == evidence.c.sha256)


def quotes_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Evidence → the words quoted, as stored."""
    found: dict[str, str] = {}
    for some in in_batches(ids):
        stored = select(evidence.c.id, evidence.c.quote).where(evidence.c.id.in_(some))
        found.update(tuple(row) for row in connection.execute(stored))
    return found


def published_evidence(connection: Connection, ids: Sequence[str]) -> Iterator[PublishedEvidence]:
    """These quotations with where each comes from, in the order of the ids within a few hundred."""
    joined = evidence.outerjoin(documents, documents.c.sha256 == evidence.c.sha256).outerjoin(
        papers, papers.c.id == evidence.c.paper_id
    )
    own = [evidence.c[name] for name in PublishedEvidence._fields[:-3]]
    columns = (*own, documents.c.retrieved_at, documents.c.url, papers.c.url)
    for some in in_batches(ids):
        query = select(*columns).select_from(joined).where(evidence.c.id.in_(some)).order_by(evidence.c.id)
        yield from read_records(connection, PublishedEvidence, query)


def funding_of(connection: Connection, target: str, papers: Sequence[str]) -> Iterator[StoredFunding]:
    """The funders that these papers name."""
    for ids in in_batches(papers):
        query = select(*columns_of(StoredFunding, funding)).where(
            funding.c.target == target, funding.c.paper_id.in_(ids)
        )
        yield from read_records(connection, StoredFunding, query.order_by(funding.c.paper_id, funding.c.position))
