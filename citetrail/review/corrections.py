"""What a claim may be corrected to, and reading it from a form."""

from fastapi import HTTPException
from sqlalchemy import Connection, select

from citetrail.records.vocabulary import ClaimKind, Role, Sector
from citetrail.review.queue_state import QueueState
from citetrail.store.tables import claims, organisations


def read_correction(state: QueueState, connection: Connection, claim_id: str, form: dict[str, str]) -> dict[str, str]:
    """The correction in a form. HTTPException for anything that is not on offer for this claim."""
    claim = connection.execute(select(claims).where(claims.c.id == claim_id)).first()
    if claim is None:
        raise HTTPException(404, "There is no such claim.")
    if claim.kind == ClaimKind.USE:
        return _use(state, claim.target, claim.member, claim.role, form)
    if claim.kind == ClaimKind.SECTOR or form.get("new_sector"):
        return _sector(form)
    organisation = form.get("new_organisation", "")
    if not connection.execute(select(organisations.c.id).where(organisations.c.id == organisation)).first():
        raise HTTPException(422, "Choose an organisation from the list.")
    return {"organisation_id": organisation}


def _use(state: QueueState, target: str, member: str, role: str, form: dict[str, str]) -> dict[str, str]:
    chosen = {"member": form.get("new_member", ""), "role": form.get("new_role", "")}
    members = {slug for slug, _ in state.members(target)} | {member, target}
    if (chosen["member"] and chosen["member"] not in members) or (chosen["role"] and chosen["role"] not in set(Role)):
        raise HTTPException(422, "Choose a member and a role from the lists.")
    correction = {k: v for k, v in chosen.items() if v and v != {"member": member, "role": role}[k]}
    if not correction:
        raise HTTPException(422, "Nothing was changed: choose another member or role, or accept the claim.")
    return correction


def _sector(form: dict[str, str]) -> dict[str, str]:
    if form.get("new_sector") not in set(Sector):
        raise HTTPException(422, "Choose a sector from the list.")
    return {"sector": form["new_sector"]}
