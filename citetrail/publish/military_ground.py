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

    A printed name carries it where people accepted that the paper means this organisation, and no objection keeps
    that out.
    """
    accepted = accepted_in_print(connection, target, organisation)
    if accepted and not {claim.id for claim in accepted} <= judged(connection, accepted).held.keys():
        return Ground.PRINTED
    if opened:
        return Ground.SOURCE
    return Ground.REVIEWER if told and told.sources else Ground.NONE
