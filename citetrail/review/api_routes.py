"""The JSON API: what the pages show and take, for programs. The same cards, leases, roles, checks and log."""

import base64
import hashlib
import re
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from citetrail.records.vocabulary import Reason, Role, Sector, Vote
from citetrail.review import decision_routes, queue_routes
from citetrail.review.api_access import HOW_TO_ENTER, Caller
from citetrail.review.card_facts import listed_claim
from citetrail.review.card_responses import audited, may_decide, must_exist, next_cards, show, viewer
from citetrail.review.filter_forms import FILTERS, Page, Wanted, known_outcome, known_target
from citetrail.review.known import paper_facts, target_facts
from citetrail.review.remark_routes import record_remark
from citetrail.review.request_checks import LARGEST_NUMBER, from_elsewhere
from citetrail.review.security import Signed, state_of
from citetrail.store.claim_filters import listing
from citetrail.store.known_papers import list_papers
from citetrail.store.leases import take
from citetrail.store.organisations import organisations_named
from citetrail.store.queue import Dealt

router = APIRouter(prefix="/api", tags=["citetrail"])
# Rows a page, as in the lists that people see.
PAGE = 50
SWAGGER = {"js": "/static/swagger-ui-bundle.js", "css": "/static/swagger-ui.css"}


def _text(value: str) -> str:
    if "\0" in value:
        raise ValueError("holds a character that no text has")
    return value


Text = Annotated[str, Field(max_length=4_000), AfterValidator(_text)]
Short = Annotated[str, Field(max_length=300), AfterValidator(_text)]


class Change(BaseModel):
    """What every change says."""

    model_config = ConfigDict(extra="forbid")

    wanted: dict[Short, Short] = Field({}, description=f"which claims come next: {', '.join(FILTERS)}, order, target")

    def form(self) -> dict[str, str]:
        """The same as the pages send it."""
        own = self.model_dump(exclude={"wanted"}, exclude_none=True)
        told = {k: " ".join(v) if isinstance(v, list) else str(v) for k, v in own.items() if v not in (False, "")}
        wanted = {k: v for k, v in self.wanted.items() if k in (*FILTERS, "order", "target")}
        return wanted | {k: "1" if v == "True" else v for k, v in told.items()}


class NewDecision(Change):
    """A vote on a claim as it was shown."""

    claim: Short
    token: Annotated[Short, Field(min_length=8, description="yours: the same token sent twice counts once")]
    evidence_hash: Annotated[Short, Field(description="of the card that you judged")]
    vote: Vote
    evidence_ids: Annotated[list[Short], Field(max_length=50)] = []
    reason: Reason | None = None
    note: Text = ""
    adjudication: bool = False
    of_paper: Short = ""
    new_member: Short = ""
    new_role: Role | None = None
    new_sector: Sector | None = None
    new_organisation: Short = ""


class OnClaim(Change):
    """A claim that is put off or flagged."""

    claim: Short
    token: Short = ""
    evidence_hash: Short = ""
    note: Text = ""
    of_paper: Short = ""


class ReasonGiven(Change):
    """Why a claim was rejected, said after the rejection."""

    claim: Short
    decision: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
    reason: Reason
    token: Annotated[Short, Field(min_length=8)]


class NewRemark(BaseModel):
    """Words to the other reviewers of a claim; `@name` asks one of them."""

    model_config = ConfigDict(extra="forbid")
    claim: Short
    token: Annotated[Short, Field(min_length=8, max_length=100)]
    text: Annotated[Text, Field(min_length=1)]
    reply: Annotated[Short, Field(description="what it answers: remark-N or vote-N")] = ""


class TakenBack(Change):
    """An undo of one's last vote."""

    token: Annotated[Short, Field(min_length=8, max_length=90)]


class KeptCard(BaseModel):
    """A card that is still looked at."""

    model_config = ConfigDict(extra="forbid")
    claim: Short
    ahead: Short = ""
    of_paper: Short = ""


@router.get("/targets")
def targets(request: Request, caller: Caller) -> list[str]:
    """The targets that have claims."""
    return state_of(request).targets


@router.get("/targets/{target}")
def one_target(request: Request, caller: Caller, target: str) -> dict[str, Any]:
    """The funnel of a target, what could not be had and why, its queries with their shortfalls, its newest runs."""
    _must_be_known(request, target)
    with state_of(request).reading() as connection:
        return target_facts(connection, target)


@router.get("/targets/{target}/papers")
def papers(
    request: Request, caller: Caller, target: str, words: str = "", outcome: str = "", page: Page = 1
) -> dict[str, Any]:
    """Papers of a target: by words of title or organisation, by outcome of fetching or reading."""
    _must_be_known(request, target)
    known_outcome(outcome)
    with state_of(request).reading() as connection:
        offset = PAGE * (page - 1)
        found, more = list_papers(connection, target, words=words[:300], outcome=outcome, limit=PAGE, offset=offset)
    return {"papers": [paper._asdict() for paper in found], "more": more}


