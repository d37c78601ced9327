"""What copies of one paper leave out that others say: loaded for a batch, and as rows of `copies`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from citetrail.publish.paper_batch import PaperBatch
from citetrail.publish.publishable import Backing, Judged, publishable, status_of
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import line, moment
from citetrail.records.copies import copy_label
from citetrail.store.sql import in_batches
from citetrail.store.tables import claims, copies, copy_differences


@dataclass(frozen=True, slots=True)
class PublishedDifference:
    """A difference before it is a row."""

    claim: Row[Any]
    row: Row[Any]
    text: str
    backing: Backing


def load_differences(connection: Connection, batch: PaperBatch, told: Sequence[Row[Any]], judgements: Judged) -> None:
    """The differences that a release may show. An objection keeps one out like any claim."""
    shown = {
        claim.id: claim
        for claim in told
        if claim.id not in judgements.held and publishable(claim, provisional=batch.provisional)
    }
    for some in in_batches(sorted(shown)):
        query = (
            select(copy_differences, claims.c.text)
            .join(claims, claims.c.id == copy_differences.c.claim_id)
            .where(copy_differences.c.claim_id.in_(some))
        )
        for row in connection.execute(query.order_by(copy_differences.c.claim_id, copy_differences.c.position)):
            claim = shown[row.claim_id]
            backing = judgements.backed.get(claim.id, Backing())
            batch.differences[claim.id] = PublishedDifference(claim, row, row.text, backing)


def copy_rows(connection: Connection, batch: PaperBatch) -> Iterator[PublishedRow]:
    """One row for each difference. Copies are named by whose they are; the files are not published."""
    labels = _labels(connection, sorted({d.row.paper_id for d in batch.differences.values()}))
    for key, told in sorted(batch.differences.items()):
        row = told.row
        yield (
            key,
            batch.final(row.paper_id),
            row.kind,
            line(row.subject) or "",
            line(told.text) or "",
            labels.get((row.paper_id, row.stated_in), "a copy"),
            row.stated_in,
            labels.get((row.paper_id, row.missing_from), "a copy"),
            row.missing_from,
            status_of(told.claim),
            len(told.backing.reviewers),
            moment(told.backing.decided_at),
            told.claim.id,
            row.evidence_id,
            row.counterpart_id,
        )


def _labels(connection: Connection, papers: Sequence[str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for some in in_batches(papers):
        query = select(copies).where(copies.c.paper_id.in_(some), copies.c.sha256.is_not(None))
        for row in connection.execute(query.order_by(copies.c.paper_id, copies.c.slot)):
            found.setdefault((row.paper_id, row.sha256), copy_label(row.kind, row.version, row.origin))
    return found
