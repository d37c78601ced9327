"""Rows of a batch's quotations and of the funders that its papers name."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from citetrail.publish.paper_batch import PaperBatch
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import address, line, moment, quotation
from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import Status
from citetrail.store.sql import in_batches
from citetrail.store.tables import documents, evidence, funding, papers

EVIDENCE_COLUMNS = (
    *("id", "paper_id", "quote", "match_start", "match_end", "section", "page", "start", "end", "origin", "sha256"),
    "text_version",
)


def evidence_rows(connection: Connection, batch: PaperBatch, ids: Sequence[str]) -> Iterator[PublishedRow]:
    joined = evidence.outerjoin(documents, documents.c.sha256 == evidence.c.sha256).outerjoin(
        papers, papers.c.id == evidence.c.paper_id
    )
    columns = (
        *(evidence.c[name] for name in EVIDENCE_COLUMNS),
        documents.c.retrieved_at,
        documents.c.url,
        papers.c.url,
    )
    for some in in_batches(ids):
        query = select(*columns).select_from(joined).where(evidence.c.id.in_(some)).order_by(evidence.c.id)
        # Unpacked by position: this and the log are the longest tables.
        for (
            key,
            paper,
            quote,
            *place,
            section,
            page,
            start,
            end,
            origin,
            sha,
            version,
            at,
            url,
            page_url,
        ) in connection.execute(query):
            yield (
                key,
                batch.final(paper),
                quotation(quote),
                *place,
                line(section),
                page,
                start,
                end,
                origin,
                sha,
                version,
                moment(at),
                address(url or page_url),
            )


def funding_rows(connection: Connection, batch: PaperBatch) -> Iterator[PublishedRow]:
    """Funders as papers name them. Whether one is military is the machine's word: provisional releases only."""
    seen: set[str] = set()
    for ids in in_batches(batch.records):
        query = select(funding).where(funding.c.target == batch.target.slug, funding.c.paper_id.in_(ids))
        for row in connection.execute(query.order_by(funding.c.paper_id, funding.c.position)):
            paper = batch.final(row.paper_id)
            key = short_hash("funding", paper, row.funder, row.award, row.evidence_id)
            if key in seen:
                continue
            seen.add(key)
            told: tuple[Any, ...] = (None, None, Status.QUOTED)
            if batch.provisional:
                told = (int(row.military), row.organisation_id, Status.PROVISIONAL)
            yield key, paper, line(row.funder) or "", line(row.award), *told, row.evidence_id
