"""Which version of a paper is the newest on arXiv, and whether its authors withdrew it."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from citetrail.records.papers import ArxivVersion
from citetrail.store.sql import in_batches, upsert
from citetrail.store.tables import arxiv_versions, papers, sightings


def save_versions(connection: Connection, versions: Sequence[ArxivVersion], at: str) -> None:
    """Keep what arXiv told last of each paper."""
    rows = [{"arxiv_id": v.arxiv_id, "number": v.number, "withdrawn": v.withdrawn, "seen_at": at} for v in versions]
    upsert(connection, arxiv_versions, rows, ("arxiv_id",))


def load_versions(connection: Connection, ids: Sequence[str]) -> dict[str, ArxivVersion]:
    """arXiv id → its newest version, for those that arXiv told of."""
    found: dict[str, ArxivVersion] = {}
    for part in in_batches(ids):
        query = select(arxiv_versions).where(arxiv_versions.c.arxiv_id.in_(part))
        for row in connection.execute(query):
            found[row.arxiv_id] = ArxivVersion(row.arxiv_id, row.number, row.withdrawn)
    return found


def count_withdrawn(connection: Connection, target: str) -> int:
    """How many of a target's papers were withdrawn from arXiv."""
    query = (
        select(func.count(papers.c.id.distinct()))
        .join(arxiv_versions, arxiv_versions.c.arxiv_id == papers.c.arxiv_id)
        .join(sightings, sightings.c.paper_id == papers.c.id)
        .where(sightings.c.target == target, papers.c.merged_into.is_(None), arxiv_versions.c.withdrawn != "")
    )
    return int(connection.scalar(query) or 0)
