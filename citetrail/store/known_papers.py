"""All that is known of one paper, and the lists that lead there: papers of a target, runs."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, exists, or_, select

from citetrail.records.vocabulary import ClaimKind
from citetrail.store.copies import documents_of
from citetrail.store.search import search
from citetrail.store.sql import columns_of, first_record, read_records
from citetrail.store.tables import (
    PAPER_YEAR,
    affiliations,
    assessments,
    claims,
    documents,
    fetches,
    paper_keys,
    papers,
    readings,
    runs,
    sightings,
)


class ListedPaper(NamedTuple):
    """A paper in a list, with how far it came; None where a step was not tried."""

    id: str
    title: str
    year: int | None
    outcome: str | None  # of fetching
    read_outcome: str | None
    verdict: str | None


class StoredSighting(NamedTuple):
    """Where a source named the paper, and why."""

    source: str
    reason: str
    contexts: list[str]
    first_seen: str


class FetchedCopy(NamedTuple):
    """What came of fetching the paper's PDF, and what was tried for it."""

    outcome: str
    sha256: str | None
    url: str | None
    detail: str
    attempts: int
    tried: list[Any]
    finished_at: str


class HeldDocument(NamedTuple):
    """A copy in the document store."""

    sha256: str
    size: int
    url: str
    retrieved_at: str


class StoredReading(NamedTuple):
    """What one version of the program read in a copy; its body is in the release's files."""

    sha256: str
    version: str
    outcome: str
    detail: str
    pages: int
    names_family: bool
    verdict: str
    score: float
    read_at: str


class HeaderAffiliation(NamedTuple):
    """A string of the paper's header and the organisation it was taken for."""

    raw: str
    organisation_id: str | None
    sector: str
    country: str | None
    method: str
    authors: list[str]


class Run(NamedTuple):
    """A step that ran on a target; `finished_at` is None for one that is at work or was ended."""

    id: int
    step: str
    started_at: str
    finished_at: str | None
    counts: dict[str, Any]


def runs_of(connection: Connection, target: str, most: int = 50) -> list[Run]:
    """The target's newest runs, newest first."""
    query = select(*columns_of(Run, runs)).where(runs.c.target == target).order_by(runs.c.id.desc())
    return list(read_records(connection, Run, query.limit(most)))


def list_papers(
    connection: Connection, target: str, *, words: str = "", outcome: str = "", limit: int = 50, offset: int = 0
) -> tuple[list[ListedPaper], bool]:
    """A page of the target's papers, newest first, and whether more follow; `outcome` is of fetching or reading."""
    query: Select[Any] = (
        select(
            papers.c.id,
            papers.c.title,
            papers.c.year,
            fetches.c.outcome,
            assessments.c.outcome,
            assessments.c.verdict,
        )
        .outerjoin(fetches, fetches.c.paper_id == papers.c.id)
        .outerjoin(assessments, (assessments.c.paper_id == papers.c.id) & (assessments.c.target == target))
        .where(
            exists().where(sightings.c.paper_id == papers.c.id, sightings.c.target == target),
            papers.c.merged_into.is_(None),
        )
        .order_by(PAPER_YEAR.desc(), papers.c.id.desc())
    )
    if words:
        hits = search(connection, words)
        quoting = select(claims.c.paper_id).where(claims.c.organisation_id.in_(hits.organisations))
        query = query.where(or_(papers.c.id.in_(hits.papers), papers.c.id.in_(quoting)))
    if outcome:
        query = query.where(or_(fetches.c.outcome == outcome, assessments.c.outcome == outcome))
    rows = list(read_records(connection, ListedPaper, query.limit(limit + 1).offset(offset)))
    return rows[:limit], len(rows) > limit


def paper_keys_of(connection: Connection, paper: str) -> list[tuple[str, str]]:
    """Every identifier by which the paper is known, as (kind, value)."""
    query = select(paper_keys.c.kind, paper_keys.c.value).where(paper_keys.c.paper_id == paper)
    return [
        (row.kind, row.value) for row in connection.execute(query.order_by(paper_keys.c.kind, paper_keys.c.value))
    ]


def sightings_of(connection: Connection, paper: str, target: str) -> list[StoredSighting]:
    here = (sightings.c.paper_id == paper, sightings.c.target == target)
    query = (
        select(*columns_of(StoredSighting, sightings)).where(*here).order_by(sightings.c.source, sightings.c.reason)
    )
    return list(read_records(connection, StoredSighting, query))


def copy_of(connection: Connection, paper: str) -> FetchedCopy | None:
    query = select(*columns_of(FetchedCopy, fetches)).where(fetches.c.paper_id == paper)
    return first_record(connection, FetchedCopy, query)


def held_documents(connection: Connection, paper: str) -> list[HeldDocument]:
    """The files that are held of the paper, the one that was fetched first before the others."""
    shas = documents_of(connection, [paper]).get(paper, [])
    query = select(*columns_of(HeldDocument, documents)).where(documents.c.sha256.in_(shas))
    return sorted(read_records(connection, HeldDocument, query), key=lambda found: shas.index(found.sha256))


def readings_of(connection: Connection, shas: list[str], target: str) -> list[StoredReading]:
    """What was read in these copies for the target, oldest first."""
    query = select(*columns_of(StoredReading, readings))
    query = query.where(readings.c.sha256.in_(shas), readings.c.target == target)
    return list(read_records(connection, StoredReading, query.order_by(readings.c.read_at)))


def affiliations_of(connection: Connection, paper: str, target: str) -> list[HeaderAffiliation]:
    here = (affiliations.c.paper_id == paper, affiliations.c.target == target)
    query = select(*columns_of(HeaderAffiliation, affiliations)).where(*here)
    query = query.order_by(affiliations.c.position, affiliations.c.match)
    return list(read_records(connection, HeaderAffiliation, query))


def claims_on_paper(connection: Connection, paper: str, target: str) -> list[str]:
    """The ids of the target's claims on the paper, those on its organisations and strings among them."""
    here = (affiliations.c.paper_id == paper, affiliations.c.target == target)
    found: dict[str, str] = {}
    for where in (
        (claims.c.paper_id == paper,),
        (
            claims.c.organisation_id.in_(select(affiliations.c.organisation_id).where(*here)),
            claims.c.kind == ClaimKind.SECTOR,
        ),
        (claims.c.raw_key.in_(select(affiliations.c.raw_key).where(*here)), claims.c.kind == ClaimKind.RESOLUTION),
    ):
        query = select(claims.c.id, claims.c.target).where(*where).order_by(claims.c.kind.desc(), claims.c.id)
        found |= {row.id: row.target for row in connection.execute(query)}
    return [claim for claim, of in found.items() if of == target]
