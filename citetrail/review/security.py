"""Who may enter: sessions, CSRF, pace of sign-ins. `request_checks` says what may come in at all."""

import hmac
import secrets
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData

from citetrail.review.queue_state import QueueState
from citetrail.review.request_checks import LARGEST_FORM, from_elsewhere, same_origin
from citetrail.store.accounts import (
    LOCAL,
    ReviewerRole,
    Session,
    any_accounts,
    find_session,
    get,
    keep_visitor,
    visitor,
)

COOKIE = "citetrail_session"
# Ends the address of a window that was sent round with a cookie: one that comes without it keeps none.
COOKIE_SENT = "cookie=sent"


def state_of(request: Request) -> QueueState:
    state: QueueState = request.app.state.queue
    return state


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sends a request, and from which window."""

    name: str
    role: str
    session: Session
    reads_only: bool = False  # a program with a token that only reads; what it is shown follows the role all the same

    @property
    def may_decide(self) -> bool:
        return self.role != ReviewerRole.ANALYST and not self.reads_only

    @property
    def may_adjudicate(self) -> bool:
        return self.role == ReviewerRole.ADJUDICATOR and not self.reads_only

    @property
    def may_add_files(self) -> bool:
        """Add a file. Reviewers do not: they are those who say whose it is."""
        return self.role in (ReviewerRole.ANALYST, ReviewerRole.ADJUDICATOR) and not self.reads_only


class SignInNeeded(Exception):
    """Nobody is signed in; the page leads to the sign-in form."""


class CookieNeeded(Exception):
    """A window's first request on a machine without accounts: it gets its cookie and comes again."""


class CookieCame(Exception):
    """The window is here again and brings its cookie: its address is put right, and the page follows."""


def session_of(request: Request) -> Session | None:
    """The window's session: the store's, or that of a visitor whom nothing but a signed cookie tells from others."""
    if not hasattr(request.state, "session"):
        secret = request.cookies.get(COOKIE, "")
        request.state.session = None
        if 20 <= len(secret) <= 150:
            with state_of(request).reading() as connection:
                found = find_session(connection, secret)
            request.state.session = found or visitor(secret, state_of(request).key)
    session: Session | None = request.state.session
    return session


def person(request: Request) -> Visitor:
    """Who is signed in. On a machine without accounts everyone is the local reviewer, each window by itself.

    Reading a page writes nothing for somebody who brings no cookie, or whom another site sends.
    """
    state = state_of(request)
    session = session_of(request)
    with state.reading() as connection:
        accounts = not state.open_here or any_accounts(connection)
        name = session.reviewer if session else ""
        if not accounts and session is not None:
            name = LOCAL
        row = get(connection, name) if name else None
    if not accounts and session is None:
        raise CookieNeeded
    if row is None or session is None or (accounts and not row.password_hash):
        raise SignInNeeded
    if request.method == "GET" and request.url.query.endswith(COOKIE_SENT):
        raise CookieCame
    if not session.reviewer and not from_elsewhere(request):
        with state.writing() as connection:
            session = keep_visitor(connection, session, LOCAL)
    request.state.session, request.state.accounts = session, accounts
    return Visitor(row.name, row.role, session)


Signed = Annotated[Visitor, Depends(person)]


async def _read_form(request: Request) -> FormData:
    same_origin(request)
    try:
        return await request.form(max_files=0, max_fields=90, max_part_size=LARGEST_FORM)
    except HTTPException:
        raise
    except Exception as error:
        raise HTTPException(400, "The form cannot be read.") from error


def form_of(request: Request, form: Annotated[FormData, Depends(_read_form)]) -> dict[str, str]:
    """The fields of a form that carries its session's CSRF token and comes from our own pages."""
    return checked_fields(request, form)


def checked_fields(request: Request, form: FormData) -> dict[str, str]:
    """A form's fields of text. HTTPException where it lacks its session's CSRF token."""
    fields = {k: v for k, v in form.items() if isinstance(v, str)}
    if any("\0" in part for field in fields.items() for part in field):
        raise HTTPException(400, "The form holds a character that no text has.")
    token = request.headers.get("x-csrf-token") or fields.pop("csrf", "")
    session = session_of(request)
    if session is None or not hmac.compare_digest(token.encode(), session.csrf.encode()):
        raise HTTPException(403, "This page is out of date. Reload it, then try again: nothing was changed.")
    return fields


Form = Annotated[dict[str, str], Depends(form_of)]


def picks_of(form: Annotated[FormData, Depends(_read_form)]) -> list[str]:
    """What was ticked in a list, in its order. Goes with `Form`, which checks where the form comes from."""
    ticked = [value for name, value in form.multi_items() if name == "pick" and isinstance(value, str)]
    if any("\0" in each for each in ticked):
        raise HTTPException(400, "The form holds a character that no text has.")
    return ticked


Picked = Annotated[list[str], Depends(picks_of)]


@dataclass
class SignInPace:
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


@dataclass
class Turns:
    """Password checks, a few at a time: each takes 64 MiB while it runs (RFC 9106, low memory)."""

    at_once: int = 2
    waiting: int = 16
    seconds: float = 10
    _free: threading.BoundedSemaphore = field(init=False)
    _line: threading.BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self._free = threading.BoundedSemaphore(self.at_once)
        self._line = threading.BoundedSemaphore(self.at_once + self.waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn. HTTPException 503 when too many wait: they would keep others from their pages."""
        if not self._line.acquire(blocking=False):
            raise _busy()
        try:
            if not self._free.acquire(timeout=self.seconds):
                raise _busy()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._line.release()


def _busy() -> HTTPException:
    return HTTPException(503, "Many people sign in at this moment. Try again in a second.", {"retry-after": "1"})
