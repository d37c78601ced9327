"""What reviewers say to each other of a claim: read and written by whoever may see its votes."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from citetrail.review.card_responses import audited, card_of, may_decide, must_exist
from citetrail.review.security import Form, Signed, Visitor, state_of, token
from citetrail.review.templating import is_htmx, page, wants_json
from citetrail.store.queue import Dealt
from citetrail.store.remarks import RemarkRefused, add_remark

router = APIRouter()


@router.post("/claims/{claim_id}/remarks")
def remark(request: Request, person: Signed, claim_id: str, form: Form) -> Response:
    """Say something of the claim to the others; brings the remarks anew. A remark is no vote and is not published."""
    made = record_remark(request, person, claim_id, form)
    if wants_json(request):
        return JSONResponse({"remark": made})
    if not is_htmx(request):
        return RedirectResponse(f"/claims/{claim_id}#remarks", 303)
    with state_of(request).reading() as connection:
        card = card_of(connection, person, Dealt(claim_id))
    return page(request, "remarks.html", person, card=card, token=token())


def record_remark(request: Request, person: Visitor, claim_id: str, form: dict[str, str]) -> int:
    """Record the remark of a form; HTTPException where this person may not see the claim's votes, or it is none."""
    state = state_of(request)
    may_decide(person)
    with state.writing() as connection:
        must_exist(connection, claim_id)
        card = card_of(connection, person, Dealt(claim_id, audit=audited(connection, state, person, claim_id)))
        if card is None or not card.sees_votes:
            raise HTTPException(403, "What others say of a claim opens, and takes words, once your own vote stands.")
        try:
            said = form.get("text", ""), form.get("token", "")
            return add_remark(connection, claim_id, person.name, *said, reply=form.get("reply", ""))
        except RemarkRefused as error:
            raise HTTPException(422, str(error)) from error
