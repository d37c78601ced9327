"""Signing in and out."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from citetrail.review.security import COOKIE, Form, Signed, SignInPace, session_of, state_of
from citetrail.review.templating import page, set_cookie
from citetrail.store.accounts import close_session, get, new_visitor, open_session, verify, visitor

router = APIRouter()


@router.get("/login")
def form(request: Request) -> Response:
    """The sign-in form. Whoever is signed in stays so: a link that leads here signs nobody out."""
    session = session_of(request)
    if session is not None and session.reviewer:
        return RedirectResponse("/", 303)
    return _form(request)


def _form(request: Request, said: str = "", status: int = 200) -> Response:
    """The sign-in form; the cookie of a visitor carries its CSRF token, and nothing is kept of it."""
    session = session_of(request)
    if session is None:
        key = state_of(request).key
        request.state.new_cookie = new_visitor(key)
        session = visitor(request.state.new_cookie, key)
    assert session is not None
    return page(request, "login.html", None, status, csrf=session.csrf, said=said)


@router.post("/login")
def sign_in(request: Request, form: Form) -> Response:
    """A new session for whoever knows the password; the old one ends, so that none can be planted."""
    state = state_of(request)
    pace: SignInPace = request.app.state.pace
    name, password = form.get("name", "")[:64], form.get("password", "")
    caller = request.client.host if request.client else ""
    if (left := pace.wait(name, caller)) > 0:
        minutes = max(1, round(left / 60))
        answer = _form(request, f"Too many failed tries. Wait {minutes} minutes.", 429)
        answer.headers["retry-after"] = str(int(left) + 1)
        return answer
    with state.reading() as connection:
        row: Any = get(connection, name)
    # Count before the slow check, so that many tries at once cannot all pass.
    pace.failed(name, caller)
    with request.app.state.turns.turn():
        right = verify(row.password_hash if row else "", password)
    if not right:
        return _form(request, "Name or password is wrong.", 401)
    pace.succeeded(name, caller)
    old = session_of(request)
    with state.writing() as connection:
        if old:
            close_session(connection, old.id)
        secret, _ = open_session(connection, row.name)
    response = RedirectResponse("/", 303)
    set_cookie(request, response, secret)
    return response


@router.post("/logout")
def sign_out(request: Request, person: Signed, form: Form) -> Response:
    if not state_of(request).accounts:
        raise HTTPException(404, "Nobody signs in on this machine.")
    with state_of(request).writing() as connection:
        close_session(connection, person.session.id)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE)
    return response
