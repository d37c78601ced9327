"""What readers wrote on words of the documents in tools of their own, kept beside the claims. Never a decision."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, or_, select, update

from citetrail.records.identifiers import arxiv_id, doi
from citetrail.store.copies import documents_of
from citetrail.store.engine import now
from citetrail.store.sql import columns_of, ignore_insert, in_batches, read_records
from citetrail.store.tables import (
    annotations,
    claim_evidence,
    claims,
    copies,
    documents,
    evidence,
    fetches,
    paper_keys,
    papers,
    reviewers,
)


class AnnotationRefused(Exception):
    """The annotation cannot be settled as asked; the message says why."""


class KeptAnnotation(NamedTuple):
    """An annotation at its place in a document; the columns of its table say what each field means."""

    id: str
    sha256: str
    page: int
    start: int
    end: int
    text_version: str
    quote: str
    note: str
    creator: str
    created: str
    name: str
    file: str
    added_by: str
    added_at: str
    settled_by: str
    settled_at: str
    answer: str


def keep_annotation(connection: Connection, kept: KeptAnnotation) -> bool:
    """Keep an annotation; False where the same is kept already."""
    return connection.execute(ignore_insert(connection, annotations), kept._asdict()).rowcount > 0


def outsiders_annotations(connection: Connection, shas: Sequence[str]) -> list[KeptAnnotation]:
    """What was written on these documents, in the order of their pages, without what reviewers of this store wrote.

    So nobody reads another's mind before voting.
    """
    return _read(
        connection, annotations.c.sha256.in_(shas), annotations.c.creator.not_in(select(reviewers.c.name))
    )  # fmt: skip


def waiting_annotations(connection: Connection, target: str = "") -> list[KeptAnnotation]:
    """Those that nobody settled; with a target, on documents that its claims quote or its papers have."""
    if not target:
        return _read(connection, annotations.c.settled_at == "")
    quoted = (
        select(evidence.c.sha256)
        .join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
        .join(claims, claims.c.id == claim_evidence.c.claim_id)
        .where(claims.c.target == target, evidence.c.sha256.is_not(None))
    )
    return _read(connection, annotations.c.settled_at == "", annotations.c.sha256.in_(quoted))


def _read(connection: Connection, *where: ColumnElement[bool]) -> list[KeptAnnotation]:
    query = select(*columns_of(KeptAnnotation, annotations)).where(*where)
    order = (annotations.c.sha256, annotations.c.page, annotations.c.start, annotations.c.id)
    return list(read_records(connection, KeptAnnotation, query.order_by(*order)))


def settle(connection: Connection, annotation: str, answer: str, by: str) -> None:
    """Say that somebody looked into an annotation, and what came of it. Raises AnnotationRefused."""
    if not answer.strip():
        raise AnnotationRefused("say in a few words what came of it")
    here = (annotations.c.id == annotation, annotations.c.settled_at == "")
    told = {"answer": answer.strip(), "settled_by": by, "settled_at": now()}
    if connection.execute(update(annotations).where(*here).values(told)).rowcount == 0:
        raise AnnotationRefused(f"no annotation {annotation!r} waits")


def claims_at(connection: Connection, kept: KeptAnnotation) -> list[str]:
    """The claims that quote words of the same place, in the order of their ids."""
    query = (
        select(claim_evidence.c.claim_id)
        .join(evidence, evidence.c.id == claim_evidence.c.evidence_id)
        .where(
            evidence.c.sha256 == kept.sha256, evidence.c.page == kept.page,
            evidence.c.text_version == kept.text_version, evidence.c.start < kept.end, evidence.c.end > kept.start,
        )
    )  # fmt: skip
    return sorted(set(connection.scalars(query)))


def documents_called(connection: Connection, hashes: Iterable[str], addresses: Iterable[str]) -> list[str]:
    """The documents that are held under these SHA-256 sums; where none is, those that came from these addresses."""
    stated = list(hashes)
    held = set(connection.scalars(select(documents.c.sha256).where(documents.c.sha256.in_(stated))))
    if stated:  # who names the bytes means these and no others
        return [sha for sha in stated if sha in held]
    found: dict[str, None] = {}
    for address in addresses:
        found |= dict.fromkeys(_from_address(connection, address.split("#")[0]))
    return list(found)


def _from_address(connection: Connection, address: str) -> list[str]:
    own: list[Select[tuple[str | None]]] = [
        select(documents.c.sha256).where(documents.c.url == address),
        select(fetches.c.sha256).where(fetches.c.url == address),
        select(copies.c.sha256).where(copies.c.address == address),
    ]
    found = [sha for query in own for sha in connection.scalars(query) if sha]
    return found or [
        sha for shas in documents_of(connection, _papers_at(connection, address)).values() for sha in shas
    ]


def _papers_at(connection: Connection, address: str) -> list[str]:
    """The papers whose landing page, DOI or arXiv identifier the address is."""
    keys = [("doi", doi(address)), ("arxiv", arxiv_id(address) if "arxiv.org/" in address else None)]
    known = [(paper_keys.c.kind == kind) & (paper_keys.c.value == value) for kind, value in keys if value]
    pages = connection.scalars(select(papers.c.id).where(papers.c.url == address, papers.c.merged_into.is_(None)))
    found = list(pages)
    if known:
        found += connection.scalars(select(paper_keys.c.paper_id).where(or_(*known)))
    return list(dict.fromkeys(found))


def text_versions(connection: Connection, sha256: str) -> list[str]:
    """The versions of the document's text that quotations were taken from."""
    query = select(evidence.c.text_version).where(evidence.c.sha256 == sha256, evidence.c.text_version.is_not(None))
    return sorted(set(connection.scalars(query.distinct())))


def titles_of_documents(connection: Connection, shas: Iterable[str]) -> dict[str, str]:
    """SHA-256 → title of a paper whose copy it is."""
    found: dict[str, str] = {}
    for some in in_batches(shas):
        for table in (copies, fetches):
            query = select(table.c.sha256, papers.c.title).join(papers, papers.c.id == table.c.paper_id)
            found |= {row.sha256: row.title for row in connection.execute(query.where(table.c.sha256.in_(some)))}
    return found
