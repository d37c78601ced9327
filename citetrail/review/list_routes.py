"""What is done in the list of claims: several decided with one reason, tags, filters kept by name."""

import re
from dataclasses import asdict
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from citetrail.records.vocabulary import Vote
from citetrail.review.card_responses import may_decide
from citetrail.review.decision_routes import refused
from citetrail.review.filter_forms import FILTERS, address, read_filter
from citetrail.review.queue_state import QueueState
from citetrail.review.security import Form, Picked, Signed, Visitor, state_of
from citetrail.review.templating import wants_json
from citetrail.review.ticked_claims import Lot, LotBallot, decide_lot
from citetrail.store.decision_batches import LARGEST, size_of_batch, standing_of_batch
from citetrail.store.decision_log import Ballot, decide
from citetrail.store.preferences import PreferenceRefused, keep_preference, preferences_of
from citetrail.store.tags import TagRefused, put_tag, take_tag

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
    said = LotBallot(key, vote, ticked, form.get("reason", ""), form.get("note", "").strip())
    lot = _decide(state, person, said)
    state.decided(target)
    if wants_json(request):
        return JSONResponse(asdict(lot))
    left = len(lot.left_out)
    told = f"{lot.decided} decided" + (f", {left} left out" if left else "")
    return _back(request, form, told, lot=key[:60])


def _decide(state: QueueState, person: Visitor, said: LotBallot) -> Lot:
    """Decide the lot, or tell again what became of it: the same form sent twice counts once."""
    with state.writing() as connection:
        if count := size_of_batch(connection, person.name, said.token):
            known = state.lots.get(person.session.id)
            return known if known and known.token == said.token else Lot(said.token, count)
        with refused():
            lot = decide_lot(connection, person, said)
        if lot.decided:
            keep_preference(connection, person.name, "last_batch", said.token)
        state.turns[person.session.id] = state.turns.get(person.session.id, 0) + lot.decided
    state.lots[person.session.id] = lot
    return lot


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


def _back(request: Request, form: Form, said: str, **more: str) -> Response:
    told = _told(form) | {"said": said} | more
    return RedirectResponse(f"/claims?{urlencode(told)}", 303)
