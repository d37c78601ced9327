"""The application: routes, security, what lives as long as the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from sqlalchemy import Engine
from starlette.exceptions import HTTPException

from citetrail.records.settings import Settings
from citetrail.records.target_files import TargetError, load_target, target_path
from citetrail.records.targets import Target
from citetrail.review import (
    account_routes,
    added_file_routes,
    analyst_routes,
    api_routes,
    card_file_routes,
    choice_routes,
    decision_routes,
    files,
    list_routes,
    overview_routes,
    paper_routes,
    queue_routes,
    remark_routes,
    text_routes,
)
from citetrail.review.queue_state import QueueState
from citetrail.review.ranking_updates import RankingUpdates
from citetrail.review.rendering import Renderer
from citetrail.review.request_checks import Security, is_huge, is_loopback, takes_html
from citetrail.review.security import COOKIE_SENT, CookieCame, CookieNeeded, SignInNeeded, SignInPace, Turns
from citetrail.review.templating import error_page, is_api, page, set_cookie, wants_json, wants_page
from citetrail.store.accounts import ensure_local, new_visitor
from citetrail.store.claims import targets_with_claims
from citetrail.store.decision_log import apply_policy
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import writing
from citetrail.store.review_policies import browser_seal

# Every module of routes. Their addresses are apart, so that the order says nothing.
PARTS = (
    queue_routes,
    decision_routes,
    paper_routes,
    list_routes,
    overview_routes,
    analyst_routes,
    added_file_routes,
    card_file_routes,
    account_routes,
    choice_routes,
    files,
    remark_routes,
    text_routes,
    api_routes,
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def create_app(
    settings: Settings, engine: Engine, *, hosts: frozenset[str] = LOOPBACK, target: str = "", open_here: bool = True
) -> FastAPI:
    """The queue over a store.

    `hosts` are the names it answers to; `target` is the one shown first; `open_here` lets the local reviewer in
    without a password while nobody has an account: for loopback only.
    """
    state = _state(settings, engine, hosts, target, open_here)
    ranking = RankingUpdates(state)
    state.on_decision.append(ranking.decided)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        state.renderer.prune()
        ranking.start()
        yield
        ranking.stop()
        state.renderer.close()

    app = FastAPI(title="citetrail", docs_url=None, redoc_url=None, openapi_url=None, lifespan=living)
    app.state.queue = state
    app.state.pace = SignInPace()
    app.state.turns = Turns()
    for part in PARTS:
        app.include_router(part.router)
    app.add_middleware(Security, hosts=hosts, largest_file=settings.max_bytes, error_page=error_page)
    app.add_exception_handler(SignInNeeded, _to_sign_in)
    app.add_exception_handler(CookieNeeded, _with_cookie)
    app.add_exception_handler(CookieCame, _with_its_address)
    app.add_exception_handler(RequestValidationError, _no_number)
    app.add_exception_handler(HTTPException, _told)
    return app


def _state(settings: Settings, engine: Engine, hosts: frozenset[str], target: str, open_here: bool) -> QueueState:
    documents = DocumentStore(settings.store_documents_url)
    renderer = Renderer(settings.var / "cache" / "pages", documents.get, workers=settings.workers)
    with writing(engine) as connection:
        ensure_local(connection)
        apply_policy(connection, settings.two_reviewers)
        seal = browser_seal(connection)
    targets = _targets(engine, target)
    known = {t: found for t in targets if (found := _target(t)) is not None}
    local = open_here and all(map(is_loopback, hosts))  # a public name may lead here from anywhere
    return QueueState(engine, settings, targets, renderer, documents, hosts, local, known, seal=seal)


def _targets(engine: Engine, first: str) -> list[str]:
    """The targets that have claims, the wanted one first."""
    with engine.connect() as connection:
        found = targets_with_claims(connection)
    wanted = [first] if first else []
    return [*wanted, *(t for t in found if t != first)] or ["ms-celeb-1m"]


def _target(slug: str) -> Target | None:
    """The target's file; None for one that is in the store but not among the files."""
    try:
        return load_target(target_path(slug))
    except (TargetError, OSError):
        return None


async def _to_sign_in(request: Request, _: Exception) -> Response:
    if request.method == "GET" and wants_page(request):
        return RedirectResponse("/login", 303)
    if is_api(request):
        return _token_needed()
    if wants_page(request):
        return page(request, "error.html", None, 401, said="You are signed out.", sign_in=True)
    return PlainTextResponse("Sign in first.", 401, {"hx-redirect": "/login"})


def _token_needed() -> Response:
    told = {"error": "Send a token: Authorization: Bearer …"}
    return JSONResponse(told, 401, {"www-authenticate": "Bearer"})


async def _with_cookie(request: Request, _: Exception) -> Response:
    """A window's first request: the same address once more, now with a cookie. Nothing is written for it.

    A program needs a token, not a cookie; a window that was sent round and keeps no cookie is told so.
    """
    if is_api(request) and not takes_html(request.headers.get("accept", "")):
        return _token_needed()
    if request.method != "GET":
        words = "This page is out of date. Reload it, then try again: nothing was changed."
        return await _told(request, HTTPException(403, words))
    if request.url.query.endswith(COOKIE_SENT):
        words = "This browser keeps no cookie, and the queue needs one. Allow cookies for this address, then reload."
        response = await _told(request, HTTPException(403, words))
    else:
        query = "&".join(filter(None, (request.url.query, COOKIE_SENT)))
        response = RedirectResponse(f"{request.url.path}?{query}", 303)
    set_cookie(request, response, new_visitor(request.app.state.queue.key))
    return response


async def _with_its_address(request: Request, _: Exception) -> Response:
    """The window is back with its cookie: the address is again the one that it asked for."""
    query = request.url.query.removesuffix(COOKIE_SENT).removesuffix("&")
    return RedirectResponse(f"{request.url.path}?{query}" if query else request.url.path, 303)


async def _no_number(request: Request, error: Any) -> Response:
    """A number that is none, or larger than any number that means something."""
    status = 400 if any(is_huge(each) for each in error.errors()) else 422
    told = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:5])
    words = "; ".join(told)[:500]
    if not is_api(request):
        words = f"That is no address of a page here: {words}."
    return await _told(request, HTTPException(status, words))


async def _told(request: Request, error: Any) -> Response:
    """An error as JSON, as a page, or as words for htmx and other scripts."""
    if wants_json(request):
        return JSONResponse({"error": error.detail}, error.status_code, error.headers)
    if not wants_page(request):
        return PlainTextResponse(str(error.detail), error.status_code, error.headers)
    response = page(request, "error.html", None, error.status_code, said=error.detail)
    response.headers.update(error.headers or {})
    return response
