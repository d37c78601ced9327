"""What may come in at all: host names, sizes, characters, and the headers of every answer."""

import ipaddress
import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from fastapi import HTTPException, Request

LARGEST_FORM = 64_000  # bytes
# Where a PDF may come in, and how its address begins and ends: no other form is longer than LARGEST_FORM.
FILE_ADDRESS = re.compile(r"/papers/[^/]{1,100}/file")
LARGEST_NUMBER = 1_000_000_000  # no page and no list is as long
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_log = logging.getLogger(__name__)

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
    """ASGI middleware: the Host header, the size of a body, and the headers of every answer, failures included.

    What it refuses itself it says in words, or with `error_page` where a browser's window would show them.
    """

    def __init__(
        self, app: Any, hosts: frozenset[str], largest_file: int = 0, error_page: Callable[[str], bytes] | None = None
    ) -> None:
        self.app, self.hosts, self.largest_file, self.error_page = app, hosts, largest_file, error_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def dressed(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _dress(message["headers"])
            await send(message)

        if refusal := self._refusal(scope):
            await self._answer(scope, dressed, *refusal)
            return
        try:
            await self.app(scope, _bounded(receive, self._most(scope), self._too_large(scope)), dressed)
        except Exception:
            if begun:
                raise
            _log.exception("%s %s failed", scope["method"], scope["path"])
            words = "Something failed here. What was decided before is kept; try again."
            await self._answer(scope, dressed, 500, words)

    async def _answer(self, scope: Scope, send: Send, status: int, words: str) -> None:
        as_page = self.error_page is not None and _shows_page(scope)
        body = self.error_page(words) if self.error_page and as_page else words.encode()
        kind = b"text/html; charset=utf-8" if as_page else b"text/plain; charset=utf-8"
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _most(self, scope: Scope) -> int:
        """How many bytes the body of this request may have."""
        return LARGEST_FORM + self.largest_file if _takes_file(scope) else LARGEST_FORM

    def _too_large(self, scope: Scope) -> str:
        if not _takes_file(scope):
            return "The form is too large."
        return f"The file has more than {self.largest_file:,} bytes (CITETRAIL_MAX_BYTES)."

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        told = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]]
        headers = dict(told)
        hosts = [value for name, value in told if name == "host"]
        if len(hosts) > 1 or (hosts and hosts[0] and host_name(hosts[0]) is None):
            return 400, "The Host header is none."
        if not answers_to(headers.get("host", ""), self.hosts):
            return 421, "This queue does not answer to that host name. Start it with --allow-host NAME to add one."
        if b"\0" in unquote_to_bytes(scope.get("raw_path") or scope["path"].encode()):
            return 400, "The address holds a character that no address has."
        if b"\0" in unquote_to_bytes(scope["query_string"]):
            return 400, "The address holds a character that no address has."
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return 400, "The length of the form is no number."
        if len(length) > 12 or int(length) > self._most(scope):
            return 413, self._too_large(scope)
        return None


def _takes_file(scope: Scope) -> bool:
    return scope["method"] == "POST" and FILE_ADDRESS.fullmatch(scope["path"]) is not None


def _dress(headers: list[tuple[bytes, bytes]]) -> None:
    present = {k.lower() for k, _ in headers}
    for name, value in HEADERS.items():
        if name.encode() not in present:
            headers.append((name.encode(), value.encode()))
    if b"cache-control" not in present:
        headers.append((b"cache-control", b"no-store"))


def _bounded(receive: Receive, most: int, words: str) -> Receive:
    """The body's messages, cut off once they exceed what this request may hold (also when sent in chunks)."""
    taken = 0

    async def counted() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, words)
        return message

    return counted


def _shows_page(scope: Scope) -> bool:
    """Whether a browser's window shows the answer: it asks for HTML, and no script of ours reads it."""
    headers = dict(scope["headers"])
    asks = takes_html(headers.get(b"accept", b"").decode("latin-1"))
    return asks and b"hx-request" not in headers and not scope["path"].startswith("/api/")


def takes_html(accept: str) -> bool:
    """Whether an Accept header names HTML, as browsers do for a window of their own and scripts do not."""
    return "text/html" in accept


def host_name(host: str) -> str | None:
    """The name in a Host header, without its port, in small letters; None when the header is none."""
    found = _HOST.fullmatch(host)
    return found["name"].strip("[]").lower() if found else None


def answers_to(host: str, hosts: frozenset[str]) -> bool:
    """Whether a Host header names this server. A page elsewhere that rebinds its name cannot pass: it is not ours.

    `*` among the hosts admits any address written as numbers, which no name can be rebound to.
    """
    name = host_name(host)
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


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach the address. Names other than localhost count as reachable."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def from_elsewhere(request: Request) -> bool:
    """Whether another site's page led here: a link, an image, a frame."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def same_origin(request: Request) -> None:
    """HTTPException for a change that another site's page asks for, or whose origin cannot be read."""
    origin = request.headers.get("origin")
    if origin and origin != "null":
        try:
            place = urlsplit(origin).netloc
        except ValueError as error:
            raise HTTPException(400, "The Origin header is none.") from error
        if not place or host_name(place) is None:
            raise HTTPException(400, "The Origin header is none.")
        if place != request.headers.get("host"):
            raise HTTPException(403, "This request comes from another site.")
    if from_elsewhere(request):
        raise HTTPException(403, "This request comes from another site.")


def is_huge(refused: dict[str, Any]) -> bool:
    """Whether what a route refused, as pydantic tells it, is a number that no database takes."""
    if refused["type"] == "int_parsing_size":  # thousands of digits
        return True
    written = str(refused.get("input"))
    number = written.removeprefix("-")
    return number.isascii() and number.isdigit() and len(number) < 4_000 and int(number) > LARGEST_NUMBER


def small_number(number: int) -> int:
    """A number from an address that a page can have. HTTPException for one that no database takes."""
    if abs(number) > LARGEST_NUMBER:
        raise HTTPException(400, "That number is too large.")
    return number
