"""Claims that a correction makes sensitive: what one person may not say alone, nobody may correct to alone."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from citetrail.records.renamed_ids import id_of_today
from citetrail.records.vocabulary import Vote
from citetrail.store.organisations import organisations_of
from citetrail.store.paper_sectors import SENSITIVE, sensitive_organisations
from citetrail.store.sql import in_batches
from citetrail.store.tables import claims, decisions


def made_sensitive(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these claims that somebody corrected to a sensitive sector, or to an organisation of one.

    Also where that vote was taken back: it stays so, since others may have seen it.
    """
    found: set[str] = set()
    for some in in_batches(sorted(set(ids))):
        query = select(decisions.c.claim_id, decisions.c.correction, claims.c.target)
        query = query.join(claims, claims.c.id == decisions.c.claim_id)
        query = query.where(decisions.c.claim_id.in_(some), decisions.c.vote == Vote.CORRECT)
        told = [(claim, correction or {}, target) for claim, correction, target in connection.execute(query)]
        found |= {claim for claim, correction, _ in told if correction.get("sector") in SENSITIVE}
        put = [(claim, (target, id_of_today(one))) for claim, c, target in told if (one := c.get("organisation_id"))]
        known = _sensitive(connection, {one for _, one in put}) if put else set()
        found |= {claim for claim, one in put if one in known}
    return found


def _sensitive(connection: Connection, put: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these organisations, each with its target, that the data or people say are of a sensitive sector."""
    known = organisations_of(connection, sorted({organisation for _, organisation in put}))
    found = {(target, one) for target, one in put if one in known and known[one].sector in SENSITIVE}
    for target in {target for target, _ in put}:
        mine = [one for of, one in put if of == target]
        found |= {(target, one) for one in sensitive_organisations(connection, target, mine)}
    return found


def corrected_claims(connection: Connection) -> list[str]:
    """Claims that are not sensitive as they stand and that somebody corrected."""
    query = select(claims.c.id).join(decisions, decisions.c.claim_id == claims.c.id)
    query = query.where(decisions.c.vote == Vote.CORRECT, ~claims.c.sensitive).distinct()
    return list(connection.scalars(query))
