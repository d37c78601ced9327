"""The queue itself: showing a card, taking a decision, dealing the next one."""

from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy import Connection, select

from records.vocabulary import ClaimState, Reason, Vote
from review.cards import Card, build
from review.corrections import read_correction
from review.desk import Desk
from review.gate import Form, Person, Signed, desk_of, token
from review.pages import is_htmx, page, wants_json, with_cookie
from review.progress import figures
from store.decisions import Ballot, Decided, DecisionRefused, TokenReused, UnknownClaim, decide, last_votes, log_of
from store.queue import Dealt, Filter, Order, Viewer, deal, on_audit, renew, skip, take, unskip
from store.states import ANSWERS
from store.tables import claims

router = APIRouter()
FILTERS = ("kind", "member", "role", "headline", "sector", "organisation", "paper", "state", "reviewer", "words")


def filter_of(request: Request) -> Filter:
    """The filter in the address. Values are only compared, so unknown ones find nothing."""
    return read_filter(desk_of(request), dict(request.query_params))


def read_filter(desk: Desk, told: dict[str, str]) -> Filter:
    target = told.get("target", "")
    order = told.get("order", "")
    return Filter(
        target=target if target in desk.targets else desk.targets[0],
        order=Order(order) if order in set(Order) else Order.LEARNED,
        **{name: told.get(name, "")[:300] for name in FILTERS},
    )


def address(wanted: Filter, desk: Desk) -> str:
    """The filter as a query string, empty for the plain queue."""
    told = {name: value for name in FILTERS if (value := getattr(wanted, name))}
    if wanted.order is not Order.LEARNED:
        told["order"] = wanted.order
    if wanted.target != desk.targets[0]:
        told["target"] = wanted.target
    return urlencode(told)


Wanted = Annotated[Filter, Depends(filter_of)]


@router.get("/")
def queue(request: Request, person: Signed, wanted: Wanted) -> Response:
    """The next card, or the one this window was looking at."""
    desk = desk_of(request)
    dealt = next_cards(desk, person, wanted)
    return show(request, person, wanted, dealt)


@router.get("/claims/{claim_id}")
def one_claim(request: Request, person: Signed, wanted: Wanted, claim_id: str) -> Response:
    """A deep link to any claim."""
    desk = desk_of(request)
    with desk.writing() as connection:
        _must_exist(connection, claim_id)
        held = person.may_decide and not take(connection, viewer(person), claim_id)
        dealt = Dealt(claim_id, audit=_audited(connection, desk, person, claim_id))
    return show(request, person, wanted, [dealt], held=held, deep=True)


@router.get("/ahead")
def card_ahead(request: Request, person: Signed, wanted: Wanted, after: str = "") -> Response:
    """The card that follows the one on screen, asked for while that one is read; empty when none does.

    It is leased to this window already, so that a key can show it before the decision's answer is here.
    """
    dealt = [d for d in next_cards(desk_of(request), person, wanted) if d.claim_id != after]
    if not dealt:
        return Response(status_code=204)
    return show(request, person, wanted, dealt, ahead=True)


def next_cards(desk: Desk, person: Person, wanted: Filter) -> list[Dealt]:
    if not person.may_decide:
        return []
    with desk.writing() as connection:
        return deal_to(connection, desk, person, wanted)


def deal_to(connection: Connection, desk: Desk, person: Person, wanted: Filter) -> list[Dealt]:
    turn = desk.turns.get(person.session.id, 0)
    return deal(connection, wanted, viewer(person), audit_share=desk.settings.audit_share, turn=turn)


def _audited(connection: Connection, desk: Desk, person: Person, claim_id: str) -> bool:
    return on_audit(connection, viewer(person), claim_id, desk.settings.audit_share)


def viewer(person: Person) -> Viewer:
    return Viewer(person.name, person.session.id)


def _must_exist(connection: Connection, claim_id: str) -> None:
    if connection.execute(select(claims.c.id).where(claims.c.id == claim_id)).first() is None:
        raise HTTPException(404, "There is no such claim.")


def show(
    request: Request,
    person: Person,
    wanted: Filter,
    dealt: list[Dealt],
    *,
    held: bool = False,
    deep: bool = False,
    said: str = "",
    rejected: Decided | None = None,
    ahead: bool = False,
) -> Response:
    """The first of the cards dealt: as a page, for htmx the card with what changes around it, or only the card."""
    desk = desk_of(request)
    with desk.reading() as connection:
        card = _card(connection, person, dealt[0]) if dealt else None
        recent = [] if ahead else last_votes(connection, person.name, wanted.target)
    if wants_json(request):
        response: Response = JSONResponse(as_json(card, person))
        with_cookie(request, response)
        return response
    told: dict[str, Any] = {
        "card": card,
        "ahead": ahead,
        "recent": recent,
        "wanted": wanted,
        "query": address(wanted, desk),
        "token": token(),
        "held": held,
        "deep": deep,
        "said": said,
        "rejected": rejected,
        "progress": None if ahead else desk.lately(f"progress {wanted.target}", lambda c: figures(c, wanted.target)),
        "targets": desk.targets,
        "members": desk.members(wanted.target),
        "model": desk.orders.get(wanted.target),
    }
    return page(request, "card.html" if ahead or is_htmx(request) else "queue.html", person, **told)


