"""What copies of one paper leave out that others say: loaded for a batch, and as rows of `copies`."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from citetrail.publish.paper_batch import PaperBatch, PublishedDifference
from citetrail.publish.publishable import Backing, JudgedClaims, publishable, status_of
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import line, moment
from citetrail.store.claims import ClaimFacts
from citetrail.store.copy_differences import differences_of, labels_of


def load_differences(
    connection: Connection, batch: PaperBatch, told: Sequence[ClaimFacts], judgements: JudgedClaims
) -> None:
    """The differences that a release may show. An objection keeps one out like any claim."""
    shown = {
        claim.id: claim
        for claim in told
        if claim.id not in judgements.held and publishable(claim, provisional=batch.provisional)
    }
    for row in differences_of(connection, list(shown)):
        backing = judgements.backed.get(row.claim_id, Backing())
        batch.differences[row.claim_id] = PublishedDifference(shown[row.claim_id], row, backing)


def copy_rows(connection: Connection, batch: PaperBatch) -> Iterator[PublishedRow]:
    """One row for each difference. Copies are named by whose they are; the files are not published."""
    labels = labels_of(connection, sorted({d.row.paper_id for d in batch.differences.values()}))
    for key, told in sorted(batch.differences.items()):
        row = told.row
        yield (
            key,
            batch.final(row.paper_id),
            row.kind,
            line(row.subject) or "",
            line(row.text) or "",
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
