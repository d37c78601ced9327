"""One paper host at a time: its pace, its robots.txt, whether it is there at all and whether it wants us."""

import asyncio
import codecs
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urljoin, urlsplit

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

from citetrail.records.pdf_bytes import has_pdf_header
from citetrail.records.vocabulary import Outcome
from spiders.address_guard import refused_names
from spiders.challenge_pages import page_kind
from spiders.pdf_answers import FAULT_TRIES, Ending, judge
from spiders.request_pace import LONGEST_RETRY_AFTER, SHORTEST_BACKOFF, backoff, retry_after

# Asks for an address; the second argument waits until a further request of the same answer may be made.
Download = Callable[[str, Callable[[], Awaitable[None]]], Awaitable[Response]]
Follow = Callable[[str], Awaitable[Response | Ending]]
log = logging.getLogger("citetrail.spiders")
ROBOT = "citetrail"
# After so many failures to connect in a row, a host is left alone for the rest of the run.
GIVE_UP_AFTER = 6
# The breaker: refusals in a row weigh so much, and this much ends asking. 429 is the lighter word: it asks for time.
REFUSED_WEIGHT, LIMITED_WEIGHT, MOST_REFUSALS = 2, 1, 8
# A longer robots.txt is asked for again by each process: what is handed on must stay small.
ROBOTS_KEPT = 16_000
# A host that wants more than this between two requests is not crawled at all.
LONGEST_CRAWL_DELAY = 120.0
# RFC 9309, 2.5: at least 500 KiB of a robots.txt must be read; the rest may be left.
ROBOTS_BYTES = 512_000
# A stand-in that may be asked without a pause may be asked side by side.
SIDE_BY_SIDE = 8
# Of all kinds together: each kind has its own number, and a host may go through several.
MOST_TRIES = 16
REDIRECTS = (301, 302, 303, 307, 308)
UNREACHABLE = "could not be reached"
NOT_AGAIN = "not asked again in this run"


