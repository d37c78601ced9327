"""What is done in the list of claims: several decided with one reason, tags, filters kept by name."""

import re
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from citetrail.records.vocabulary import Reason, Vote
from citetrail.review.card_responses import may_decide, viewer
from citetrail.review.decision_routes import refused
from citetrail.review.filter_forms import FILTERS, address, read_filter
from citetrail.review.security import Form, Picked, Signed, Visitor, state_of
from citetrail.review.texts import reasons_for
from citetrail.store.claims import Claim, find_claims
from citetrail.store.decision_batches import LARGEST, decide_together, size_of_batch, standing_of_batch
from citetrail.store.decision_log import Ballot, decide
from citetrail.store.evidence import evidence_for
from citetrail.store.leases import renew
from citetrail.store.preferences import PreferenceRefused, keep_preference, preferences_of
from citetrail.store.tags import TagRefused, put_tag, take_tag
from citetrail.store.work_lists import waits_for

router = APIRouter()
# Kept filters of one person, all shown in one list: a longer one is no help.
MOST_FILTERS = 30
VOTES = {"accept": Vote.ACCEPT, "reject": Vote.REJECT, "unsure": Vote.UNSURE}
_NAME = re.compile(r"\S[^\0\r\n]{0,39}")
SAVED = "filters"


@router.post("/claims/decide")
def decide_ticked(request: Request, person: Signed, form: Form, picks: Picked) -> Response:
    """Say one thing of all ticked claims, with one reason; taken back as one."""
    state = state_of(request)
    may_decide(person)
    target = read_filter(state, _told(form)).target
    ticked = dict(each.split(":", 1) for each in picks if ":" in each)
    key, vote = form.get("token", ""), VOTES.get(form.get("vote", ""))
    if vote is None:
        raise HTTPException(422, "Accept, reject or unsure can be said of several claims.")
    with state.writing() as connection:
        count = size_of_batch(connection, person.name, key)
        skipped = 0
        if not count:
            fit = _fit(connection, person, ticked, vote)
            ballots = [_ballot(connection, person, claim, ticked[claim.id], vote, form) for claim in fit]
            if ballots:
                with refused():
                    decide_together(connection, key, ballots)
            count, skipped = len(ballots), len(ticked) - len(ballots)
            if count:
                keep_preference(connection, person.name, "last_batch", key)
            state.turns[person.session.id] = state.turns.get(person.session.id, 0) + count
    state.decided(target)
    return _back(request, form, f"{count} decided" + (f", {skipped} left out" if skipped else ""))


def _fit(connection: Connection, person: Visitor, ticked: dict[str, str], vote: Vote) -> list[Claim]:
    """Of the ticked claims those that wait for this person, in no other window, that one word may settle."""
    found = find_claims(connection, list(ticked))
    return [
        claim
        for claim in (found[each] for each in ticked if each in found)
        if waits_for(claim, person.name)
        and not claim.flagged
        and not (claim.sensitive and vote is Vote.ACCEPT)
        and renew(connection, viewer(person), claim.id)
    ]


def _ballot(
    connection: Connection, person: Visitor, claim: Claim, shown: str, vote: Vote, form: dict[str, str]
) -> Ballot:
    """One claim's ballot; a reason that does not fit its kind is left out."""
    reason = form.get("reason", "")
    fits = vote is Vote.REJECT and reason in reasons_for(claim.kind)
    return Ballot(
        token="",
        claim_id=claim.id,
        reviewer=person.name,
        vote=vote,
        evidence_hash=shown[:64],
        evidence_ids=tuple(e.id for e in evidence_for(connection, claim, 1)),
        reason=Reason(reason) if fits else None,
        note=form.get("note", "").strip(),
    )


@router.post("/claims/undo")
def undo_ticked(request: Request, person: Signed, form: Form) -> Response:
    """Take back what was last said of several claims, as one."""
    state = state_of(request)
    may_decide(person)
    with state.writing() as connection:
        key = str(preferences_of(connection, person.name).get("last_batch") or "")
        gone = standing_of_batch(connection, person.name, key) if key else []
        with refused():
            for entry in gone:
                token = f"{entry.token}.undo"
                undo = Ballot(token, entry.claim_id, person.name, Vote.UNDO, entry.evidence_hash, undoes=entry.id)
                decide(connection, undo)
    state.decided(read_filter(state, _told(form)).target)
    return _back(request, form, f"{len(gone)} taken back")


@router.post("/claims/tag")
def tag_ticked(request: Request, person: Signed, form: Form, picks: Picked) -> Response:
    """Put a tag on the ticked claims, or take it off."""
    state = state_of(request)
    may_decide(person)
    target = read_filter(state, _told(form)).target
    ids = [each.split(":", 1)[0] for each in picks][:LARGEST]
    tag = form.get("tag", "").strip()
    with state.writing() as connection:
        try:
            if form.get("off"):
                count = take_tag(connection, target, ids, tag)
            else:
                count = put_tag(connection, target, ids, tag, person.name)
        except TagRefused as error:
            raise HTTPException(422, str(error)) from error
    return _back(request, form, f"{count} tagged" if not form.get("off") else f"tag taken off {count}")


@router.post("/claims/filters")
def keep_filter(request: Request, person: Signed, form: Form) -> Response:
    """Keep the list's filter under a name, or forget the name."""
    state = state_of(request)
    name = form.get("name", "").strip()
    if not _NAME.fullmatch(name):
        raise HTTPException(422, "A name has between 1 and 40 characters.")
    with state.writing() as connection:
        kept = dict(preferences_of(connection, person.name).get(SAVED) or {})
        if form.get("forget"):
            kept.pop(name, None)
        else:
            kept[name] = address(read_filter(state, _told(form)), state)
        if len(kept) > MOST_FILTERS:
            raise HTTPException(422, f"At most {MOST_FILTERS} filters are kept: forget one first.")
        try:
            keep_preference(connection, person.name, SAVED, kept or None)
        except PreferenceRefused as error:
            raise HTTPException(422, str(error)) from error
    return _back(request, form, "Filter forgotten" if form.get("forget") else "Filter kept")


def _told(form: Form) -> dict[str, str]:
    query = dict(parse_qsl(form.get("query", "")[:3000]))
    return {name: value for name, value in query.items() if name in (*FILTERS, "order", "target")}


def _back(request: Request, form: Form, said: str) -> Response:
    told = _told(form) | {"said": said}
    return RedirectResponse(f"/claims?{urlencode(told)}", 303)
