"""How many papers of a store have copies, and how many of them several."""

from sqlalchemy import Connection, func, select

from citetrail.records.vocabulary import Outcome
from citetrail.store.tables import copies, papers, sightings


def count_copies(connection: Connection, target: str) -> dict[str, int]:
    """How many of a target's papers have a document, and how many two and more."""
    here = select(sightings.c.paper_id).where(sightings.c.target == target)
    per_paper = (
        select(func.count(copies.c.sha256.distinct()).label("documents"))
        .join(papers, papers.c.id == copies.c.paper_id)
        .where(copies.c.outcome == Outcome.OK, papers.c.merged_into.is_(None), copies.c.paper_id.in_(here))
        .group_by(copies.c.paper_id)
        .subquery()
    )
    query = select(func.count(), func.coalesce(func.sum(per_paper.c.documents), 0)).select_from(per_paper)
    with_any, documents_in_all = connection.execute(query).one()
    several = connection.scalar(select(func.count()).select_from(per_paper).where(per_paper.c.documents > 1))
    return {"papers": int(with_any), "with_several": int(several or 0), "documents": int(documents_in_all)}
