"""What a claim may be corrected to, whether a form says so or a file."""

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from citetrail.records.vocabulary import ClaimKind, Role, Sector
from citetrail.store.claims import Claim
from citetrail.store.decision_log import DecisionRefused
from citetrail.store.organisations import find_organisation
from citetrail.store.states import SOURCE

# Characters; longer addresses are a form's or a tracker's, and cannot be checked by eye.
LONGEST_ADDRESS = 500
_ADDRESS = re.compile(rf"https?://(?=[^/\s])[\x21-\x7e]{{1,{LONGEST_ADDRESS}}}")


def check_correction(
    connection: Connection, claim: Claim, correction: dict[str, Any], members: Collection[str] | None
) -> dict[str, str]:
    """The correction with what it changes. `members` are the slugs of the claim's family, None where nobody knows.

    Raises DecisionRefused for anything that is not on offer for this kind of claim.
    """
    if not all(isinstance(value, str) for value in correction.values()):
        raise DecisionRefused("A correction is made of words.")
    source = {SOURCE: check_source(claim, correction[SOURCE])} if correction.get(SOURCE) else {}
    return _changed(connection, claim, {k: v for k, v in correction.items() if k != SOURCE}, members) | source


def check_source(claim: Claim, told: str) -> str:
    """The address that a reviewer names for a sector. Raises DecisionRefused for what is none."""
    if claim.kind not in (ClaimKind.SECTOR, ClaimKind.RESOLUTION):
        raise DecisionRefused("A source goes with a sector only.")
    address = told.strip()
    if not _ADDRESS.fullmatch(address):
        raise DecisionRefused(
            f"A source is a web address of at most {LONGEST_ADDRESS} characters that begins with https:// or http://."
        )
    return address


def _changed(
    connection: Connection, claim: Claim, correction: dict[str, Any], members: Collection[str] | None
) -> dict[str, str]:
    if claim.kind == ClaimKind.DIFFERENCE:
        raise DecisionRefused("Accept or reject a difference between copies: nothing of it can be put right.")
    if claim.kind == ClaimKind.USE:
        return _use(claim, correction, members)
    # A paper's words mean an organisation; what its sector is, is a claim of its own.
    if claim.kind == ClaimKind.SECTOR or (claim.kind == ClaimKind.RESOLUTION and "sector" in correction):
        return _sector(claim, correction)
    organisation = correction.get("organisation_id", "")
    if set(correction) != {"organisation_id"} or find_organisation(connection, organisation) is None:
        raise DecisionRefused("Choose an organisation from the list.")
    if organisation == claim.organisation_id:
        raise DecisionRefused("Nothing was changed: choose another organisation, or accept the claim.")
    return correction


def _sector(claim: Claim, correction: dict[str, str]) -> dict[str, str]:
    if set(correction) != {"sector"} or correction["sector"] not in set(Sector):
        raise DecisionRefused("Choose a sector from the list.")
    if claim.kind == ClaimKind.SECTOR and correction["sector"] == claim.sector:
        raise DecisionRefused("Nothing was changed: choose another sector, or accept the claim.")
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
