"""What the sector military of an organisation rests on in a release."""

from sqlalchemy import Connection, select

from citetrail.publish.paper_batch import Settled
from citetrail.publish.publishable import CLAIM_COLUMNS, judged
from citetrail.records.vocabulary import ClaimKind, ClaimState, Ground
from citetrail.store.tables import affiliations, claims


def military_ground(
    connection: Connection, target: str, organisation: str, told: Settled | None, opened: bool
) -> Ground:
    """The strongest of what carries it. `opened`: the gazetteer's source was opened and says so.

    A printed name carries it where people accepted that the paper means this organisation.
    """
    if _printed(connection, target, organisation):
        return Ground.PRINTED
    if opened:
        return Ground.SOURCE
    return Ground.REVIEWER if told and told.sources else Ground.NONE


def _printed(connection: Connection, target: str, organisation: str) -> bool:
    """Whether people accepted an affiliation whose words say it, and no objection keeps that out."""
    here = (
        (claims.c.paper_id == affiliations.c.paper_id)
        & (claims.c.organisation_id == affiliations.c.organisation_id)
        & (claims.c.target == affiliations.c.target)
        & (claims.c.kind == ClaimKind.AFFILIATION)
        & (claims.c.state == ClaimState.ACCEPTED)
    )
    query = (
        select(*(claims.c[name] for name in CLAIM_COLUMNS))
        .join(affiliations, here)
        .where(
            affiliations.c.organisation_id == organisation,
            affiliations.c.target == target,
            affiliations.c.ground == Ground.PRINTED,
        )
        .order_by(claims.c.id)
    )
    accepted = connection.execute(query).all()
    return bool(accepted) and not {c.id for c in accepted} <= judged(connection, accepted).held.keys()
