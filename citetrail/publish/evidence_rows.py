"""Rows of a batch's quotations and of the funders that its papers name."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from citetrail.publish.load_places import meet
from citetrail.publish.paper_batch import PaperBatch
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import address, line, moment, quotation
from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import Sector, Status
from citetrail.store.copy_differences import labels_of
from citetrail.store.evidence import StoredFunding, funding_of, published_evidence


def evidence_rows(connection: Connection, batch: PaperBatch, ids: Sequence[str]) -> Iterator[PublishedRow]:
    labels = labels_of(connection, sorted({*(row.id for row in batch.papers), *batch.merged}))
    for found in published_evidence(connection, ids):
        paper, sha = batch.final(found.paper_id), found.sha256 or ""
        yield (
            found.id,
            paper,
            batch.printed(paper, quotation(found.quote)),
            found.match_start,
            found.match_end,
            line(found.section),
            found.page,
            found.start,
            found.end,
            found.origin,
            found.sha256,
            # Joined papers have their copies at the one that stayed, their old quotations at the other.
            labels.get((paper, sha)) or labels.get((found.paper_id, sha)),
            found.text_version,
            moment(found.retrieved_at),
            address(found.url or found.page_url),
        )


def funding_rows(connection: Connection, batch: PaperBatch) -> Iterator[PublishedRow]:
    """Funders as papers name them. Whether one is military is the machine's word: provisional releases only.

    Of an organisation that people say is none, or whose claim an objection holds back, it is not said there either.
    """
    seen: set[str] = set()
    named = list(funding_of(connection, batch.target.slug, batch.records))
    if batch.provisional:
        meet(connection, batch.organisations, {found.organisation_id for found in named if found.organisation_id})
    for found in named:
        paper = batch.final(found.paper_id)
        key = short_hash("funding", paper, found.funder, found.award, found.evidence_id)
        if key in seen:
            continue
        seen.add(key)
        told: tuple[Any, ...] = (None, None, Status.QUOTED)
        if batch.provisional:
            told = (_military(batch, found), found.organisation_id, Status.PROVISIONAL)
        yield (
            key,
            paper,
            _text(batch, paper, found.funder) or "",
            _text(batch, paper, found.award),
            *told,
            found.evidence_id,
        )


def _text(batch: PaperBatch, paper: str, text: str | None) -> str | None:
    return line(batch.printed(paper, text or ""))


def _military(batch: PaperBatch, found: StoredFunding) -> int | None:
    sector, status, _ = batch.organisations.sector(found.organisation_id or "")
    if found.organisation_id in batch.organisations.unsaid and sector != Sector.MILITARY:
        return None
    return int(found.military and not (status is Status.VERIFIED and sector != Sector.MILITARY))
