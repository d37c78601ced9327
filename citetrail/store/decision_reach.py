"""How many papers a decision touches, kept with its claim."""

from sqlalchemy import Connection, func, select, update

from citetrail.records.vocabulary import ClaimKind
from citetrail.store.tables import affiliations, claims


def count_papers(connection: Connection, target: str) -> None:
    """How many papers each decision on an organisation or a string touches; once at the end of a run."""
    shared = (
        (ClaimKind.SECTOR, claims.c.organisation_id, affiliations.c.organisation_id),
        (ClaimKind.RESOLUTION, claims.c.raw_key, affiliations.c.raw_key),
    )
    for kind, claim_key, key in shared:
        counts = (
            select(key, func.count(affiliations.c.paper_id.distinct()).label("papers"))
            .where(affiliations.c.target == target, key.is_not(None))
            .group_by(key)
            .subquery()
        )
        changed = (
            select(claims.c.id, counts.c.papers)
            .join(counts, counts.c[0] == claim_key)
            .where(claims.c.target == target, claims.c.kind == kind, claims.c.papers != counts.c.papers)
        )
        for claim, papers in connection.execute(changed).all():
            connection.execute(update(claims).where(claims.c.id == claim).values(papers=papers))
