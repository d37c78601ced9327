"""What the sector military of an organisation rests on in a release."""

from sqlalchemy import Connection

from citetrail.publish.paper_batch import Settled
from citetrail.publish.publishable import judged
from citetrail.records.vocabulary import Ground
from citetrail.store.military_grounds import accepted_in_print


def military_ground(
    connection: Connection, target: str, organisation: str, told: Settled | None, opened: bool
) -> Ground:
    """The strongest of what carries it. `opened`: the gazetteer's source was opened and says so.

    A printed name carries it where people accepted that the paper means this organisation, put no other in its place,
    and no objection keeps that out.
    """
    told_of = judged(connection, accepted_in_print(connection, target, organisation))
    if any(
        claim not in told_of.held and backing.correction.get("organisation_id") in (None, organisation)
        for claim, backing in told_of.backed.items()
    ):
        return Ground.PRINTED
    if opened:
        return Ground.SOURCE
    return Ground.REVIEWER if told and told.sources else Ground.NONE
