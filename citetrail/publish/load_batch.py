"""From the store to what is published of its papers, a batch at a time: memory does not grow with the store."""

from sqlalchemy import Connection

from citetrail.publish.copy_rows import load_differences
from citetrail.publish.load_places import load_places
from citetrail.publish.paper_batch import Organisations, PaperBatch, Use
from citetrail.publish.publishable import (
    Backing,
    JudgedClaims,
    is_use,
    judged,
    publishable,
    status_of,
)
from citetrail.publish.values import period
from citetrail.records.identifiers import short_hash
from citetrail.records.targets import Target
from citetrail.records.vocabulary import ClaimKind, ClaimState, Role, Status
from citetrail.store.claims import ClaimFacts, claims_about, evidence_of
from citetrail.store.objections import ObjectionOutcome
from citetrail.store.paper_progress import PaperSpan, papers_within, sighting_dates
from citetrail.store.paper_withdrawals import withdrawals_of
from citetrail.store.papers import merges
from citetrail.store.sql import in_batches

SETTLED = (ClaimState.ACCEPTED, ClaimState.REJECTED)


def merged_papers(connection: Connection) -> dict[str, list[str]]:
    """The records that were merged into a paper, by paper."""
    into: dict[str, list[str]] = {}
    for old, final in merges(connection).items():
        into.setdefault(final, []).append(old)
    return into


def load_batch(
    connection: Connection, target: Target, span: PaperSpan, organisations: Organisations, into: dict[str, list[str]]
) -> PaperBatch:
    """The papers of a span that count, with what is published of them; `into` is what was merged into each."""
    found = papers_within(connection, target.slug, span)
    olds = {old: row.id for row in found for old in into.get(row.id, ())}
    organisations.make_room()
    batch = PaperBatch(target, organisations.provisional, found, olds, organisations)
    _fill(connection, batch)
    return batch


def _fill(connection: Connection, batch: PaperBatch) -> None:
    slug, ids = batch.target.slug, [row.id for row in batch.papers]
    for seen in sighting_dates(connection, slug, ids):
        batch.sightings.setdefault(seen.paper_id, []).append(seen)
    for some in in_batches(ids):
        batch.withdrawals |= withdrawals_of(connection, slug, some)
    told = [
        claim
        for some in in_batches([*ids, *batch.merged])
        for claim in claims_about(connection, slug, "paper_id", some)
    ]
    if not told:
        return
    told.sort(key=lambda claim: claim.id)
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


def _load_uses(connection: Connection, batch: PaperBatch, told: list[ClaimFacts], judgements: JudgedClaims) -> None:
    by_claim: dict[str, Use] = {}
    for claim in told:
        held = judgements.held.get(claim.id)
        if held is not None:
            (batch.refused if held is ObjectionOutcome.UPHELD else batch.waiting).add(batch.final(claim.paper))
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
    for claim_id, evidence_id in evidence_of(connection, by_claim):
        by_claim[claim_id].evidence.append(evidence_id)


def _note_state(batch: PaperBatch, claim: ClaimFacts) -> None:
    paper = batch.final(claim.paper)
    proposed = claim.role != Role.COMPARED and not claim.cleared
    if claim.state not in SETTLED:
        if proposed and claim.current:
            batch.waiting.add(paper)
    elif proposed or claim.state == ClaimState.REJECTED:
        # A claim that is accepted and yet not published was accepted with a correction that says: no use.
        batch.refused.add(paper)


def _use(batch: PaperBatch, claim: ClaimFacts, backing: Backing) -> Use:
    paper = batch.final(claim.paper)
    member = backing.correction.get("member") or claim.member or ""
    role = backing.correction.get("role") or claim.role or ""
    key = short_hash("use", batch.target.slug, paper, member, role)
    return Use(key, paper, member, None if role == Role.MENTIONED else role, status_of(claim), claim, backing)
