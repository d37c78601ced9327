"""One paper host at a time: its pace, its robots.txt, and whether it is there at all."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from citetrail.records.vocabulary import Outcome
from spiders.address_guard import refused_names
from spiders.pdf_answers import FAULT_TRIES, Ending, judge
from spiders.request_pace import LONGEST_RETRY_AFTER, backoff, retry_after

Download = Callable[[str], Awaitable[Response]]
log = logging.getLogger("citetrail.spiders")
ROBOT = "citetrail"
# After so many failures to connect in a row, a host is left alone for the rest of the run.
GIVE_UP_AFTER = 6
# A host that wants more than this between two requests is not crawled at all.
LONGEST_CRAWL_DELAY = 120.0
# A stand-in that may be asked without a pause may be asked side by side.
SIDE_BY_SIDE = 8
MOST_TRIES = 16
REDIRECTS = (301, 302, 303, 307, 308)
UNREACHABLE = "could not be reached"


class Host:
    """A scheme, host and port."""

    def __init__(self, origin: str, interval: float, download: Download, *, rest_first: bool = False) -> None:
        self.origin, self.interval, self._download = origin, interval, download
        self._slots = asyncio.Semaphore(1 if interval else SIDE_BY_SIDE)
        self._free_at = asyncio.get_running_loop().time() + (interval if rest_first else 0)
        self._failures = 0
        self._resting = ""
        self._robots: asyncio.Task[Protego | Ending] | None = None

    async def ask(self, url: str) -> Response | Ending:
        """One request at this host's pace: an answer, or how it failed."""
        async with self._slots:
            if self._failures >= GIVE_UP_AFTER:
                return Ending(Outcome.HTTP_ERROR, f"{UNREACHABLE} {self._failures} times in a row", url)
            if self._resting:
                return Ending(Outcome.HTTP_ERROR, self._resting, url)
            await self._wait()
            try:
                response = await self._download(url)
            except (DownloadConnectionRefusedError, CannotResolveHostError, DownloadTimeoutError) as error:
                self._failures += 1
                return _no_connection(url, error)
            except (DownloadFailedError, ResponseDataLossError) as error:
                return _broken_off(url, error)
            except (DownloadCancelledError, IgnoreRequest):
                return Ending(Outcome.TOO_LARGE, "sends more bytes than allowed", url)
        self._failures = 0
        return response

    async def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        start = max(loop.time(), self._free_at)
        self._free_at = start + self.interval
        await asyncio.sleep(start - loop.time())

    def hold(self, seconds: float) -> None:
        """Ask nothing of this host for so long."""
        self._free_at = max(self._free_at, asyncio.get_running_loop().time() + seconds)

    def rest(self, why: str) -> None:
        """Ask nothing more of this host in this run."""
        self._resting = why

    async def refusal(self, url: str, follow: Callable[[str], Awaitable[Response | Ending]]) -> Ending | None:
        """Why this host's robots.txt keeps us from an address; None when it does not."""
        if self._robots is None:
            self._robots = asyncio.create_task(self._read_robots(follow))
        rules = await asyncio.shield(self._robots)
        if isinstance(rules, Ending):
            return Ending(rules.outcome, rules.detail, url)
        if not rules.can_fetch(url, ROBOT):
            return Ending(Outcome.ROBOTS_DENIED, "does not want programs here (robots.txt)", url)
        return None

    async def _read_robots(self, follow: Callable[[str], Awaitable[Response | Ending]]) -> Protego | Ending:
        """The rules; RFC 9309: a robots.txt that is not there allows all, one that cannot be had forbids all."""
        answer = await persist(lambda: self._robots_once(follow), self)
        if isinstance(answer, Ending):
            about = " for its robots.txt" if answer.detail.startswith("answered") else ""
            return Ending(answer.outcome, answer.detail + about, answer.url)
        # A byte order mark left in the text hides the first group from Protego.
        rules = Protego.parse(answer.decode("utf-8-sig", "replace"))
        delay = rules.crawl_delay(ROBOT) or 0.0
        if rate := rules.request_rate(ROBOT):
            delay = max(delay, rate.seconds / max(rate.requests, 1))
        if delay > LONGEST_CRAWL_DELAY:
            return Ending(Outcome.ROBOTS_DENIED, f"wants {delay:.0f} s between requests (robots.txt)", self.origin)
        if delay > self.interval:
            self.interval = delay
            # More than one at a time would break the delay that the host asks for.
            self._slots = asyncio.Semaphore(1)
            self.hold(delay)
        return rules

    async def _robots_once(self, follow: Callable[[str], Awaitable[Response | Ending]]) -> bytes | Ending:
        answer = await follow(f"{self.origin}/robots.txt")
        if isinstance(answer, Ending):
            # A redirect to somewhere forbidden is a robots.txt that cannot be had.
            return answer
        if answer.status < 300:
            return bytes(answer.body)
        if answer.status < 500 and answer.status not in (408, 425, 429):
            return b""
        return judged(answer)


def judged(response: Response) -> Ending:
    headers = response.headers
    kind, wait = headers.get(b"Content-Type") or b"", headers.get(b"Retry-After") or b""
    return judge(
        response.url, response.status, response.body, kind.decode("latin-1"), retry_after(wait.decode("latin-1"))
    )


async def persist(once: Callable[[], Awaitable[bytes | Ending]], host: Host) -> bytes | Ending:
    """Ask until the answer is good or has come often enough to be believed."""
    seen: dict[str, int] = {}
    attempt = 0
    while True:
        attempt += 1
        answer = await once()
        if isinstance(answer, bytes) or answer.outcome is Outcome.OK:
            return answer
        kind = "fault" if answer.tries == FAULT_TRIES else answer.detail
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] >= answer.tries or attempt >= MOST_TRIES:
            times = f" {seen[kind]} times" if seen[kind] > 1 else ""
            return Ending(answer.outcome, answer.detail + times, answer.url)
        if answer.wait is not None and answer.wait > LONGEST_RETRY_AFTER:
            why = f"{answer.detail} and asks to wait {answer.wait:.0f} s"
            host.rest(why)
            return Ending(answer.outcome, why, answer.url)
        pause = answer.wait if answer.wait is not None else backoff(attempt, host.interval)
        log.info("%s: %s; trying again in %.1f s", urlsplit(answer.url).hostname, answer.detail, pause)
        if answer.wait is not None or "429" in answer.detail:
            host.hold(pause)
        await asyncio.sleep(pause)


def redirected(response: Response) -> str | None:
    """The address that a redirect leads to; None when the answer is no redirect."""
    target = response.headers.get(b"Location")
    if response.status not in REDIRECTS or not target:
        return None
    return urljoin(response.url, target.decode("latin-1"))


def _no_connection(url: str, error: Exception) -> Ending:
    name = (urlsplit(url).hostname or "").rstrip(".").lower()
    if name in refused_names:
        return Ending(Outcome.ADDRESS_REFUSED, "is a private address", url)
    if isinstance(error, DownloadTimeoutError):
        return Ending(Outcome.TIMEOUT, "did not answer in time", url, FAULT_TRIES)
    return Ending(Outcome.HTTP_ERROR, UNREACHABLE, url, 2)


def _broken_off(url: str, error: Exception) -> Ending:
    if "certificate" in str(error).lower():
        return Ending(Outcome.HTTP_ERROR, "has a certificate that cannot be verified", url)
    return Ending(Outcome.TRUNCATED, "broke off", url, FAULT_TRIES)
