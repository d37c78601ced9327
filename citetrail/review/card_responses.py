"""Dealing a card to the one who asks, and showing it: as a page, as htmx's part of one, or as JSON."""

from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Connection

from citetrail.review.card_facts import card_facts
from citetrail.review.cards import Card, build
from citetrail.review.filter_forms import address
from citetrail.review.paper_claims import paper_claims_of
from citetrail.review.queue_state import QueueState
from citetrail.review.review_progress import figures
from citetrail.review.security import Visitor, state_of, token
from citetrail.review.templating import is_htmx, page, wants_json, with_cookie
from citetrail.store.claim_filters import Filter
from citetrail.store.claims import find_claim
from citetrail.store.claims_by_paper import deal_by_paper
from citetrail.store.decision_log import Decided
from citetrail.store.decisions import last_votes
from citetrail.store.leases import Viewer, on_audit
from citetrail.store.queue import Dealt, deal


def next_cards(state: QueueState, person: Visitor, wanted: Filter, *, of_paper: str = "") -> list[Dealt]:
    if not person.may_decide:
        return []
    with state.writing() as connection:
        return deal_to(connection, state, person, wanted, of_paper=of_paper)


def deal_to(
    connection: Connection, state: QueueState, person: Visitor, wanted: Filter, *, of_paper: str = ""
) -> list[Dealt]:
    """The next cards for this window; `of_paper`: whose claims were on screen, where they come by paper."""
    turn, share = state.turns.get(person.session.id, 0), state.settings.audit_share
    if wanted.together:
        return deal_by_paper(connection, wanted, viewer(person), audit_share=share, turn=turn, of_paper=of_paper)
    return deal(connection, wanted, viewer(person), audit_share=share, turn=turn)


def audited(connection: Connection, state: QueueState, person: Visitor, claim_id: str) -> bool:
    return on_audit(connection, viewer(person), claim_id, state.settings.audit_share)


def viewer(person: Visitor) -> Viewer:
    return Viewer(person.name, person.session.id)


def may_decide(person: Visitor) -> None:
    """HTTPException for an analyst: looking on neither decides nor holds a card."""
    if not person.may_decide:
        raise HTTPException(403, "Whoever looks on decides nothing: a reviewer does, or a token that may.")


def must_exist(connection: Connection, claim_id: str) -> None:
    if find_claim(connection, claim_id) is None:
        raise HTTPException(404, "There is no such claim.")


def show(
    request: Request,
    person: Visitor,
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
        kind = found.kind if rejected and (found := find_claim(connection, rejected.claim_id)) else ""
        paper_claims = paper_claims_of(connection, wanted, viewer(person), dealt[0]) if dealt and card else None
    if wants_json(request):
        response: Response = JSONResponse(as_json(card, person, paper_claims.paper if paper_claims else ""))
        with_cookie(request, response)
        return response
    told: dict[str, Any] = {
        "card": card,
        "paper_claims": paper_claims,
        "ahead": ahead,
        "recent": recent,
        "wanted": wanted,
        "query": address(wanted, state),
        "token": token(),
        "held": held,
        "deep": deep,
        "said": said,
        "rejected": rejected,
        "rejected_kind": kind,
        "progress": None if ahead else state.lately(f"progress {wanted.target}", lambda c: figures(c, wanted.target)),
        "targets": state.targets,
        "members": state.members(wanted.target),
        "model": state.orders.get(wanted.target),
    }
    return page(request, "card.html" if ahead or is_htmx(request) else "queue.html", person, **told)


def card_of(connection: Connection, person: Visitor, dealt: Dealt) -> Card | None:
    return build(connection, dealt.claim_id, person.name, person.role, audit=dealt.audit)


def as_json(card: Card | None, person: Visitor, of_paper: str = "") -> dict[str, Any]:
    """A card for a program: what it takes to decide it; `of_paper` is the paper with whose claims it was dealt."""
    if card is None:
        return {"claim": None, "csrf": person.session.csrf}
    together = {"of_paper": of_paper} if of_paper else {}
    return (
        card_facts(card)
        | together
        | {
            "claim": card.claim.id,
            "kind": card.claim.kind,
            "text": card.claim.text,
            "evidence_hash": card.claim.evidence_hash,
            "audit": card.audit,
            "token": token(),
            "csrf": person.session.csrf,
        }
    )
