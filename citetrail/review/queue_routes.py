"""The queue itself: showing a card, the one ahead of it, putting one off, keeping its lease."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from citetrail.review.card_responses import audited, deal_to, may_decide, must_exist, next_cards, show, viewer
from citetrail.review.filter_forms import Wanted, address, read_filter
from citetrail.review.paper_routes import remembered
from citetrail.review.request_checks import from_elsewhere
from citetrail.review.security import Form, Signed, state_of
from citetrail.review.templating import is_htmx, page, wants_json
from citetrail.store.claims_by_paper import keep_paper, paper_of
from citetrail.store.leases import renew, take
from citetrail.store.preferences import preferences_of
from citetrail.store.queue import Dealt, skip

router = APIRouter()


@router.get("/")
def queue(request: Request, person: Signed, wanted: Wanted) -> Response:
    """The next card, or the one this window was looking at."""
    if from_elsewhere(request):
        return page(request, "enter.html", person, query=address(wanted, state_of(request)))
    state = state_of(request)
    if "together" not in request.query_params:
        with state.reading() as connection:
            wanted = remembered(wanted, preferences_of(connection, person.name))
    dealt = next_cards(state, person, wanted)
    return show(request, person, wanted, dealt)


@router.get("/claims/{claim_id}")
def one_claim(request: Request, person: Signed, wanted: Wanted, claim_id: str) -> Response:
    """A deep link to any claim. It is leased to whoever may decide and comes by this site's own pages."""
    state = state_of(request)
    leases = person.may_decide and not from_elsewhere(request)
    with state.writing() if leases else state.reading() as connection:
        must_exist(connection, claim_id)
        held = leases and not take(connection, viewer(person), claim_id)
        paper = paper_of(connection, claim_id) if wanted.together else ""
        dealt = Dealt(claim_id, audit=audited(connection, state, person, claim_id), paper=paper)
    return show(request, person, wanted, [dealt], held=held, deep=True)


@router.get("/ahead")
def card_ahead(request: Request, person: Signed, wanted: Wanted, after: str = "", of_paper: str = "") -> Response:
    """The card that follows the one on screen, asked for while that one is read; empty when none does.

    It is leased to this window already, so that a key can show it before the decision's answer is here.
    """
    if from_elsewhere(request):
        return Response(status_code=204)
    dealt = [d for d in next_cards(state_of(request), person, wanted, of_paper=of_paper) if d.claim_id != after]
    if not dealt:
        return Response(status_code=204)
    return show(request, person, wanted, dealt, ahead=True)


@router.post("/skip")
def put_off(request: Request, person: Signed, form: Form) -> Response:
    """Put the card off without a decision."""
    state = state_of(request)
    wanted = read_filter(state, form)
    may_decide(person)
    with state.writing() as connection:
        must_exist(connection, form.get("claim", ""))
        skip(connection, viewer(person), form["claim"])
        dealt = deal_to(connection, state, person, wanted, of_paper=form.get("of_paper", ""))
    if not is_htmx(request) and not wants_json(request):
        return RedirectResponse(f"/?{address(wanted, state)}", 303)
    return show(request, person, wanted, dealt, said="Put off.")


@router.post("/lease")
def keep_lease(request: Request, person: Signed, form: Form) -> Response:
    """Sent by the page every so often while a card is looked at."""
    may_decide(person)
    with state_of(request).writing() as connection:
        must_exist(connection, form.get("claim", ""))
        told = {"kept": renew(connection, viewer(person), form["claim"])}
        if form.get("ahead"):
            must_exist(connection, form["ahead"])
            told["ahead"] = renew(connection, viewer(person), form["ahead"])
        if form.get("of_paper"):
            keep_paper(connection, viewer(person), form["of_paper"])
    return JSONResponse(told)
