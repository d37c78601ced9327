"""What a reviewer says of a card: each vote, reason, undo and flag is one entry of the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy import Connection

from citetrail.records.vocabulary import ClaimState, Reason, Vote
from citetrail.review.card_responses import as_json, audited, card_of, deal_to, may_decide, show, viewer
from citetrail.review.correction_forms import read_correction, read_source
from citetrail.review.filter_forms import address, read_filter
from citetrail.review.queue_state import QueueState
from citetrail.review.security import Form, Signed, Visitor, state_of
from citetrail.review.templating import is_htmx, page, wants_json
from citetrail.store.claims_by_paper import paper_of
from citetrail.store.decision_batches import batch_of, standing_of_batch
from citetrail.store.decision_log import (
    Ballot,
    Decided,
    DecisionRefused,
    TokenReused,
    UnknownClaim,
    decide,
)
from citetrail.store.decisions import RecentVote, find_decision, last_votes, log_of
from citetrail.store.leases import take
from citetrail.store.queue import Dealt, unskip
from citetrail.store.states import ANSWERS, may_rule

router = APIRouter()


@router.post("/decide")
def take_decision(request: Request, person: Signed, form: Form) -> Response:
    """One decision, recorded before the next card is sent."""
    state = state_of(request)
    wanted = read_filter(state, form)
    may_decide(person)
    with state.writing() as connection:
        ballot = ballot_of(state, connection, person, form)
        done = record(connection, ballot)
        unskip(connection, viewer(person), done.claim_id)
        if not done.repeated:
            count_turn(state, person, audit=ballot.audit and bool(wanted.together))
        dealt = deal_to(connection, state, person, wanted, of_paper=form.get("of_paper", ""))
    state.decided(wanted.target)
    said = _said(form["vote"], done)
    if wants_json(request):
        with state.reading() as connection:
            card = card_of(connection, person, dealt[0]) if dealt else None
            following = as_json(card, person, dealt[0].paper if dealt else "")
        state_shown = done.state if form["vote"] in ANSWERS else "recorded"  # a flag opens nothing to view
        told = {"decision": done.id, "state": state_shown, "repeated": done.repeated, "next": following}
        return JSONResponse(told)
    if not is_htmx(request):
        return RedirectResponse(f"/?{address(wanted, state)}", 303)
    rejected = done if form["vote"] == Vote.REJECT and not form.get("reason") else None
    return show(request, person, wanted, dealt, said=said, rejected=rejected)


def count_turn(state: QueueState, person: Visitor, *, audit: bool) -> None:
    """Count a card of this window. By paper, an audit comes ahead of the tenth: it stands for all up to there."""
    turn = state.turns.get(person.session.id, 0)
    state.turns[person.session.id] = (turn // 10 + 1) * 10 if audit else turn + 1


def record(connection: Connection, ballot: Ballot) -> Decided:
    """Append the ballot; what is wrong with it becomes an answer that says so."""
    with refused():
        return decide(connection, ballot)


@contextmanager
def refused() -> Iterator[None]:
    """What the log refuses, as an answer that says why."""
    try:
        yield
    except UnknownClaim as error:
        raise HTTPException(404, str(error)) from error
    except TokenReused as error:
        raise HTTPException(409, "This card was decided differently a moment ago. Reload to see it.") from error
    except DecisionRefused as error:
        raise HTTPException(422, str(error)) from error


def ballot_of(state: QueueState, connection: Connection, person: Visitor, form: dict[str, str]) -> Ballot:
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
    if vote in ANSWERS and person.may_adjudicate and not adjudicates:
        _not_meanwhile(connection, person, claim_id, form)
    return Ballot(
        token=form.get("token", ""),
        claim_id=claim_id,
        reviewer=person.name,
        vote=vote,
        evidence_hash=form.get("evidence_hash", "")[:64],
        evidence_ids=tuple(e for e in form.get("evidence_ids", "")[:2000].split() if e),
        correction=_told(state, connection, vote, claim_id, form),
        reason=Reason(reason) if reason else None,
        note=form.get("note", "").strip(),
        adjudication=adjudicates,
        audit=audited(connection, state, person, claim_id),
    )


def _told(
    state: QueueState, connection: Connection, vote: Vote, claim_id: str, form: dict[str, str]
) -> dict[str, str] | None:
    """What goes with a vote: a correction, or the source of a sector that is accepted."""
    if vote is Vote.CORRECT:
        return read_correction(state, connection, claim_id, form)
    return read_source(connection, claim_id, form) if vote is Vote.ACCEPT else None


def _not_meanwhile(connection: Connection, person: Visitor, claim_id: str, form: dict[str, str]) -> None:
    """HTTPException when this vote would be cast by one to whom the card shows a conflict to settle.

    An adjudicator sees the votes of a conflict: what follows can be a ruling, never an independent vote.
    """
    known = find_decision(connection, form.get("token", ""))
    log = log_of(connection, claim_id)
    if known is None and may_rule(log, form.get("evidence_hash", ""), person.name):
        raise HTTPException(409, "The votes on this claim differ by now. Reload it to see them, then settle it.")


def _said(vote: str, done: Decided) -> str:
    words = {
        "accept": "Accepted",
        "reject": "Rejected",
        "unsure": "Unsure",
        "correct": "Corrected",
        "flag": "Flagged",
    }
    said = f"{words.get(vote, 'Decided')}."
    if vote not in ANSWERS:
        return said
    if done.state is ClaimState.CONFLICT:
        said += " The reviewers differ: a third person settles it, or one of you changes the own vote."
    if done.state is ClaimState.AGREED:
        said += " Agreed after discussion: a third person's own vote would verify it."
    if not done.counts:
        said += " Its evidence changed meanwhile, so the claim comes back."
    return said


@router.post("/reason")
def give_reason(request: Request, person: Signed, form: Form) -> Response:
    """The reason for a rejection just made: a second entry in the log that repeats the vote with its reason."""
    state = state_of(request)
    may_decide(person)
    with state.writing() as connection:
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
    state = state_of(request)
    wanted = read_filter(state, form)
    may_decide(person)
    with state.writing() as connection:
        last = last_votes(connection, person.name, wanted.target, limit=1)
        if last:
            _take_back(connection, person, last[0], form.get("token", ""))
            take(connection, viewer(person), last[0].claim_id, audit=last[0].audit)
            paper = paper_of(connection, last[0].claim_id) if wanted.together else ""
            dealt = [Dealt(last[0].claim_id, audit=last[0].audit, paper=paper)]
        else:
            dealt = deal_to(connection, state, person, wanted, of_paper=form.get("of_paper", ""))
    state.decided(wanted.target)
    said = "Taken back. Here it is again." if last else "There is nothing to take back."
    if not is_htmx(request) and not wants_json(request):
        return RedirectResponse(f"/claims/{dealt[0].claim_id}" if dealt else "/", 303)
    return show(request, person, wanted, dealt, said=said)


def _take_back(connection: Connection, person: Visitor, last: RecentVote, key: str) -> None:
    """Undo the vote: a rejection with the reason that was added to it, one of a batch with all of the batch."""
    log = log_of(connection, last.claim_id)
    undone = {e.undoes for e in log}
    mine = [e for e in log if e.reviewer == person.name and e.vote in ANSWERS and e.id not in undone]
    gone = [mine[-1]]
    if batch := batch_of(mine[-1].token):
        gone = standing_of_batch(connection, person.name, batch)
    elif len(mine) > 1 and mine[-1].reason and mine[-2].vote == Vote.REJECT and not mine[-2].reason:
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


@router.post("/flag")
def flag(request: Request, person: Signed, form: Form) -> Response:
    """Flag the claim for an adjudicator, or take one's flag off; the card stays."""
    state = state_of(request)
    wanted = read_filter(state, form)
    may_decide(person)
    with state.writing() as connection:
        claim_id = form.get("claim", "")
        log = log_of(connection, claim_id)
        undone = {e.undoes for e in log}
        mine = [e for e in log if e.reviewer == person.name and e.vote == Vote.FLAG and e.id not in undone]
        ballot = ballot_of(state, connection, person, {**form, "vote": Vote.FLAG})
        if mine:
            ballot = replace(ballot, vote=Vote.UNDO, undoes=mine[-1].id, note="")
        record(connection, ballot)
        take(connection, viewer(person), claim_id, audit=ballot.audit)
        dealt = Dealt(claim_id, audit=audited(connection, state, person, claim_id), paper=form.get("of_paper", ""))
    said = "Flag taken off." if mine else "Flagged for an adjudicator."
    return show(request, person, wanted, [dealt], said=said)
