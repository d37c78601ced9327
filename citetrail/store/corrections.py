"""What a claim may be corrected to, whether a form says so or a file."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from citetrail.records.vocabulary import ClaimKind, Role, Sector
from citetrail.store.claims import Claim
from citetrail.store.decision_log import DecisionRefused
from citetrail.store.organisations import find_organisation


def check_correction(
    connection: Connection, claim: Claim, correction: dict[str, Any], members: Collection[str] | None
) -> dict[str, str]:
    """The correction with what it changes. `members` are the slugs of the claim's family, None where nobody knows.

    Raises DecisionRefused for anything that is not on offer for this kind of claim.
    """
    if not all(isinstance(value, str) for value in correction.values()):
        raise DecisionRefused("A correction is made of words.")
    if claim.kind == ClaimKind.DIFFERENCE:
        raise DecisionRefused("Accept or reject a difference between copies: nothing of it can be put right.")
    if claim.kind == ClaimKind.USE:
        return _use(claim, correction, members)
    if set(correction) == {"sector"}:
        if correction["sector"] not in set(Sector):
            raise DecisionRefused("Choose a sector from the list.")
        return correction
    if claim.kind == ClaimKind.SECTOR:
        raise DecisionRefused("Choose a sector from the list.")
    organisation = correction.get("organisation_id", "")
    if set(correction) != {"organisation_id"} or find_organisation(connection, organisation) is None:
        raise DecisionRefused("Choose an organisation from the list.")
    return correction


def _use(claim: Claim, correction: dict[str, str], members: Collection[str] | None) -> dict[str, str]:
    member, role = correction.get("member", ""), correction.get("role", "")
    strange = members is not None and member not in {*members, claim.member, claim.target, ""}
    if set(correction) - {"member", "role"} or strange or (role and role not in set(Role)):
        raise DecisionRefused("Choose a member and a role from the lists.")
    changed = {k: v for k, v in correction.items() if v and v != getattr(claim, k)}
    if not changed:
        raise DecisionRefused("Nothing was changed: choose another member or role, or accept the claim.")
    return changed
