"""Who calls the JSON API: a program with a token, or a browser that is signed in."""

import hmac
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from citetrail.review.request_checks import same_origin
from citetrail.review.security import Visitor, person, session_of, state_of
from citetrail.store.accounts import LOCAL, Session, any_accounts, get
from citetrail.store.api_tokens import find_token

_bearer = HTTPBearer(
    auto_error=False, scheme_name="token", description="`citetrail reviewers token add NAME --label LABEL` makes one."
)
# How the API's description begins: without this nobody gets any further.
HOW_TO_ENTER = """**Get a token.** `citetrail reviewers token add NAME --label LABEL`, where the queue runs, prints
one, once. It only reads; made with `--decides`, it decides as NAME may. It holds for 90 days (`--days`, 365 at most),
until `citetrail reviewers token revoke NAME LABEL` ends it, and no longer than NAME can sign in.

**Send it** with every request, in the header `Authorization: Bearer TOKEN`:

    curl -H "Authorization: Bearer $TOKEN" "{address}/api/claims?state=waiting"

Without a token that holds, the answer is 401. (On this page, *Authorize* takes it. A browser that is signed in
needs none to read; its changes carry the `X-CSRF-Token` of its session.)
"""
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def caller(request: Request, credentials: Credentials) -> Visitor:
    """Who calls. HTTPException 401 for a token that does not hold, or nobody."""
    if credentials is None and "authorization" not in request.headers:
        return _browser(request)
    found = None
    if credentials is not None:
        found = _by_token(request, credentials.credentials)
    if found is None:
        raise HTTPException(401, "This token does not hold.", {"www-authenticate": "Bearer"})
    request.state.accounts = state_of(request).accounts
    return found


def _by_token(request: Request, secret: str) -> Visitor | None:
    state = state_of(request)
    with state.reading() as connection:
        token = find_token(connection, secret)
        row = get(connection, token.reviewer) if token else None
        alone = state.open_here and not any_accounts(connection)
    if token is None or row is None:
        return None
    # Who is locked out is so for programs too; the local reviewer is somebody only where nobody signs in.
    if not row.password_hash and not (row.name == LOCAL and alone):
        return None
    session = Session(f"token {token.id[:32]}", row.name, "", token.expires_at)
    return Visitor(row.name, row.role, session, reads_only=not token.may_decide)


def _browser(request: Request) -> Visitor:
    found = person(request)
    if request.method not in ("GET", "HEAD"):
        same_origin(request)
        session = session_of(request)
        told = request.headers.get("x-csrf-token", "")
        if session is None or not hmac.compare_digest(told.encode(), session.csrf.encode()):
            raise HTTPException(403, "A browser sends the X-CSRF-Token of its session; a program sends a token.")
    return found


Caller = Annotated[Visitor, Depends(caller)]