@router.get("/targets/{target}/papers/{paper}")
def one_paper(request: Request, caller: Caller, target: str, paper: str) -> dict[str, Any]:
    """All that is known of a paper: sightings, copies, outcomes, readings, claims, decisions."""
    _must_be_known(request, target)
    state = state_of(request)
    with state.reading() as connection:
        found = paper_facts(connection, state, caller, target, paper)
    if found is None:
        raise HTTPException(404, "There is no such paper.")
    return found


@router.get("/claims")
def claims(request: Request, caller: Caller, wanted: Wanted, page: Page = 1) -> dict[str, Any]:
    """Claims by kind, member, role, sector, organisation, paper, state, reviewer or words, a page at a time."""
    with state_of(request).reading() as connection:
        rows, more, cut = listing(connection, wanted, limit=PAGE, offset=PAGE * (page - 1))
    return {"claims": [listed_claim(row) for row in rows], "more": more, "cut_short": cut}


@router.get("/claims/{claim}")
def one_claim(request: Request, caller: Caller, wanted: Wanted, claim: str) -> Response:
    """The card of a claim, as its reader may see it; leased to whoever may decide."""
    state = state_of(request)
    leases = caller.may_decide and not from_elsewhere(request)
    with state.writing() if leases else state.reading() as connection:
        must_exist(connection, claim)
        if leases:
            take(connection, viewer(caller), claim)
        dealt = Dealt(claim, audit=audited(connection, state, caller, claim))
    return show(request, caller, wanted, [dealt], deep=True)


@router.get("/next")
def next_card(request: Request, caller: Caller, wanted: Wanted) -> Response:
    """The next card for this token or window, leased to it; `claim` is null when none waits."""
    may_decide(caller)
    # A link on another site must not deal a card: it would be held from everybody else.
    dealt = [] if from_elsewhere(request) else next_cards(state_of(request), caller, wanted)
    return show(request, caller, wanted, dealt)


@router.post("/decisions")
def decide(request: Request, caller: Caller, told: NewDecision) -> Response:
    """One decision; the answer tells what became of the claim, and brings the next card."""
    return decision_routes.take_decision(request, caller, told.form())


@router.post("/reasons")
def give_reason(request: Request, caller: Caller, told: ReasonGiven) -> Response:
    """The reason for a rejection just made."""
    decision_routes.give_reason(request, caller, told.form())
    return JSONResponse({"reason": told.reason})


@router.post("/undo")
def undo(request: Request, caller: Caller, told: TakenBack) -> Response:
    """Take back one's last vote that stands, or all of those that were made as one; brings its card."""
    return decision_routes.undo(request, caller, told.form())


@router.post("/flags")
def flag(request: Request, caller: Caller, told: OnClaim) -> Response:
    """Flag a claim for an adjudicator, or take one's flag off."""
    return decision_routes.flag(request, caller, told.form())


@router.post("/remarks")
def remark(request: Request, caller: Caller, told: NewRemark) -> Response:
    """Say something of a claim to its other reviewers; open to whoever may see its votes, never published."""
    return JSONResponse({"remark": record_remark(request, caller, told.claim, told.model_dump(exclude={"claim"}))})


@router.post("/skips")
def skip(request: Request, caller: Caller, told: OnClaim) -> Response:
    """Put a card off without a decision; brings the next one."""
    return queue_routes.put_off(request, caller, told.form())


@router.post("/leases")
def keep_lease(request: Request, caller: Caller, told: KeptCard) -> Response:
    """Keep a card that is still looked at: a lease ends after three minutes."""
    return queue_routes.keep_lease(request, caller, told.model_dump())


@router.get("/organisations")
def organisations(request: Request, caller: Caller, named: str = "") -> list[dict[str, Any]]:
    """Organisations to choose from, for a correction."""
    with state_of(request).reading() as connection:
        return [found._asdict() for found in organisations_named(connection, named[:200])]


@router.get("/openapi.json", include_in_schema=False)
def schema(request: Request, caller: Caller) -> dict[str, Any]:
    """The API in the words of OpenAPI."""
    enter = HOW_TO_ENTER.format(address=str(request.base_url).rstrip("/"))
    return get_openapi(
        title="citetrail",
        version="1",
        description=f"{enter}\nWhat the review pages show and take, with the same blindness, roles, leases and log.",
        routes=router.routes,
    )


@router.get("/docs", include_in_schema=False)
def documentation(request: Request, person: Signed) -> Response:
    """FastAPI's page for the API, with everything it needs from here."""
    made = get_swagger_ui_html(
        openapi_url="/api/openapi.json",
        title="citetrail API",
        swagger_js_url=SWAGGER["js"],
        swagger_css_url=SWAGGER["css"],
        swagger_favicon_url="/static/icon.svg",
    )
    begin = re.search(rb"<script>(.*?)</script>", bytes(made.body), re.S)
    assert begin is not None, "FastAPI's page begins Swagger UI in a script of its own"
    digest = base64.b64encode(hashlib.sha256(begin[1]).digest()).decode()
    made.headers["content-security-policy"] = (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return made


def _must_be_known(request: Request, target: str) -> None:
    known_target(state_of(request), target)
