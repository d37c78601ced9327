"""Asking a JSON or Atom service over HTTP until it gives a whole, usable answer, or saying why it did not."""

import json
import logging
import random
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from spiders.addresses import host_and_port, is_loopback
from spiders.left_out import left_out
from spiders.request_pace import LONGEST_RETRY_AFTER, AdaptivePace, Pace, backoff, retry_after
from spiders.service_errors import AnswerFault, AskLess, Limited, NotThere, Refused, ServiceError, Slow

# What httpx connects by imports HTTP/2 where that is installed; where it is spoken it is imported all the same.
with left_out("h2"):
    import httpcore  # noqa: F401

T = TypeVar("T")
log = logging.getLogger("citetrail.spiders")

# Of one request, with growing pauses: a busy service answers one of them, and what answers none is down.
TRIES = 10
# A machine without a network should hear of it in seconds, not minutes.
CONNECT_TRIES = 4
# Where there is no connection at all, the next requests only check whether there is one now. No other failure
# shortens the patience for the next request.
TRIES_WITHOUT_CONNECTION = 2
# Failures of a page by its size or slowness, after which a smaller one is asked for.
TRIES_OF_A_PAGE = 2
# Bytes: a page of 1,000 citations with contexts has some ten million.
LARGEST_ANSWER = 200_000_000
# A body may come slowly, but not for ever: this many times the stall limit.
WHOLE_ANSWER = 6


