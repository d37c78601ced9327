"""How far each paper came, a few hundred at a time: memory does not grow with the store."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select

from citetrail.store.sql import columns_of, read_records
from citetrail.store.tables import assessments, documents, fetches, papers, sightings


class PaperProgress(NamedTuple):
    """A paper with the outcome of each step; None for steps that it has not come to."""

    id: str
    title: str
    authors: list[dict[str, Any]]
    year: int | None
    published_on: str | None
    venue: str | None
    doi: str | None
    arxiv_id: str | None
    s2_id: str | None
    corpus_id: str | None
    url: str | None
    first_seen: str
    fetch_outcome: str | None
    sha256: str | None
    read_outcome: str | None
    verdict: str | None
    assessed_at: str | None
    retrieved_at: str | None


class SightingDate(NamedTuple):
    """Which source named a paper, and when it first did."""

    paper_id: str
    source: str
    first_seen: str


class PaperSpan(NamedTuple):
    """Papers that were stored one after the other: those behind `after` to `last` with it; None is the end there."""

    after: Any
    last: Any


def are_many(connection: Connection, many: int) -> bool:
    """Whether the store holds so many papers, of whatever target; no more of them are counted."""
    return connection.scalar(select(1).select_from(papers).offset(max(many, 1) - 1).limit(1)) is not None


def paper_spans(connection: Connection, size: int) -> Iterator[PaperSpan]:
    """All papers in the order in which they were stored, in spans of `size`."""
    place = _place(connection)
    query = select(place).select_from(papers).order_by(place).offset(size - 1).limit(1)
    after: Any = None
    while True:
        last = connection.scalar(_within(query, place, after, None))
        yield PaperSpan(after, last)
        if last is None:
            return
        after = last


def papers_within(connection: Connection, target: str, span: PaperSpan) -> list[PaperProgress]:
    """The papers of a span that count, in the order in which they were stored."""
    # The copy that was read, which may be another than the one that came first.
    document = func.coalesce(assessments.c.sha256, fetches.c.sha256)
    joined = (
        papers.outerjoin(fetches, fetches.c.paper_id == papers.c.id)
        .outerjoin(assessments, (assessments.c.paper_id == papers.c.id) & (assessments.c.target == target))
        .outerjoin(documents, documents.c.sha256 == document)
    )
    columns = (
        *(papers.c[name] for name in PaperProgress._fields[:12]),
        fetches.c.outcome,
        document,
        assessments.c.outcome,
        assessments.c.verdict,
        assessments.c.assessed_at,
        documents.c.retrieved_at,
    )
    place = _place(connection)
    query = select(*columns).select_from(joined).where(papers.c.merged_into.is_(None)).order_by(place)
    return list(read_records(connection, PaperProgress, _within(query, place, *span)))


def _place(connection: Connection) -> ColumnElement[Any]:
    """What was stored together is read together: by the ids every row of SQLite would lie somewhere else."""
    return literal_column("papers.rowid") if connection.dialect.name == "sqlite" else papers.c.id.expression


def _within(query: Select[Any], place: ColumnElement[Any], after: Any, last: Any) -> Select[Any]:
    query = query if after is None else query.where(place > after)
    return query if last is None else query.where(place <= last)


def sighting_dates(connection: Connection, target: str, ids: Sequence[str]) -> Iterator[SightingDate]:
    """What named these papers for the target, oldest first."""
    query = select(*columns_of(SightingDate, sightings)).where(
        sightings.c.target == target, sightings.c.paper_id.in_(ids)
    )
    order = (sightings.c.first_seen, sightings.c.source, sightings.c.reason)
    return read_records(connection, SightingDate, query.order_by(*order))