def _card(connection: Connection, person: Person, dealt: Dealt) -> Card | None:
    return build(connection, dealt.claim_id, person.name, person.role, audit=dealt.audit)


def as_json(card: Card | None, person: Person) -> dict[str, Any]:
    """A card for a program: what it takes to decide it."""
    if card is None:
        return {"claim": None, "csrf": person.session.csrf}
    return {
        "claim": card.claim.id,
        "kind": card.claim.kind,
        "text": card.claim.text,
        "evidence_hash": card.claim.evidence_hash,
        "audit": card.audit,
        "token": token(),
        "csrf": person.session.csrf,
    }


@router.post("/decide")
def take_decision(request: Request, person: Signed, form: Form) -> Response:
    """One decision, recorded before the next card is sent."""
    desk = desk_of(request)
    wanted = read_filter(desk, form)
    _may_decide(person)
    with desk.writing() as connection:
        done = record(connection, ballot_of(desk, connection, person, form))
        unskip(connection, viewer(person), done.claim_id)
        if not done.repeated:
            desk.turns[person.session.id] = desk.turns.get(person.session.id, 0) + 1
        dealt = deal_to(connection, desk, person, wanted)
    desk.decided(wanted.target)
    said = _said(form["vote"], done)
    if wants_json(request):
        with desk.reading() as connection:
            following = as_json(_card(connection, person, dealt[0]) if dealt else None, person)
        told = {"decision": done.id, "state": done.state, "repeated": done.repeated, "next": following}
        return JSONResponse(told)
    if not is_htmx(request):
        return RedirectResponse(f"/?{address(wanted, desk)}", 303)
    rejected = done if form["vote"] == Vote.REJECT and not form.get("reason") else None
    return show(request, person, wanted, dealt, said=said, rejected=rejected)


def _may_decide(person: Person) -> None:
    if not person.may_decide:
        raise HTTPException(403, "Analysts look on; a reviewer decides.")


def record(connection: Connection, ballot: Ballot) -> Decided:
    """Append the ballot; what is wrong with it becomes an answer that says so."""
    try:
        return decide(connection, ballot)
    except UnknownClaim as error:
        raise HTTPException(404, str(error)) from error
    except TokenReused as error:
        raise HTTPException(409, "This card was decided differently a moment ago. Reload to see it.") from error
    except DecisionRefused as error:
        raise HTTPException(422, str(error)) from error


def ballot_of(desk: Desk, connection: Connection, person: Person, form: dict[str, str]) -> Ballot:
    """The ballot that a form casts. HTTPException when it does not hold together."""
    votes = {str(v): v for v in (*ANSWERS, Vote.FLAG)}
    vote = votes.get(form.get("vote", ""))
    reason = form.get("reason") or None
    if vote is None or (reason and reason not in set(Reason)):
        raise HTTPException(422, "This is no vote that the queue knows.")
    adjudicates = form.get("adjudication") == "1"
    if adjudicates and not person.may_adjudicate:
        raise HTTPException(403, "Only an adjudicator settles a conflict.")
    claim_id = form.get("claim", "")
    return Ballot(
        token=form.get("token", ""),
        claim_id=claim_id,
        reviewer=person.name,
        vote=vote,
        evidence_hash=form.get("evidence_hash", "")[:64],
        evidence_ids=tuple(e for e in form.get("evidence_ids", "")[:2000].split() if e),
        correction=read_correction(desk, connection, claim_id, form) if vote is Vote.CORRECT else None,
        reason=Reason(reason) if reason else None,
        note=form.get("note", "").strip(),
        adjudication=adjudicates,
        audit=_audited(connection, desk, person, claim_id),
    )


def _said(vote: str, done: Decided) -> str:
    words = {
        "accept": "Accepted",
        "reject": "Rejected",
        "unsure": "Unsure",
        "correct": "Corrected",
        "flag": "Flagged",
    }
    said = f"{words.get(vote, 'Decided')}."
    if done.state is ClaimState.CONFLICT:
        said += " The reviewers differ; an adjudicator will settle it."
    if not done.counts:
        said += " Its evidence changed meanwhile, so the claim comes back."
    return said