class Service:
    """A pooled connection to one service, at its pace.

    `refused` is what a person can do when it refuses access; with `refuses_once` it is asked nothing more after one
    403. With `least_interval` the pace adapts between that and a minute. Only `ask` talks. Secrets live in the
    headers given here; they are in no message and no log line.
    """

    def __init__(
        self,
        name: str,
        base: str,
        *,
        interval: float,
        timeout: float,
        headers: Mapping[str, str],
        refused: str = "",
        least_interval: float | None = None,
        refuses_once: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self.name, self.base, self._refused = name, base.rstrip("/"), refused
        self._timeout = timeout
        self._clock, self._draw = clock, draw
        made: Callable[[], Pace] = partial(Pace, interval, clock=clock, sleep=sleep)
        if least_interval is not None:
            made = partial(AdaptivePace, interval, least_interval, clock=clock, sleep=sleep)
        # Discovery and fetching may ask one service from two threads: they share its pace and take turns.
        shared = interval > 0 and clock is time.monotonic
        self._pace, self._turn = _shared(self.base, interval, made) if shared else (made(), threading.Lock())
        self._unconnected = False
        self._refuses_once, self.forbidden = refuses_once, ""
        self.requests = 0
        self.tries = TRIES
        # Redirects are not followed: they would carry the key to another host.
        # A proxy from the environment is never right for this machine itself.
        parts = urlsplit(base)
        self._client = httpx.Client(
            headers=dict(headers),
            timeout=timeout,
            trust_env=not is_loopback(parts.hostname or ""),
            verify=_tls(parts.scheme),
        )

    def close(self) -> None:
        self._client.close()

    def ask(self, url: str, read: Callable[[bytes], T], *, payload: Any = None, can_be_less: bool = False) -> T:
        """GET, or POST `payload` as JSON; `read` turns the body into the result or raises Fault.

        Raises NotThere, Refused, or ServiceError once the tries are used up; AskLess where a smaller page may come.
        """
        if self.forbidden:
            raise Refused(f"{self.forbidden} It was asked nothing more in this run.")
        if host_and_port(url) is None:
            raise ServiceError(f"{self.name} has no usable address: {url[:100]!r}. Check its base in the settings.")
        attempt = 0
        while True:
            attempt += 1
            self._pace.wait()
            self.requests += 1
            try:
                with self._turn:
                    body = self._body(url, payload)
                result = read(body)
            except Slow as error:
                if can_be_less and attempt >= TRIES_OF_A_PAGE:
                    raise AskLess(f"{self.name} did not manage an answer of this size: {error}") from error
                self._after(error, attempt)
            except (AnswerFault, httpx.RequestError) as error:
                self._after(error, attempt)
            else:
                self._unconnected = False
                if isinstance(self._pace, AdaptivePace):
                    self._pace.well()
                return result

    def _after(self, error: AnswerFault | httpx.RequestError, attempt: int) -> None:
        """Arrange the next try, or give up."""
        what = str(error) or type(error).__name__
        wait = error.wait if isinstance(error, AnswerFault) else None
        unconnected = isinstance(error, httpx.ConnectError)
        if isinstance(self._pace, AdaptivePace) and isinstance(error, Limited):
            self._pace.slower()
        most = (TRIES_WITHOUT_CONNECTION if self._unconnected else CONNECT_TRIES) if unconnected else self.tries
        most = min(most, self.tries)
        if attempt >= most:
            self._unconnected = unconnected
            times = "once" if attempt == 1 else f"{attempt} times"
            raise ServiceError(f"{self.name} failed {times}, last: {what}. Run the step again later.") from error
        if wait is not None and wait > LONGEST_RETRY_AFTER:
            raise ServiceError(f"{self.name} asks to wait {wait:.0f} s. Run the step again after that.") from error
        pause = backoff(attempt, self._pace.interval, draw=self._draw) if wait is None else wait
        log.info("%s: %s; trying again in %.1f s", self.name, what, pause)
        self._pace.hold(pause)

    def _body(self, url: str, payload: Any) -> bytes:
        method = "GET" if payload is None else "POST"
        until = self._clock() + WHOLE_ANSWER * self._timeout
        try:
            with self._client.stream(method, url, json=payload) as response:
                body = self._whole(response, until)
                self._judge(response, body)
        except httpx.ReadTimeout as error:
            raise Slow("no answer came in time") from error
        except httpx.DecodingError as error:
            raise AnswerFault("it sent an answer in another encoding than it says") from error
        return body

    def _whole(self, response: httpx.Response, until: float) -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                raise Refused(f"{self.name} sent more than {LARGEST_ANSWER} bytes for one request.")
            if self._clock() > until:
                raise Slow("the answer did not end in time")
        return b"".join(parts)

    def _judge(self, response: httpx.Response, body: bytes) -> None:
        status = response.status_code
        if status == 200:
            return
        said = _said(response, body)
        if status == 404:
            raise NotThere(f"{self.name} answered 404{said}")
        wait = retry_after(response.headers.get("Retry-After"))
        if status in (408, 413, 504, 524):
            raise Slow(f"it answered {status}{said}", wait)
        if status == 429:
            raise Limited(f"it answered {status}{said}", wait)
        if status == 425 or status >= 500:
            raise AnswerFault(f"it answered {status}{said}", wait)
        if status in (401, 403):
            told = f"{self.name} refused access ({status}){said}. {self._refused}".rstrip()
            if self._refuses_once and status == 403:
                self.forbidden = told
            raise Refused(told)
        if 300 <= status < 400:
            target = response.headers.get("Location", "")[:200]
            raise Refused(f"{self.name} moved to {target!r}. Set its base address in the settings.")
        raise Refused(f"{self.name} answered {status}{said}")


_paces: dict[tuple[str, float], tuple[Pace, threading.Lock]] = {}


def _shared(base: str, interval: float, made: Callable[[], Pace]) -> tuple[Pace, threading.Lock]:
    return _paces.setdefault((base, interval), (made(), threading.Lock()))


@cache
def _tls(scheme: str) -> ssl.SSLContext:
    """Verifies certificates; reading the list of authorities takes a tenth of a second, once, and only for https."""
    return httpx.create_ssl_context() if scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _said(response: httpx.Response, body: bytes) -> str:
    """The service's own words, when they are short JSON."""
    if "json" not in response.headers.get("Content-Type", ""):
        return ""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    words = told.get("error") or told.get("message") if isinstance(told, dict) else None
    return f" ({words[:200]})" if isinstance(words, str) else ""
