"""Affiliation strings that people may have read otherwise than the machine: where to look, without judging."""

from sqlalchemy import Connection, Text, cast, or_, select

from citetrail.records.vocabulary import ClaimKind, ClaimState
from citetrail.store.sql import in_batches
from citetrail.store.tables import affiliations, claims, decisions


def papers_read_otherwise(connection: Connection, target: str) -> set[str]:
    """The records of papers that print a string of which somebody rejected a reading or put another in its place.

    Grows with the corrections alone.
    """
    # The name of the field is enough: whoever names an organisation names it there.
    other = cast(decisions.c.correction, Text).like("%organisation_id%")
    replaced = select(decisions.c.claim_id).where(other)
    query = select(claims.c.paper_id, claims.c.raw_key).where(
        claims.c.target == target,
        claims.c.kind.in_((ClaimKind.AFFILIATION, ClaimKind.RESOLUTION)),
        or_(claims.c.state == ClaimState.REJECTED, claims.c.id.in_(replaced)),
    )
    papers, strings = set[str](), set[str]()
    for paper, raw_key in connection.execute(query):
        papers |= {paper} if paper else set()
        strings |= {raw_key} if raw_key else set()
    for some in in_batches(sorted(strings)):
        printing = select(affiliations.c.paper_id).where(affiliations.c.raw_key.in_(some))
        papers |= set(connection.scalars(printing.where(affiliations.c.target == target)))
    return papers
