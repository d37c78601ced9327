"""Reading a correction from a form."""

from fastapi import HTTPException
from sqlalchemy import Connection

from citetrail.records.vocabulary import ClaimKind
from citetrail.review.queue_state import QueueState
from citetrail.store.claims import find_claim
from citetrail.store.corrections import check_correction, check_source
from citetrail.store.decision_log import DecisionRefused
from citetrail.store.states import SOURCE


def read_correction(state: QueueState, connection: Connection, claim_id: str, form: dict[str, str]) -> dict[str, str]:
    """The correction in a form. HTTPException for anything that is not on offer for this claim."""
    claim = find_claim(connection, claim_id)
    if claim is None:
        raise HTTPException(404, "There is no such claim.")
    if claim.kind == ClaimKind.USE:
        told = {"member": form.get("new_member", ""), "role": form.get("new_role", "")}
    elif claim.kind == ClaimKind.SECTOR or form.get("new_sector"):
        told = {"sector": form.get("new_sector", "")}
    else:
        told = {"organisation_id": form.get("new_organisation", "")}
    if source := form.get("source", "").strip():
        told |= {SOURCE: source}
    try:
        return check_correction(connection, claim, told, [slug for slug, _ in state.members(claim.target)])
    except DecisionRefused as error:
        raise HTTPException(422, str(error)) from error


def read_source(connection: Connection, claim_id: str, form: dict[str, str]) -> dict[str, str] | None:
    """The source that goes with accepting a sector; None where the form names none. HTTPException for no address."""
    told = form.get("source", "").strip()
    claim = find_claim(connection, claim_id) if told else None
    if claim is None:
        return None
    try:
        return {SOURCE: check_source(claim, told)}
    except DecisionRefused as error:
        raise HTTPException(422, str(error)) from error
