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
    place: Any  # where the next part goes on


class SightingDate(NamedTuple):
    """Which source named a paper, and when it first did."""

    paper_id: str
    source: str
    first_seen: str


def papers_in_parts(connection: Connection, target: str, size: int) -> Iterator[list[PaperProgress]]:
    """The papers that count, `size` at a time, in the order in which they were stored."""
    # The copy that was read, which may be another than the one that came first.
    document = func.coalesce(assessments.c.sha256, fetches.c.sha256)
    joined = (
        papers.outerjoin(fetches, fetches.c.paper_id == papers.c.id)
        .outerjoin(assessments, (assessments.c.paper_id == papers.c.id) & (assessments.c.target == target))
        .outerjoin(documents, documents.c.sha256 == document)
    )
    # What was stored together is read together: by the ids every row would lie somewhere else in the file.
    place: ColumnElement[Any] = (
        literal_column("papers.rowid") if connection.dialect.name == "sqlite" else papers.c.id.expression
    )
    columns = (
        *(papers.c[name] for name in PaperProgress._fields[:12]),
        fetches.c.outcome,
        document,
        assessments.c.outcome,
        assessments.c.verdict,
        assessments.c.assessed_at,
        documents.c.retrieved_at,
        place.label("place"),
    )
    query = select(*columns).select_from(joined).where(papers.c.merged_into.is_(None)).order_by(place).limit(size)
    last: Any = None
    while found := list(read_records(connection, PaperProgress, _after(query, place, last))):
        yield found
        last = found[-1].place


def _after(query: Select[Any], place: ColumnElement[Any], last: Any) -> Select[Any]:
    return query if last is None else query.where(place > last)


def sighting_dates(connection: Connection, target: str, ids: Sequence[str]) -> Iterator[SightingDate]:
    """What named these papers for the target, oldest first."""
    query = select(*columns_of(SightingDate, sightings)).where(
        sightings.c.target == target, sightings.c.paper_id.in_(ids)
    )
    order = (sightings.c.first_seen, sightings.c.source, sightings.c.reason)
    return read_records(connection, SightingDate, query.order_by(*order))
