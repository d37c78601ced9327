"""Claims that a correction makes sensitive: what one person may not say alone, nobody may correct to alone."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from citetrail.records.vocabulary import Sector, Vote
from citetrail.store.claims import Claim, ClaimFacts
from citetrail.store.organisations import organisations_of
from citetrail.store.sql import in_batches
from citetrail.store.tables import claims, decisions

SENSITIVE = frozenset({Sector.MILITARY, Sector.COMMERCIAL})


def made_sensitive(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these claims that somebody corrected to a sensitive sector, or to an organisation of one.

    Also where that vote was taken back: it stays so, since others may have seen it.
    """
    found: set[str] = set()
    for some in in_batches(sorted(set(ids))):
        query = select(decisions.c.claim_id, decisions.c.correction)
        query = query.where(decisions.c.claim_id.in_(some), decisions.c.vote == Vote.CORRECT)
        told = [(claim, correction or {}) for claim, correction in connection.execute(query)]
        known = organisations_of(
            connection, sorted({c["organisation_id"] for _, c in told if c.get("organisation_id")})
        )
        for claim, correction in told:
            organisation = known.get(correction.get("organisation_id", ""))
            sectors = (correction.get("sector"), organisation.sector if organisation else None)
            if SENSITIVE.intersection(filter(None, sectors)):
                found.add(claim)
    return found


def is_sensitive(connection: Connection, claim: Claim | ClaimFacts) -> bool:
    """Whether the claim wants two people where the review does: as it stands, or as somebody corrected it."""
    return claim.sensitive or bool(made_sensitive(connection, [claim.id]))


def corrected_claims(connection: Connection) -> list[str]:
    """Claims that are not sensitive as they stand and that somebody corrected."""
    query = select(claims.c.id).join(decisions, decisions.c.claim_id == claims.c.id)
    query = query.where(decisions.c.vote == Vote.CORRECT, ~claims.c.sensitive).distinct()
    return list(connection.scalars(query))