@router.post("/reason")
def give_reason(request: Request, person: Signed, form: Form) -> Response:
    """The reason for a rejection just made: a second entry in the log that repeats the vote with its reason."""
    desk = desk_of(request)
    _may_decide(person)
    with desk.writing() as connection:
        log = log_of(connection, form.get("claim", ""))
        mine = [e for e in log if e.reviewer == person.name and str(e.id) == form.get("decision")]
        if not mine or mine[-1].vote != Vote.REJECT or form.get("reason") not in set(Reason):
            raise HTTPException(422, "There is no rejection of yours to give a reason for.")
        old = mine[-1]
        ballot = Ballot(
            token=form.get("token", ""),
            claim_id=old.claim_id,
            reviewer=person.name,
            vote=Vote.REJECT,
            evidence_hash=old.evidence_hash,
            evidence_ids=tuple(old.evidence_ids),
            reason=Reason(form["reason"]),
            note=old.note,
            adjudication=old.adjudication,
            audit=old.audit,
            version=old.version,
        )
        record(connection, ballot)
    return page(request, "reason_given.html", person, reason=form["reason"])


@router.post("/undo")
def undo(request: Request, person: Signed, form: Form) -> Response:
    """Take back the last vote that stands, and show its claim again."""
    desk = desk_of(request)
    wanted = read_filter(desk, form)
    _may_decide(person)
    with desk.writing() as connection:
        last = last_votes(connection, person.name, wanted.target, limit=1)
        if last:
            _take_back(connection, person, last[0], form.get("token", ""))
            take(connection, viewer(person), last[0].claim_id, audit=last[0].audit)
            dealt = [Dealt(last[0].claim_id, audit=last[0].audit)]
        else:
            dealt = deal_to(connection, desk, person, wanted)
    desk.decided(wanted.target)
    said = "Taken back. Here it is again." if last else "There is nothing to take back."
    if not is_htmx(request) and not wants_json(request):
        return RedirectResponse(f"/claims/{dealt[0].claim_id}" if dealt else "/", 303)
    return show(request, person, wanted, dealt, said=said)


def _take_back(connection: Connection, person: Person, last: Any, key: str) -> None:
    """Undo the vote; a rejection together with the reason that was added to it."""
    log = log_of(connection, last.claim_id)
    undone = {e.undoes for e in log}
    mine = [e for e in log if e.reviewer == person.name and e.vote in ANSWERS and e.id not in undone]
    gone = [mine[-1]]
    if len(mine) > 1 and mine[-1].reason and mine[-2].vote == Vote.REJECT and not mine[-2].reason:
        gone.append(mine[-2])
    for number, entry in enumerate(gone):
        ballot = Ballot(
            token=f"{key}-{number}",
            claim_id=entry.claim_id,
            reviewer=person.name,
            vote=Vote.UNDO,
            evidence_hash=entry.evidence_hash,
            undoes=entry.id,
            version=entry.version,
        )
        record(connection, ballot)


@router.post("/skip")
def put_off(request: Request, person: Signed, form: Form) -> Response:
    """Put the card off without a decision."""
    desk = desk_of(request)
    wanted = read_filter(desk, form)
    with desk.writing() as connection:
        _must_exist(connection, form.get("claim", ""))
        skip(connection, viewer(person), form["claim"])
        dealt = deal_to(connection, desk, person, wanted)
    if not is_htmx(request) and not wants_json(request):
        return RedirectResponse(f"/?{address(wanted, desk)}", 303)
    return show(request, person, wanted, dealt, said="Put off.")


@router.post("/flag")
def flag(request: Request, person: Signed, form: Form) -> Response:
    """Flag the claim for an adjudicator, or take one's flag off; the card stays."""
    desk = desk_of(request)
    wanted = read_filter(desk, form)
    _may_decide(person)
    with desk.writing() as connection:
        claim_id = form.get("claim", "")
        log = log_of(connection, claim_id)
        undone = {e.undoes for e in log}
        mine = [e for e in log if e.reviewer == person.name and e.vote == Vote.FLAG and e.id not in undone]
        ballot = ballot_of(desk, connection, person, {**form, "vote": Vote.FLAG})
        if mine:
            ballot = replace(ballot, vote=Vote.UNDO, undoes=mine[-1].id, note="")
        record(connection, ballot)
        take(connection, viewer(person), claim_id, audit=ballot.audit)
        dealt = Dealt(claim_id, audit=_audited(connection, desk, person, claim_id))
    said = "Flag taken off." if mine else "Flagged for an adjudicator."
    return show(request, person, wanted, [dealt], said=said)


@router.post("/lease")
def keep_lease(request: Request, person: Signed, form: Form) -> Response:
    """Sent by the page every so often while a card is looked at."""
    with desk_of(request).writing() as connection:
        _must_exist(connection, form.get("claim", ""))
        told = {"kept": renew(connection, viewer(person), form["claim"])}
        if form.get("ahead"):
            _must_exist(connection, form["ahead"])
            told["ahead"] = renew(connection, viewer(person), form["ahead"])
    return JSONResponse(told)
