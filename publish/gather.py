"""From the store to what is published of its papers, a portion at a time: memory does not grow with the store."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, literal_column, select

from publish.gather_places import gather_places
from publish.portion import Organisations, Portion, Use
from publish.standing import Backing, Judged, chunks, claims_about, is_use, judged, merges, publishable, status_of
from publish.values import period
from records.identifiers import short_hash
from records.targets import Target
from records.vocabulary import ClaimKind, ClaimState, Role, Status
from store.tables import assessments, claim_evidence, documents, fetches, papers, sightings

PORTION = 500  # papers
SETTLED = (ClaimState.ACCEPTED, ClaimState.REJECTED)
PAPER_COLUMNS = (
    *("id", "title", "authors", "year", "published_on", "venue", "doi", "arxiv_id", "s2_id", "corpus_id", "url"),
    "first_seen",
)


def portions(
    connection: Connection, target: Target, organisations: Organisations, *, provisional: bool
) -> Iterator[Portion]:
    """All papers that count, with what is published of them."""
    merged = merges(connection)
    into: dict[str, list[str]] = {}
    for old, final in merged.items():
        into.setdefault(final, []).append(old)
    for found in _papers(connection, target.slug):
        olds = {old: row.id for row in found for old in into.get(row.id, ())}
        portion = Portion(target, provisional, found, olds, organisations)
        _fill(connection, portion)
        yield portion


def _papers(connection: Connection, target: str) -> Iterator[list[Row[Any]]]:
    joined = (
        papers.outerjoin(fetches, fetches.c.paper_id == papers.c.id)
        .outerjoin(assessments, (assessments.c.paper_id == papers.c.id) & (assessments.c.target == target))
        .outerjoin(documents, documents.c.sha256 == fetches.c.sha256)
    )
    columns = (
        *(papers.c[name] for name in PAPER_COLUMNS),
        fetches.c.outcome.label("fetch_outcome"),
        fetches.c.sha256,
        assessments.c.outcome.label("read_outcome"),
        assessments.c.verdict,
        assessments.c.assessed_at,
        documents.c.retrieved_at,
    )
    # What was stored together is read together: by the ids every row would lie somewhere else in the file.
    place = literal_column("papers.rowid") if connection.dialect.name == "sqlite" else papers.c.id
    query = select(*columns, place.label("place")).select_from(joined).where(papers.c.merged_into.is_(None))
    last: Any = None
    while found := list(connection.execute(_after(query, place, last).order_by(place).limit(PORTION))):
        yield found
        last = found[-1].place


def _after(query: Select[Any], place: ColumnElement[Any], last: Any) -> Select[Any]:
    return query if last is None else query.where(place > last)


def _fill(connection: Connection, portion: Portion) -> None:
    slug, ids = portion.target.slug, [row.id for row in portion.papers]
    seen = select(sightings.c.paper_id, sightings.c.source, sightings.c.first_seen).where(
        sightings.c.target == slug, sightings.c.paper_id.in_(ids)
    )
    for row in connection.execute(seen.order_by(sightings.c.first_seen, sightings.c.source, sightings.c.reason)):
        portion.sightings.setdefault(row.paper_id, []).append(row)
    told = [
        claim
        for batch in chunks([*ids, *portion.merged])
        for claim in claims_about(connection, slug, "paper_id", batch)
    ]
    if not told:
        return
    told.sort(key=lambda claim: str(claim.id))
    judgements = judged(connection, told)
    portion.uncarried = judgements.uncarried
    _gather_uses(connection, portion, [c for c in told if c.kind == ClaimKind.USE], judgements)
    for row in portion.papers:
        if row.id in portion.published:
            portion.dates[row.id] = (period(row.published_on, row.year), row.year)
            if row.assessed_at is not None:
                portion.last_read[row.id] = row.assessed_at
    gather_places(connection, portion, [c for c in told if c.kind == ClaimKind.AFFILIATION], judgements)


def _gather_uses(connection: Connection, portion: Portion, told: list[Row[Any]], judgements: Judged) -> None:
    by_claim: dict[str, Use] = {}
    for claim in told:
        _note_state(portion, claim)
        backing = judgements.backed.get(claim.id, Backing())
        if not publishable(claim, provisional=portion.provisional) or not is_use(claim, backing.correction):
            continue
        use = _use(portion, claim, backing)
        known = portion.uses.get(use.id)
        # Two records of one paper, or a correction, may say the same: what people confirmed is kept.
        if known is None or (known.status is not Status.VERIFIED and use.status is Status.VERIFIED):
            portion.uses[use.id] = use
            by_claim[claim.id] = use
    for batch in chunks(sorted(by_claim)):
        query = select(claim_evidence).where(claim_evidence.c.claim_id.in_(batch))
        for link in connection.execute(query.order_by(claim_evidence.c.claim_id, claim_evidence.c.rank)):
            by_claim[link.claim_id].evidence.append(link.evidence_id)


def _note_state(portion: Portion, claim: Row[Any]) -> None:
    paper = portion.final(claim.paper_id)
    proposed = claim.role != Role.COMPARED and not claim.cleared
    if claim.state not in SETTLED:
        if proposed and claim.current:
            portion.waiting.add(paper)
    elif proposed or claim.state == ClaimState.REJECTED:
        # A claim that is accepted and yet not published was accepted with a correction that says: no use.
        portion.refused.add(paper)


def _use(portion: Portion, claim: Row[Any], backing: Backing) -> Use:
    paper = portion.final(claim.paper_id)
    member = backing.correction.get("member") or claim.member
    role = backing.correction.get("role") or claim.role
    key = short_hash("use", portion.target.slug, paper, member, role)
    return Use(key, paper, member, None if role == Role.MENTIONED else role, status_of(claim), claim, backing)
