"""In what copies of papers differ, as it leaves the store."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from citetrail.records.copies import copy_label
from citetrail.store.sql import in_batches, read_records
from citetrail.store.tables import claims, copies, copy_differences


class StoredDifference(NamedTuple):
    """What one copy of a paper says and another leaves out; `text` is the claim in a sentence."""

    paper_id: str
    kind: str
    subject: str
    claim_id: str
    stated_in: str  # SHA-256
    missing_from: str
    evidence_id: str
    counterpart_id: str | None
    text: str


def differences_of(connection: Connection, ids: Sequence[str]) -> Iterator[StoredDifference]:
    """The differences that these claims are about, in the order of the claims."""
    told = copy_differences.c
    columns = (told.paper_id, told.kind, told.subject, told.claim_id, told.stated_in, told.missing_from)
    for some in in_batches(sorted(ids)):
        query = (
            select(*columns, told.evidence_id, told.counterpart_id, claims.c.text)
            .join(claims, claims.c.id == told.claim_id)
            .where(told.claim_id.in_(some))
            .order_by(told.claim_id, told.position)
        )
        yield from read_records(connection, StoredDifference, query)


def labels_of(connection: Connection, papers: Sequence[str]) -> dict[tuple[str, str], str]:
    """(paper, SHA-256 of a copy) → what a reader calls it, and the other copies of the paper with the same text."""
    found: dict[tuple[str, str], str] = {}
    same: dict[tuple[str, str], list[str]] = {}
    keys: dict[tuple[str, str], tuple[str, str]] = {}
    for some in in_batches(papers):
        query = select(copies).where(copies.c.paper_id.in_(some), copies.c.sha256.is_not(None))
        for row in connection.execute(query.order_by(copies.c.paper_id, copies.c.slot)):
            label = copy_label(row.kind, row.version, row.origin)
            found.setdefault((row.paper_id, row.sha256), label)
            if row.text_key is not None:
                keys[(row.paper_id, row.sha256)] = (row.paper_id, row.text_key)
                same.setdefault((row.paper_id, row.text_key), []).append(label)
    return {copy: ", ".join(dict.fromkeys(same.get(keys.get(copy, copy), [label]))) for copy, label in found.items()}
