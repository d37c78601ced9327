"""Asking a JSON or Atom service over HTTP until it gives a whole, usable answer, or saying why it did not."""

import json
import logging
import random
import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from spiders.addresses import host_and_port, is_loopback
from spiders.request_pace import LONGEST_RETRY_AFTER, Pace, backoff, retry_after
from spiders.service_errors import Fault, NotThere, Refused, ServiceError

T = TypeVar("T")
log = logging.getLogger("citetrail.spiders")

TRIES = 10
# A machine without a network should hear of it in seconds, not minutes.
CONNECT_TRIES = 4
# After one request failed for good, the next ones only check whether the service is back.
TRIES_WHEN_DOWN = 2
LARGEST_ANSWER = 200_000_000
# A body may come slowly, but not for ever: this many times the stall limit.
WHOLE_ANSWER = 6


class Service:
    """A pooled connection to one service, at its pace.

    `refused` is what a person can do when it refuses access. Only `ask` talks. Secrets live in the headers
    given here; they are in no message and no log line.
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
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self.name, self.base, self._refused = name, base.rstrip("/"), refused
        self._interval, self._timeout = interval, timeout
        self._clock, self._draw = clock, draw
        self._pace = Pace(interval, clock=clock, sleep=sleep)
        self._down = False
        # Redirects are not followed: they would carry the key to another host.
        # A proxy from the environment is never right for this machine itself.
        at_home = is_loopback(urlsplit(base).hostname or "")
        self._client = httpx.Client(headers=dict(headers), timeout=timeout, trust_env=not at_home, verify=_tls())

    def close(self) -> None:
        self._client.close()

    def ask(self, url: str, read: Callable[[bytes], T], *, payload: Any = None) -> T:
        """GET, or POST `payload` as JSON; `read` turns the body into the result or raises Fault.

        Raises NotThere, Refused, or ServiceError once the tries are used up.
        """
        if host_and_port(url) is None:
            raise ServiceError(f"{self.name} has no usable address: {url[:100]!r}. Check its base in the settings.")
        attempt = 0
        while True:
            attempt += 1
            self._pace.wait()
            try:
                result = read(self._body(url, payload))
            except (Fault, httpx.RequestError) as error:
                self._after(error, attempt)
            else:
                self._down = False
                return result

    def _after(self, error: Fault | httpx.RequestError, attempt: int) -> None:
        """Arrange the next try, or give up."""
        what = str(error) or type(error).__name__
        wait = error.wait if isinstance(error, Fault) else None
        most = CONNECT_TRIES if isinstance(error, httpx.ConnectError) else TRIES
        if attempt >= (min(most, TRIES_WHEN_DOWN) if self._down else most):
            self._down = True
            times = "once" if attempt == 1 else f"{attempt} times"
            raise ServiceError(f"{self.name} failed {times}, last: {what}. Run the step again later.") from error
        if wait is not None and wait > LONGEST_RETRY_AFTER:
            self._down = True
            raise ServiceError(f"{self.name} asks to wait {wait:.0f} s. Run the step again after that.") from error
        pause = backoff(attempt, self._interval, draw=self._draw) if wait is None else wait
        log.info("%s: %s; trying again in %.1f s", self.name, what, pause)
        self._pace.hold(pause)

    def _body(self, url: str, payload: Any) -> bytes:
        method = "GET" if payload is None else "POST"
        until = self._clock() + WHOLE_ANSWER * self._timeout
        with self._client.stream(method, url, json=payload) as response:
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > LARGEST_ANSWER:
                    raise Refused(f"{self.name} sent more than {LARGEST_ANSWER} bytes for one request.")
                if self._clock() > until:
                    raise Fault("the answer did not end in time")
            body = b"".join(parts)
            self._judge(response, body)
        return body

    def _judge(self, response: httpx.Response, body: bytes) -> None:
        status = response.status_code
        if status == 200:
            return
        said = _said(response, body)
        if status == 404:
            raise NotThere(f"{self.name} answered 404{said}")
        if status in (408, 425, 429) or status >= 500:
            raise Fault(f"it answered {status}{said}", retry_after(response.headers.get("Retry-After")))
        if status in (401, 403):
            raise Refused(f"{self.name} refused access ({status}){said}. {self._refused}".rstrip())
        if 300 <= status < 400:
            target = response.headers.get("Location", "")[:200]
            raise Refused(f"{self.name} moved to {target!r}. Set its base address in the settings.")
        raise Refused(f"{self.name} answered {status}{said}")


@cache
def _tls() -> ssl.SSLContext:
    """Verifies certificates; reading the list of authorities takes a tenth of a second, once."""
    return httpx.create_ssl_context()


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
