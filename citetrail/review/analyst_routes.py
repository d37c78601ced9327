"""The start page of analysts: targets, funnels, runs, queries, papers with all that is known of one, search."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from citetrail.records.vocabulary import Outcome
from citetrail.review.filter_forms import Page, Wanted, known_outcome
from citetrail.review.known import paper_facts, target_facts
from citetrail.review.security import Signed, state_of
from citetrail.review.templating import page
from citetrail.store.known_papers import list_papers

router = APIRouter()
# Rows a page: what a person scrolls through, and what one query answers at once in a large store.
PAGE = 50


@router.get("/overview")
def overview(request: Request, person: Signed, wanted: Wanted) -> Response:
    """A target in numbers: the funnel, what could not be had and why, queries and their shortfalls, runs."""
    state = state_of(request)
    target = wanted.target
    facts = state.lately(f"facts {target}", lambda c: target_facts(c, target), seconds=30, patience=60)
    return page(request, "overview.html", person, facts=facts, wanted=wanted, targets=state.targets)


@router.get("/papers")
def papers(request: Request, person: Signed, wanted: Wanted, outcome: str = "", number: Page = 1) -> Response:
    """Papers of a target, by words and by outcome."""
    state = state_of(request)
    known_outcome(outcome)
    with state.reading() as connection:
        offset = PAGE * (number - 1)
        rows, more = list_papers(
            connection, wanted.target, words=wanted.words, outcome=outcome, limit=PAGE, offset=offset
        )
    told: dict[str, Any] = {
        "rows": rows,
        "more": more,
        "number": number,
        "outcome": outcome,
        "outcomes": list(Outcome),
    }
    return page(request, "papers.html", person, wanted=wanted, **told)


@router.get("/papers/{paper_id}")
def one_paper(request: Request, person: Signed, wanted: Wanted, paper_id: str) -> Response:
    """All that is known of one paper."""
    state = state_of(request)
    with state.reading() as connection:
        facts = paper_facts(connection, state, person, wanted.target, paper_id)
    if facts is None:
        raise HTTPException(404, "There is no such paper.")
    return page(request, "paper.html", person, facts=facts, wanted=wanted, targets=state.targets)
