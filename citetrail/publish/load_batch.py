"""From the store to what is published of its papers, a batch at a time: memory does not grow with the store."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal_column, select

from citetrail.publish.copy_rows import load_differences
from citetrail.publish.load_places import load_places
from citetrail.publish.paper_batch import Organisations, PaperBatch, Use
from citetrail.publish.publishable import (
    Backing,
    Judged,
    claims_about,
    is_use,
    judged,
    merges,
    publishable,
    status_of,
)
from citetrail.publish.values import period
from citetrail.records.identifiers import short_hash
from citetrail.records.targets import Target
from citetrail.records.vocabulary import ClaimKind, ClaimState, Role, Status
from citetrail.store.objections import Outcome
from citetrail.store.sql import in_batches
from citetrail.store.tables import assessments, claim_evidence, documents, fetches, papers, sightings

BATCH = 500  # papers
SETTLED = (ClaimState.ACCEPTED, ClaimState.REJECTED)
PAPER_COLUMNS = (
    *("id", "title", "authors", "year", "published_on", "venue", "doi", "arxiv_id", "s2_id", "corpus_id", "url"),
    "first_seen",
)


def batches(
    connection: Connection, target: Target, organisations: Organisations, *, provisional: bool
) -> Iterator[PaperBatch]:
    """All papers that count, with what is published of them."""
    merged = merges(connection)
    into: dict[str, list[str]] = {}
    for old, final in merged.items():
        into.setdefault(final, []).append(old)
    for found in _papers(connection, target.slug):
        olds = {old: row.id for row in found for old in into.get(row.id, ())}
        batch = PaperBatch(target, provisional, found, olds, organisations)
        _fill(connection, batch)
        yield batch


def _papers(connection: Connection, target: str) -> Iterator[list[Row[Any]]]:
    # The copy that was read, which may be another than the one that came first.
    document = func.coalesce(assessments.c.sha256, fetches.c.sha256)
    joined = (
        papers.outerjoin(fetches, fetches.c.paper_id == papers.c.id)
        .outerjoin(assessments, (assessments.c.paper_id == papers.c.id) & (assessments.c.target == target))
        .outerjoin(documents, documents.c.sha256 == document)
    )
    columns = (
        *(papers.c[name] for name in PAPER_COLUMNS),
        fetches.c.outcome.label("fetch_outcome"),
        document.label("sha256"),
        assessments.c.outcome.label("read_outcome"),
        assessments.c.verdict,
        assessments.c.assessed_at,
        documents.c.retrieved_at,
    )
    # What was stored together is read together: by the ids every row would lie somewhere else in the file.
    place = literal_column("papers.rowid") if connection.dialect.name == "sqlite" else papers.c.id
    query = select(*columns, place.label("place")).select_from(joined).where(papers.c.merged_into.is_(None))
    last: Any = None
    while found := list(connection.execute(_after(query, place, last).order_by(place).limit(BATCH))):
        yield found
        last = found[-1].place


def _after(query: Select[Any], place: ColumnElement[Any], last: Any) -> Select[Any]:
    return query if last is None else query.where(place > last)


def _fill(connection: Connection, batch: PaperBatch) -> None:
    slug, ids = batch.target.slug, [row.id for row in batch.papers]
    seen = select(sightings.c.paper_id, sightings.c.source, sightings.c.first_seen).where(
        sightings.c.target == slug, sightings.c.paper_id.in_(ids)
    )
    for row in connection.execute(seen.order_by(sightings.c.first_seen, sightings.c.source, sightings.c.reason)):
        batch.sightings.setdefault(row.paper_id, []).append(row)
    told = [
        claim
        for some in in_batches([*ids, *batch.merged])
        for claim in claims_about(connection, slug, "paper_id", some)
    ]
    if not told:
        return
    told.sort(key=lambda claim: str(claim.id))
    judgements = judged(connection, told)
    batch.uncarried = judgements.uncarried
    _load_uses(connection, batch, [c for c in told if c.kind == ClaimKind.USE], judgements)
    load_differences(connection, batch, [c for c in told if c.kind == ClaimKind.DIFFERENCE], judgements)
    for row in batch.papers:
        if row.id in batch.published:
            batch.dates[row.id] = (period(row.published_on, row.year), row.year)
            if row.assessed_at is not None:
                batch.last_read[row.id] = row.assessed_at
    load_places(connection, batch, [c for c in told if c.kind == ClaimKind.AFFILIATION], judgements)


def _load_uses(connection: Connection, batch: PaperBatch, told: list[Row[Any]], judgements: Judged) -> None:
    by_claim: dict[str, Use] = {}
    for claim in told:
        held = judgements.held.get(claim.id)
        if held is not None:
            (batch.refused if held is Outcome.UPHELD else batch.waiting).add(batch.final(claim.paper_id))
            continue
        _note_state(batch, claim)
        backing = judgements.backed.get(claim.id, Backing())
        if not publishable(claim, provisional=batch.provisional) or not is_use(claim, backing.correction):
            continue
        use = _use(batch, claim, backing)
        known = batch.uses.get(use.id)
        # Two records of one paper, or a correction, may say the same: what people confirmed is kept.
        if known is None or (known.status is not Status.VERIFIED and use.status is Status.VERIFIED):
            batch.uses[use.id] = use
            by_claim[claim.id] = use
    for some in in_batches(sorted(by_claim)):
        query = select(claim_evidence).where(claim_evidence.c.claim_id.in_(some))
        for link in connection.execute(query.order_by(claim_evidence.c.claim_id, claim_evidence.c.rank)):
            by_claim[link.claim_id].evidence.append(link.evidence_id)


def _note_state(batch: PaperBatch, claim: Row[Any]) -> None:
    paper = batch.final(claim.paper_id)
    proposed = claim.role != Role.COMPARED and not claim.cleared
    if claim.state not in SETTLED:
        if proposed and claim.current:
            batch.waiting.add(paper)
    elif proposed or claim.state == ClaimState.REJECTED:
        # A claim that is accepted and yet not published was accepted with a correction that says: no use.
        batch.refused.add(paper)


def _use(batch: PaperBatch, claim: Row[Any], backing: Backing) -> Use:
    paper = batch.final(claim.paper_id)
    member = backing.correction.get("member") or claim.member
    role = backing.correction.get("role") or claim.role
    key = short_hash("use", batch.target.slug, paper, member, role)
    return Use(key, paper, member, None if role == Role.MENTIONED else role, status_of(claim), claim, backing)
