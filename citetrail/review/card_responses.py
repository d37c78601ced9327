"""Dealing a card to the one who asks, and showing it: as a page, as htmx's part of one, or as JSON."""

from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Connection

from citetrail.review.cards import Card, build
from citetrail.review.filter_forms import address
from citetrail.review.queue_state import QueueState
from citetrail.review.review_progress import figures
from citetrail.review.security import Person, state_of, token
from citetrail.review.templating import is_htmx, page, wants_json, with_cookie
from citetrail.store.claim_filters import Filter
from citetrail.store.claims import find_claim
from citetrail.store.decision_log import Decided
from citetrail.store.decisions import last_votes
from citetrail.store.leases import Viewer, on_audit
from citetrail.store.queue import Dealt, deal


def next_cards(state: QueueState, person: Person, wanted: Filter) -> list[Dealt]:
    if not person.may_decide:
        return []
    with state.writing() as connection:
        return deal_to(connection, state, person, wanted)


def deal_to(connection: Connection, state: QueueState, person: Person, wanted: Filter) -> list[Dealt]:
    turn = state.turns.get(person.session.id, 0)
    return deal(connection, wanted, viewer(person), audit_share=state.settings.audit_share, turn=turn)


def audited(connection: Connection, state: QueueState, person: Person, claim_id: str) -> bool:
    return on_audit(connection, viewer(person), claim_id, state.settings.audit_share)


def viewer(person: Person) -> Viewer:
    return Viewer(person.name, person.session.id)


def may_decide(person: Person) -> None:
    """HTTPException for an analyst: looking on neither decides nor holds a card."""
    if not person.may_decide:
        raise HTTPException(403, "Analysts look on; a reviewer decides.")


def must_exist(connection: Connection, claim_id: str) -> None:
    if find_claim(connection, claim_id) is None:
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
    state = state_of(request)
    with state.reading() as connection:
        card = card_of(connection, person, dealt[0]) if dealt else None
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
        "query": address(wanted, state),
        "token": token(),
        "held": held,
        "deep": deep,
        "said": said,
        "rejected": rejected,
        "progress": None if ahead else state.lately(f"progress {wanted.target}", lambda c: figures(c, wanted.target)),
        "targets": state.targets,
        "members": state.members(wanted.target),
        "model": state.orders.get(wanted.target),
    }
    return page(request, "card.html" if ahead or is_htmx(request) else "queue.html", person, **told)


def card_of(connection: Connection, person: Person, dealt: Dealt) -> Card | None:
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
