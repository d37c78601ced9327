"""Lists and figures: claims with filters and search, conflicts, progress, corrections to choose from."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from citetrail.records.vocabulary import ClaimState
from citetrail.review.cards import quote_of
from citetrail.review.effort_curve import effort_chart
from citetrail.review.filter_forms import Page, Wanted, address
from citetrail.review.people_progress import COUNT_ME, people_progress
from citetrail.review.review_progress import SHOWN, figures
from citetrail.review.security import Form, Signed, Visitor, state_of, token
from citetrail.review.stopping_rule import FEWEST, StoppingRule, stopping_rule
from citetrail.review.templating import page
from citetrail.review.ticked_claims import Lot
from citetrail.store.accounts import everyone
from citetrail.store.claim_filters import Filter, ListedState, Order, listing, paper_titles
from citetrail.store.claims import Claim
from citetrail.store.evidence import evidence_for
from citetrail.store.organisations import organisations_named
from citetrail.store.preferences import keep_preference, preferences_of
from citetrail.store.remarks import asked_of
from citetrail.store.review_quality import agreement, audit_rates
from citetrail.store.screening import screened_uses
from citetrail.store.tags import tags_in_use, tags_of
from citetrail.store.work_lists import waits_for

router = APIRouter()
# Rows a page: what a person scrolls through, and what one query answers at once in a large store.
PAGE = 50


@router.get("/claims")
def claims_list(
    request: Request, person: Signed, wanted: Wanted, number: Page = 1, said: str = "", lot: str = ""
) -> Response:
    """Every claim that the filter finds, a page at a time; what waits for its reader can be ticked."""
    state = state_of(request)
    with state.reading() as connection:
        rows, more, cut = listing(connection, wanted, limit=PAGE, offset=PAGE * (number - 1))
        people = [r.name for r in everyone(connection)]
        titles = _titles(connection, rows)
        chosen = preferences_of(connection, person.name)
        open_rows = [row for row in rows if person.may_decide and waits_for(row, person.name)]
        quotes = {row.id: quote_of(e) for row in open_rows for e in evidence_for(connection, row, 1)}
        tags, all_tags = tags_of(connection, [row.id for row in rows]), tags_in_use(connection, wanted.target)
    return page(
        request,
        "claims.html",
        person,
        rows=rows,
        titles=titles,
        open_ids={row.id for row in open_rows},
        quotes=quotes,
        tags=tags,
        all_tags=all_tags,
        saved=chosen.get("filters") or {},
        batch=bool(chosen.get("last_batch")),
        token=token(),
        said=said[:100],
        lot=_lot(request, person, lot),
        more=more,
        cut=cut,
        number=number,
        **_filters(request, wanted),
        people=people,
    )


def _lot(request: Request, person: Visitor, key: str) -> Lot | None:
    """What this window decided last as one, where the address asks for that lot."""
    made: Lot | None = state_of(request).lots.get(person.session.id)
    return made if made is not None and made.token == key else None


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
    """Claims on which somebody asked this reviewer, on which reviewers differ or are unsure, or that are flagged."""
    state = state_of(request)
    with state.reading() as connection:
        found = {
            state: listing(connection, Filter(wanted.target, state=state, order=Order.PRIORITY), limit=200)[0]
            for state in (ClaimState.CONFLICT, ListedState.ANOTHER, ListedState.FLAGGED)
        }
        titles = _titles(connection, [row for rows in found.values() for row in rows])
        asked = asked_of(connection, wanted.target, person.name)
    filters = _filters(request, wanted)
    return page(request, "conflicts.html", person, found=found, titles=titles, asked=asked, **filters)


@router.get("/progress")
def progress(request: Request, person: Signed, wanted: Wanted) -> Response:
    """How far the review is."""
    state = state_of(request)
    target = wanted.target
    order = state.orders.get(target)
    with state.reading() as connection:
        people = people_progress(connection, target, person.name)
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
        rule=state.lately(f"rule {target}", lambda c: _rule(c, target), seconds=30, patience=60),
        fewest=FEWEST,
        people=people,
        **_filters(request, wanted),
    )


def _rule(connection: Connection, target: str) -> StoppingRule:
    found = screened_uses(connection, target)
    told = {"cleared": found.cleared, "audited": found.audited, "audit_errors": found.audit_errors}
    return stopping_rule(found.read, found.waiting, **told)


@router.post("/count-me")
def count_me(request: Request, person: Signed, form: Form) -> Response:
    """Agree to be listed by name beside one's number of votes, or no longer."""
    with state_of(request).writing() as connection:
        keep_preference(connection, person.name, COUNT_ME, True if form.get("count") else None)
    return RedirectResponse("/progress#people", 303)


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
