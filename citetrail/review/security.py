"""Who may enter and what may come in: host names, sizes, headers, sessions, CSRF, pace of sign-ins."""

import hmac
import ipaddress
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData

from citetrail.review.queue_state import QueueState
from citetrail.store.accounts import LOCAL, ReviewerRole, Session, any_accounts, find_session, get, open_session

COOKIE = "citetrail_session"
LARGEST_FORM = 64_000  # bytes
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# No inline script or style, nothing from elsewhere, no frames around or inside.
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Security:
    """ASGI middleware: the Host header, the size of a body, and the headers of every answer."""

    def __init__(self, app: Any, hosts: frozenset[str]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        refusal = self._refusal(headers)

        async def dressed(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                present = {k.lower() for k, _ in message["headers"]}
                for name, value in HEADERS.items():
                    if name.encode() not in present:
                        message["headers"].append((name.encode(), value.encode()))
                if b"cache-control" not in present:
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        if refusal:
            await _answer(dressed, *refusal)
            return
        await self.app(scope, _bounded(receive), dressed)

    def _refusal(self, headers: dict[str, str]) -> tuple[int, str] | None:
        if not answers_to(headers.get("host", ""), self.hosts):
            return 421, "This queue does not answer to that host name. Start it with --allow-host NAME to add one."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_FORM:
            return 413, "The form is too large."
        return None


def _bounded(receive: Receive) -> Receive:
    """The body's messages, cut off once they exceed what any form here can hold (also when sent in chunks)."""
    taken = 0

    async def counted() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_FORM:
            raise HTTPException(413, "The form is too large.")
        return message

    return counted


async def _answer(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def answers_to(host: str, hosts: frozenset[str]) -> bool:
    """Whether a Host header names this server. A page elsewhere that rebinds its name cannot pass: it is not ours.

    `*` among the hosts admits any address written as numbers, which no name can be rebound to.
    """
    name = urlsplit(f"//{host}").hostname if host else None
    if name is None:
        return False
    if name in hosts:
        return True
    if "*" not in hosts:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def state_of(request: Request) -> QueueState:
    state: QueueState = request.app.state.queue
    return state


@dataclass(frozen=True, slots=True)
class Person:
    """Who sends a request, and from which window."""

    name: str
    role: str
    session: Session

    @property
    def may_decide(self) -> bool:
        return self.role != ReviewerRole.ANALYST

    @property
    def may_adjudicate(self) -> bool:
        return self.role == ReviewerRole.ADJUDICATOR


class SignInNeeded(Exception):
    """Nobody is signed in; the page leads to the sign-in form."""


def session_of(request: Request) -> Session | None:
    """The window's session, also before sign-in."""
    if not hasattr(request.state, "session"):
        secret = request.cookies.get(COOKIE, "")
        request.state.session = None
        if 20 <= len(secret) <= 100:
            with state_of(request).reading() as connection:
                request.state.session = find_session(connection, secret)
    found: Session | None = request.state.session
    return found


def person(request: Request) -> Person:
    """Who is signed in. On a machine without accounts everyone is the local reviewer, each window by itself."""
    state = state_of(request)
    secret = request.cookies.get(COOKIE, "")
    with state.reading() as connection:
        session = find_session(connection, secret) if 20 <= len(secret) <= 100 else None
        accounts = not state.open_here or any_accounts(connection)
        row = get(connection, session.reviewer) if session and session.reviewer else None
    if row is None and not accounts:
        with state.writing() as connection:
            secret, session = open_session(connection, LOCAL)
            row = get(connection, LOCAL)
        request.state.new_cookie = secret
    if row is None or session is None or (accounts and not row.password_hash):
        raise SignInNeeded
    request.state.session, request.state.accounts = session, accounts
    return Person(row.name, row.role, session)


Signed = Annotated[Person, Depends(person)]


async def _read_form(request: Request) -> FormData:
    _same_origin(request)
    try:
        return await request.form(max_files=0, max_fields=60, max_part_size=LARGEST_FORM)
    except HTTPException:
        raise
    except Exception as error:
        raise HTTPException(400, "The form cannot be read.") from error


def form_of(request: Request, form: Annotated[FormData, Depends(_read_form)]) -> dict[str, str]:
    """The fields of a form that carries its session's CSRF token and comes from our own pages."""
    fields = {k: v for k, v in form.items() if isinstance(v, str)}
    token = request.headers.get("x-csrf-token") or fields.pop("csrf", "")
    session = session_of(request)
    if session is None or not hmac.compare_digest(token.encode(), session.csrf.encode()):
        raise HTTPException(403, "This page is out of date. Reload it, then try again: nothing was changed.")
    return fields


Form = Annotated[dict[str, str], Depends(form_of)]


def _same_origin(request: Request) -> None:
    origin = request.headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "This request comes from another site.")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "This request comes from another site.")


@dataclass
class Pace:
    """How often a sign-in may fail: by name and by address, within a quarter of an hour."""

    by_name: int = 5
    by_address: int = 20
    seconds: float = 900
    _failures: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, name: str, address: str) -> float:
        """Seconds until another try is allowed; 0 when it is."""
        return max(self._left(f"name {name}", self.by_name), self._left(f"address {address}", self.by_address))

    def failed(self, name: str, address: str) -> None:
        at = time.monotonic()
        if len(self._failures) > 10_000:
            self._failures.clear()
        for key in (f"name {name}", f"address {address}"):
            self._failures[key].append(at)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the name's failures, and the try that turned out well."""
        self._failures.pop(f"name {name}", None)
        if times := self._failures.get(f"address {address}"):
            times.pop()

    def _left(self, key: str, most: int) -> float:
        times = self._failures.get(key)
        if not times:
            return 0.0
        while times and time.monotonic() - times[0] > self.seconds:
            times.popleft()
        return self.seconds - (time.monotonic() - times[0]) if len(times) >= most else 0.0


def token() -> str:
    """A name for a decision that is about to be made."""
    return secrets.token_urlsafe(16)
