"""Lists and figures: claims with filters and search, conflicts, progress, corrections to choose from."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from citetrail.review.effort_curve import effort_chart
from citetrail.review.filter_forms import Wanted, address
from citetrail.review.request_checks import small_number
from citetrail.review.review_progress import SHOWN, figures
from citetrail.review.security import Signed, state_of
from citetrail.review.templating import page
from citetrail.store.accounts import everyone
from citetrail.store.claim_filters import Filter, Order, listing, paper_titles
from citetrail.store.claims import Claim
from citetrail.store.organisations import organisations_named
from citetrail.store.review_quality import agreement, audit_rates

router = APIRouter()
PAGE = 50


@router.get("/claims")
def claims_list(request: Request, person: Signed, wanted: Wanted, page_number: int = 1) -> Response:
    """Every claim that the filter finds, a page at a time."""
    state = state_of(request)
    number = min(max(1, small_number(page_number)), 400)
    with state.reading() as connection:
        rows, more, cut = listing(connection, wanted, limit=PAGE, offset=PAGE * (number - 1))
        people = [r.name for r in everyone(connection)]
        titles = _titles(connection, rows)
    return page(
        request,
        "claims.html",
        person,
        rows=rows,
        titles=titles,
        more=more,
        cut=cut,
        number=number,
        **_filters(request, wanted),
        people=people,
    )


def _titles(connection: Connection, rows: list[Claim]) -> dict[str, str]:
    """What the claims' papers are called: "this paper" alone tells nobody which."""
    return paper_titles(connection, [row.paper_id for row in rows if row.paper_id])


def _filters(request: Request, wanted: Filter) -> dict[str, Any]:
    state = state_of(request)
    return {
        "wanted": wanted,
        "query": address(wanted, state),
        "orders": list(Order),
        "members": state.members(wanted.target),
        "targets": state.targets,
    }


@router.get("/conflicts")
def conflicts(request: Request, person: Signed, wanted: Wanted) -> Response:
    """Claims on which reviewers differ, are unsure, or that somebody flagged."""
    state = state_of(request)
    with state.reading() as connection:
        found = {
            state: listing(connection, Filter(wanted.target, state=state, order=Order.PRIORITY), limit=200)[0]
            for state in ("conflict", "another", "flagged")
        }
        titles = _titles(connection, [row for rows in found.values() for row in rows])
    return page(request, "conflicts.html", person, found=found, titles=titles, **_filters(request, wanted))


@router.get("/progress")
def progress(request: Request, person: Signed, wanted: Wanted) -> Response:
    """How far the review is."""
    state = state_of(request)
    target = wanted.target
    order = state.orders.get(target)
    return page(
        request,
        "progress.html",
        person,
        progress=state.lately(f"progress {target}", lambda c: figures(c, target), patience=60),
        audits=state.lately(f"audits {target}", lambda c: audit_rates(c, target), seconds=30, patience=60),
        agreement=state.lately(f"agreement {target}", lambda c: agreement(c, target), seconds=30, patience=60),
        order=order,
        shown=SHOWN,
        chart=effort_chart(order.curves) if order else None,
        share=state.settings.audit_share,
        **_filters(request, wanted),
    )


@router.get("/organisations")
def organisations(request: Request, person: Signed, named: str = "") -> Response:
    """Organisations to choose from, for a correction."""
    with state_of(request).reading() as connection:
        found = organisations_named(connection, named[:200])
    return page(request, "organisations.html", person, found=found, named=named)


@router.get("/criteria")
def all_criteria(request: Request, person: Signed) -> Response:
    from citetrail.review.criteria import criteria

    return page(request, "criteria.html", person, all_criteria=criteria())
