"""The papers of a target: which there are, by which names they are known, which count."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from citetrail.store.sql import columns_of, first_record
from citetrail.store.tables import assessments, claims, paper_keys, papers, sightings


class StoredPaper(NamedTuple):
    """A paper as the services list it."""

    id: str
    title: str
    doi: str | None
    arxiv_id: str | None
    year: int | None
    published_on: str | None
    venue: str | None
    url: str | None
    pdf_urls: list[str]
    authors: list[dict[str, Any]]  # each with "name" and "affiliations"


def find_paper(connection: Connection, paper_id: str) -> StoredPaper | None:
    query = select(*columns_of(StoredPaper, papers)).where(papers.c.id == paper_id)
    return first_record(connection, StoredPaper, query)


def printed_head(connection: Connection, paper_id: str, target: str) -> tuple[str, list[str]]:
    """Title and authors as the paper's PDF prints them; empty where it was not read."""
    here = (assessments.c.paper_id == paper_id, assessments.c.target == target)
    row = connection.execute(select(assessments.c.title, assessments.c.authors).where(*here)).first()
    return (row.title, [a["name"] for a in row.authors]) if row else ("", [])


def merges(connection: Connection) -> dict[str, str]:
    """Papers merged away, each with the paper that counts in the end."""
    query = select(papers.c.id, papers.c.merged_into).where(papers.c.merged_into.is_not(None))
    direct = {row.id: row.merged_into for row in connection.execute(query)}
    return {old: _follow(direct, old) for old in direct}


def _follow(direct: dict[str, str], paper: str) -> str:
    seen = {paper}
    while (following := direct.get(paper)) and following not in seen:
        seen.add(following)
        paper = following
    return paper


def is_empty(connection: Connection, target: str) -> bool:
    """Whether the store knows nothing of the target."""
    known = (select(table.c.target).where(table.c.target == target).limit(1) for table in (sightings, claims))
    return all(connection.execute(query).first() is None for query in known)


def count_papers(connection: Connection, target: str) -> int:
    """The papers seen for the target; what was merged into another is that other one."""
    query = (
        select(func.count(sightings.c.paper_id.distinct()))
        .join(papers, papers.c.id == sightings.c.paper_id)
        .where(sightings.c.target == target, papers.c.merged_into.is_(None))
    )
    return int(connection.scalar(query) or 0)


def known_identifiers(connection: Connection, target: str) -> set[str]:
    """Every identifier, in lower case, of the papers seen for the target."""
    query = (
        select(paper_keys.c.value)
        .join(sightings, sightings.c.paper_id == paper_keys.c.paper_id)
        .where(sightings.c.target == target)
        .distinct()
    )
    return set(connection.scalars(query))
