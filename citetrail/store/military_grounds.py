"""What the store knows of the ground of a sector: the printed name, or the gazetteer's source."""

from sqlalchemy import Connection, select

from citetrail.records.renamed_ids import ids_of
from citetrail.records.vocabulary import ClaimKind, ClaimState, Ground
from citetrail.store.claims import ClaimFacts, claims_about
from citetrail.store.tables import affiliations, organisations


def is_printed(connection: Connection, target: str, *, organisation: str | None, words: str | None = None) -> bool:
    """Whether an affiliation of the organisation, or else these words, name an armed force in print."""
    mine = (
        affiliations.c.organisation_id.in_(ids_of(organisation)) if organisation else affiliations.c.raw_key == words
    )
    said = select(affiliations.c.paper_id).where(
        mine, affiliations.c.target == target, affiliations.c.ground == Ground.PRINTED
    )
    return connection.execute(said.limit(1)).first() is not None


def is_confirmed(connection: Connection, organisation: str) -> bool:
    """Whether somebody opened the source of the organisation's row and found the sector there."""
    query = select(organisations.c.id).where(
        organisations.c.id.in_(ids_of(organisation)), organisations.c.source_confirmed.is_(True)
    )
    return connection.execute(query).first() is not None


def accepted_in_print(connection: Connection, target: str, organisation: str) -> list[ClaimFacts]:
    """Accepted claims that a paper's authors are of this organisation, where the paper's words say what it is."""
    same = ids_of(organisation)
    # Two questions about one organisation: joined, SQLite would go through every accepted claim of the target.
    printed = select(affiliations.c.paper_id).where(
        affiliations.c.organisation_id.in_(same),
        affiliations.c.target == target,
        affiliations.c.ground == Ground.PRINTED,
    )
    papers, kind = set(connection.scalars(printed)), ClaimKind.AFFILIATION
    return [
        claim
        for claim in (claims_about(connection, target, "organisation_id", same, kind) if papers else ())
        if claim.state == ClaimState.ACCEPTED and claim.paper in papers
    ]
