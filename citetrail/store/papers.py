"""The papers of a target: which there are, by which names they are known, which count."""

from sqlalchemy import Connection, func, select

from citetrail.store.tables import claims, paper_keys, papers, sightings


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
