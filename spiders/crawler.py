"""The fetching process: `python -m spiders.crawler JOB` fetches what the job file lists.

One JSON line a paper goes to standard output as soon as the paper is done. It runs apart because a Twisted
reactor cannot be started twice in a process. When its standard input ends, its parent is gone and it stops.

Scrapy downloads; the order of a paper's addresses, retries, redirects, robots and pace are kept here, since
Scrapy's own retry at once after 429, follow redirects anywhere and know no Crawl-delay.
"""

import asyncio
import json
import logging
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from citetrail.child_process import bound_memory, end_with_input
from citetrail.records.identifiers import sha256_of
from citetrail.records.vocabulary import Outcome
from spiders.address_guard import CONFIGURED, refusal
from spiders.addresses import host_and_port
from spiders.hosts import Host, judged, persist, redirected
from spiders.memory_limits import address_space, bound_headers
from spiders.pdf_answers import Ending, conclude
from spiders.visits import Visit, bound_bodies

log = logging.getLogger("citetrail.spiders")
# DOI, publisher, sign-on and file are four; more is a circle.
MOST_REDIRECTS = 6
# Bodies held at once; `spiders.visits` says how large each may be.
AT_ONCE = 8


class NotKept(Exception):
    """A file could not be written; the cause says why."""


class PaperSpider(Spider):
    """Goes through the job's papers, each through its addresses until one gives a PDF."""

    name = "papers"

    def __init__(self, job: dict[str, Any]) -> None:
        super().__init__()
        self.job = job
        self.staging = Path(job["staging"])
        self.configured = frozenset((host, port) for host, port in job["configured"])
        self.arxiv = tuple(job["arxiv"])
        self.hosts: dict[str, Host] = {}
        self.told_robots = tell_robots

    async def start(self) -> AsyncIterator[Any]:
        self.at_once, self.large = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(1)
        bound_bodies(self.crawler)
        await asyncio.gather(*(self._paper(paper) for paper in self.job["papers"]))
        # Scrapy takes `start` for an iterator of requests; all of ours are done.
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _paper(self, paper: dict[str, Any]) -> None:
        try:
            result = await self._through(paper["candidates"])
        except NotKept as error:
            # Not this paper's fault, and the next one's file will not fit either: the run must end.
            cause = error.__cause__
            assert isinstance(cause, OSError)
            tell({"broken": [cause.errno, cause.strerror, str(self.staging)]})
            return
        except Exception as error:
            # One paper's surprise must not end the others.
            log.exception("fetching %s", paper["paper"])
            detail = f"Fetching failed unexpectedly ({type(error).__name__}: {error}); please report this."
            result = {"outcome": Outcome.HTTP_ERROR, "detail": detail[:900]}
        tell({"paper": paper["paper"], **result})

    async def _through(self, candidates: list[str]) -> dict[str, Any]:
        endings: list[tuple[str, Ending]] = []
        tried = []
        for url in candidates:
            tried.append(url)
            host = self._host(url)
            ending = await self._address(url, host)
            if ending.outcome is Outcome.OK:
                return {**self._keep(ending), "tried": tried}
            endings.append((_named(url), ending))
        outcome, detail = conclude(endings)
        return {"outcome": outcome, "detail": detail, "tried": tried}

    async def _address(self, url: str, host: Host | None) -> Ending:
        if host is None:
            return Ending(Outcome.ADDRESS_REFUSED, "is not an http(s) address", url)
        try:
            answer = await persist(partial(self._once, url), host)
        except MemoryError:
            return Ending(Outcome.TOO_LARGE, "needs more memory than allowed", url)
        except Exception as error:  # noqa: BLE001
            # Whatever one address does costs that address only.
            log.warning("%s: %s: %s", _named(url), type(error).__name__, error)
            return Ending(Outcome.HTTP_ERROR, f"could not be asked ({type(error).__name__}: {str(error)[:200]})", url)
        assert isinstance(answer, Ending)
        return answer

    async def _once(self, url: str) -> Ending:
        """One request for a PDF, through redirects, each hop checked as the first."""
        answer = await self._follow(url, obey=True)
        return answer if isinstance(answer, Ending) else judged(answer)

    async def _follow(self, url: str, *, obey: bool) -> Response | Ending:
        start = url
        # One paper's cookies for one way through redirects: hosts ask for them back on the way to the PDF.
        visit = Visit(self._engine_download, self.job["max_bytes"], self.large, is_robots=not obey)
        for _ in range(MOST_REDIRECTS):
            refused = await refusal(url, self.configured)
            host = self._host(url)
            if refused or host is None:
                by = "" if url == start else f"redirects to {_named(url) or 'an address'}, which "
                return Ending(Outcome.ADDRESS_REFUSED, by + (refused or "is not an http(s) address"), url)
            if obey and (denied := await host.refusal(url, partial(self._follow, obey=False))):
                return denied
            answer = await host.ask(url, visit.download)
            if isinstance(answer, Ending) or (following := redirected(answer)) is None:
                return answer
            if not following:
                return Ending(Outcome.HTTP_ERROR, "redirects to a malformed address", url)
            url = following
        return Ending(Outcome.HTTP_ERROR, "redirects too often", url)

    def _host(self, url: str) -> Host | None:
        place = host_and_port(url)
        if place is None:
            return None
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.lower()}"
        if origin not in self.hosts:
            is_arxiv = place == self.arxiv
            interval = (
                self.job["arxiv_interval"] if is_arxiv else self.job["intervals"].get(":".join(map(str, place)))
            )
            if interval is None:
                interval = self.job["host_interval"]
            # Another process may have asked arXiv just before this one began.
            host = Host(
                origin,
                interval,
                rest_first=is_arxiv,
                strict=is_arxiv or is_arxivs(place[0]),
                told=tell_rest,
                robots=self.job["robots"].get(origin),
                told_robots=self.told_robots,
            )
            if before := self.job["resting"].get(origin):
                host.rest(before[1], Outcome(before[0]))
            self.hosts[origin] = host
        return self.hosts[origin]

    async def _engine_download(self, request: Request) -> Response:
        engine = self.crawler.engine
        assert engine is not None
        async with self.at_once:
            return await engine.download_async(request)

    def _keep(self, ending: Ending) -> dict[str, Any]:
        sha = sha256_of(ending.body)
        part = self.staging / f"{sha}.{os.getpid()}.part"
        try:
            part.write_bytes(ending.body)
            part.replace(self.staging / f"{sha}.pdf")
        except OSError as error:
            part.unlink(missing_ok=True)
            raise NotKept from error
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return {
            "outcome": Outcome.OK,
            "url": ending.url,
            "sha256": sha,
            "size": len(ending.body),
            "retrieved_at": at,
            "detail": f"{_named(ending.url)} sent {len(ending.body):,} bytes.",
        }


