"""Reviewing by paper: switching it on and off, and saying of the rest of a paper what was said of one claim."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from citetrail.records.counted import counted
from citetrail.records.vocabulary import Reason, Vote
from citetrail.review.card_responses import deal_to, may_decide, show, viewer
from citetrail.review.decision_routes import refused
from citetrail.review.filter_forms import address, read_filter
from citetrail.review.paper_claims import PaperClaims, paper_claims_of
from citetrail.review.security import Form, Signed, Visitor, state_of
from citetrail.review.templating import is_htmx, wants_json
from citetrail.store.claim_filters import Filter
from citetrail.store.decision_batches import decide_together, size_of_batch
from citetrail.store.decision_log import Ballot
from citetrail.store.decisions import decision_of
from citetrail.store.preferences import keep_preference
from citetrail.store.queue import Dealt, unskip

router = APIRouter()
BY_PAPER = "by_paper"


@router.post("/by-paper")
def by_paper(request: Request, person: Signed, form: Form) -> Response:
    """Switch between cards by paper and cards by weight; remembered for this reviewer."""
    state = state_of(request)
    told = {**form, "together": "" if form.get("together") else "paper"}
    wanted = read_filter(state, told)
    may_decide(person)
    with state.writing() as connection:
        keep_preference(connection, person.name, BY_PAPER, bool(told["together"]) or None)
        dealt = deal_to(connection, state, person, wanted)
    if not is_htmx(request) and not wants_json(request):
        return RedirectResponse(f"/?{address(wanted, state)}", 303)
    said = (
        "The claims of a paper come together." if wanted.together else "Claims come by weight, whatever their paper."
    )
    return show(request, person, wanted, dealt, said=said)


@router.post("/rest")
def same_for_the_rest(request: Request, person: Signed, form: Form) -> Response:
    """Say of the paper's other claims of a kind what was said of the last one: one judgement, taken back as one."""
    state = state_of(request)
    wanted = read_filter(state, form)
    may_decide(person)
    with state.writing() as connection:
        card = Dealt(form.get("claim", ""), paper=form.get("of_paper", ""))
        paper_claims = paper_claims_of(connection, wanted, viewer(person), card)
        key = form.get("token", "")
        count = size_of_batch(connection, person.name, key)  # sent again: it is in the log already
        if not count:
            with refused():
                done = decide_together(connection, key, _ballots(connection, person, paper_claims, form))
            for each in done:
                unskip(connection, viewer(person), each.claim_id)
            count = len(done)
            state.turns[person.session.id] = state.turns.get(person.session.id, 0) + count
        dealt = deal_to(connection, state, person, wanted, of_paper=card.paper)
    state.decided(wanted.target)
    if not is_htmx(request) and not wants_json(request):
        return RedirectResponse(f"/?{address(wanted, state)}", 303)
    return show(
        request, person, wanted, dealt, said=f"The same said of {counted(count, 'claim')}. Undo takes it back as one."
    )


def _ballots(
    connection: Connection, person: Visitor, paper_claims: PaperClaims | None, form: dict[str, str]
) -> list[Ballot]:
    """A ballot for each claim that was on the page with its passage. HTTPException where the vote is not the last."""
    like = paper_claims.like if paper_claims else None
    if paper_claims is None or like is None or str(like.id) != form.get("like"):
        raise HTTPException(
            409, "There is no vote of yours to repeat here any more. Reload to see the paper as it is."
        )
    shown = dict(part.split(":", 1) for part in form.get("rest", "")[:8000].split() if ":" in part)
    said = decision_of(connection, like.id)
    assert said is not None
    return [
        Ballot(
            token="",
            claim_id=row.claim.id,
            reviewer=person.name,
            vote=Vote(said.vote),
            evidence_hash=shown[row.claim.id][:64],
            evidence_ids=(row.quote.id,) if row.quote else (),
            reason=Reason(said.reason) if said.reason else None,
            note=said.note,
        )
        for row in paper_claims.rest
        if row.claim.id in shown
    ]


def remembered(wanted: Filter, chosen: dict[str, object]) -> Filter:
    """The filter with what this reviewer chose last, for an address that says nothing of it."""
    return replace(wanted, together="paper") if chosen.get(BY_PAPER) and not wanted.together else wanted