class Host:
    """A scheme, host and port. `told` hears why it is asked no more, when that happens.

    `robots` is what its robots.txt said to an earlier process of this run, else `told_robots` hears what it says.
    `strict` is for arXiv, whose help takes going on after a 403 for an attack: https://info.arxiv.org/help/robots.html
    """

    def __init__(
        self,
        origin: str,
        interval: float,
        *,
        rest_first: bool = False,
        strict: bool = False,
        told: Callable[[str, Ending], None] = lambda *_: None,
        robots: str | None = None,
        told_robots: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        self.origin, self.interval = origin, interval
        self._known_robots, self._told_robots = robots, told_robots
        self._strict, self._told = strict, told
        self._slots = asyncio.Semaphore(1 if interval else SIDE_BY_SIDE)
        self._free_at = asyncio.get_running_loop().time() + (interval if rest_first else 0)
        self._failures: list[Ending] = []  # in a row
        self._refusals = 0
        self._resting: Ending | None = None
        self._robots: asyncio.Task[Protego | Ending] | None = None

    async def ask(self, url: str, download: Download) -> Response | Ending:
        """One request at this host's pace: an answer, or how it failed."""
        async with self._slots:
            if self._resting:
                return Ending(self._resting.outcome, self._resting.detail, url)
            if len(self._failures) >= GIVE_UP_AFTER:
                last = self._failures[-1]
                return Ending(last.outcome, f"{last.detail} {len(self._failures)} times in a row", url)
            await self._wait()
            try:
                response = await download(url, self._wait)
            except (DownloadConnectionRefusedError, CannotResolveHostError, DownloadTimeoutError) as error:
                self._failures.append(_no_connection(url, error))
                return self._failures[-1]
            except (DownloadFailedError, ResponseDataLossError) as error:
                return _broken_off(url, error)
            except (DownloadCancelledError, IgnoreRequest):
                return Ending(Outcome.TOO_LARGE, "sends more bytes than allowed", url)
            self._failures.clear()
            self._weigh(response)
        return response

    def _weigh(self, response: Response) -> None:
        """Count refusals in a row; too many of them open the breaker, as one 403 does where the host is strict."""
        refusal = judged(response) if response.status not in REDIRECTS else None
        if refusal is None or refusal.outcome is not Outcome.HOST_REFUSES:
            if response.status in (200, 404, 410):
                self._refusals = 0
            return
        limited = response.status == 429
        self._refusals += LIMITED_WEIGHT if limited else REFUSED_WEIGHT
        if self._refusals >= MOST_REFUSALS or (self._strict and response.status == 403):
            self.rest(f"{refusal.detail}: {NOT_AGAIN}", Outcome.HOST_REFUSES)
        elif limited or response.status in (200, 202):
            self.hold(backoff(self._refusals, 2 * max(self.interval, SHORTEST_BACKOFF)))

    async def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        start = max(loop.time(), self._free_at)
        self._free_at = start + self.interval
        await asyncio.sleep(start - loop.time())

    def hold(self, seconds: float) -> None:
        """Ask nothing of this host for so long."""
        self._free_at = max(self._free_at, asyncio.get_running_loop().time() + seconds)

    def rest(self, why: str, outcome: Outcome = Outcome.HTTP_ERROR) -> None:
        """Ask nothing more of this host in this run."""
        if self._resting is None:
            self._resting = Ending(outcome, why, self.origin)
            self._told(self.origin, self._resting)

    async def refusal(self, url: str, follow: Follow) -> Ending | None:
        """Why this host's robots.txt keeps us from an address; None when it does not."""
        if self._robots is None:
            self._robots = asyncio.create_task(self._read_robots(follow))
        rules = await asyncio.shield(self._robots)
        if isinstance(rules, Ending):
            return Ending(rules.outcome, rules.detail, url)
        if not rules.can_fetch(url, ROBOT):
            return Ending(Outcome.ROBOTS_DENIED, "does not want programs here (robots.txt)", url)
        return None

    async def _read_robots(self, follow: Follow) -> Protego | Ending:
        """The rules; RFC 9309: a robots.txt that is not there allows all, one that cannot be had forbids all."""
        text = self._known_robots
        if text is None:
            answer = await persist(lambda: self._robots_once(follow), self)
            if isinstance(answer, Ending):
                about = " for its robots.txt" if answer.detail.startswith(("answered", "sent")) else ""
                return Ending(answer.outcome, answer.detail + about, answer.url)
            text = robots_text(answer)
            if len(text) <= ROBOTS_KEPT:
                self._told_robots(self.origin, text)
        return self._obeyed(Protego.parse(text))

    def _obeyed(self, rules: Protego) -> Protego | Ending:
        """The rules, with the pace that they ask for taken over; an ending where that pace is too slow."""
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

    async def _robots_once(self, follow: Follow) -> bytes | Ending:
        answer = await follow(f"{self.origin}/robots.txt")
        if isinstance(answer, Ending):
            # A redirect to somewhere forbidden is a robots.txt that cannot be had.
            return answer
        if answer.status < 300:
            if page_kind(answer.body, _header(answer)) == "challenge":
                return judged(answer)
            return bytes(answer.body)
        if answer.status < 500 and answer.status not in (408, 425, 429):
            return b""
        return judged(answer)


def robots_text(body: bytes) -> str:
    """What a robots.txt says: without its byte-order mark, and only whole lines of its first 512 kB."""
    plain = body.removeprefix(codecs.BOM_UTF8)
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        plain = body.decode("utf-16", "replace").encode()
    if len(plain) > ROBOTS_BYTES:
        plain = plain[:ROBOTS_BYTES].rpartition(b"\n")[0]
    return plain.decode("utf-8", "replace")


def _header(response: Response) -> Callable[[str], str]:
    return lambda name: (response.headers.get(name.encode()) or b"").decode("latin-1").strip()


def judged(response: Response) -> Ending:
    header = _header(response)
    page = None if has_pdf_header(response.body) else page_kind(response.body, header)
    return judge(
        response.url,
        response.status,
        response.body,
        header("Content-Type"),
        retry_after(header("Retry-After")),
        page,
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
            host.rest(why, answer.outcome)
            return Ending(answer.outcome, why, answer.url)
        pause = answer.wait if answer.wait is not None else backoff(attempt, host.interval)
        log.info("%s: %s; trying again in %.1f s", urlsplit(answer.url).hostname, answer.detail, pause)
        if answer.wait is not None or answer.outcome is Outcome.HOST_REFUSES:
            host.hold(pause)
        await asyncio.sleep(pause)


def redirected(response: Response) -> str | None:
    """The address that a redirect leads to, "" for a malformed one; None when the answer is no redirect.

    Servers send Location in raw UTF-8, or Latin-1, with blanks: browsers percent-encode it, and so does this.
    """
    target = response.headers.get(b"Location")
    if response.status not in REDIRECTS or not target:
        return None
    try:
        text = target.decode("utf-8")
    except UnicodeDecodeError:
        text = target.decode("latin-1")
    try:
        address = urljoin(response.url, text.strip())
        parts = urlsplit(address)
        path, query = (quote(part, safe="/%:=&?~+!$,;'@()*[]|") for part in (parts.path, parts.query))
        return parts._replace(path=path, query=query, fragment="").geturl()
    except ValueError:
        return ""


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