def _named(url: str) -> str:
    """What a person calls an address: its host, with the port when it is an unusual one."""
    place = host_and_port(url)
    if place is None:
        return ""
    host, port = place
    return host if port in (80, 443) else f"{host}:{port}"


def is_arxivs(host: str) -> bool:
    return host == "arxiv.org" or host.endswith(".arxiv.org")


def tell_rest(origin: str, why: Ending) -> None:
    """A host that is asked no more: the processes that fetch the next papers of this run must know."""
    tell({"resting": origin, "outcome": why.outcome, "detail": why.detail})


def tell_robots(origin: str, text: str) -> None:
    """A robots.txt that was read: the processes that fetch the next papers of this run need not ask for it."""
    tell({"robots": origin, "text": text})


def tell(result: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


def scrapy_settings(job: dict[str, Any]) -> dict[str, Any]:
    """Scrapy with the parts switched off that are kept here, and its lax defaults tightened."""
    return {
        "USER_AGENT": job["user_agent"],
        "TWISTED_DNS_RESOLVER": "spiders.address_guard.GuardedResolver",
        CONFIGURED: job["configured"],
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": job["max_bytes"],
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": job["seconds"],
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        # robots.txt is read in spiders/hosts.py, which also knows Crawl-delay and asks again after a fault.
        "ROBOTSTXT_OBEY": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        # Wrong labels make Scrapy fail in ways of each codec: spiders/answer_bodies.py reads bodies.
        "COMPRESSION_ENABLED": False,
        # Behind a proxy the address that is connected to could not be checked.
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "EXTENSIONS_BASE": {},
        "LOG_LEVEL": "WARNING",
    }


def main(job_file: str) -> None:
    job = json.loads(Path(job_file).read_text("utf-8"))
    end_with_input()
    bound_memory(address_space(job["max_bytes"]))
    bound_headers()
    process = AsyncCrawlerProcess(scrapy_settings(job))
    # A body that is too large is an outcome here, and told as one.
    logging.getLogger("scrapy.core.downloader.handlers.http11").setLevel(logging.ERROR)
    process.crawl(PaperSpider, job=job)
    process.start()


if __name__ == "__main__":
    main(sys.argv[1])
