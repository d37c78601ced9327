"""The fetching process: `python -m spiders.crawler JOB` fetches what the job file lists.

One JSON line a paper goes to standard output as soon as the paper is done. It runs apart because a Twisted
reactor cannot be started twice in a process. When its standard input ends, its parent is gone and it stops.

Scrapy downloads; the order of a paper's addresses, retries, redirects, robots and pace are kept here, since
Scrapy's own retry at once after 429, follow redirects anywhere and know no Crawl-delay.
"""

import asyncio
import contextlib
import json
import logging
import os
import sys
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from citetrail.records.identifiers import sha256_of
from citetrail.records.vocabulary import Outcome
from spiders.address_guard import CONFIGURED, refusal
from spiders.addresses import host_and_port
from spiders.hosts import Host, judged, persist, redirected
from spiders.pdf_answers import Ending, conclude

log = logging.getLogger("citetrail.spiders")
MOST_REDIRECTS = 6
# Bodies held at once; each is at most the largest PDF allowed.
AT_ONCE = 12


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

    async def start(self) -> AsyncIterator[Any]:
        self.at_once = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._paper(paper) for paper in self.job["papers"]))
        # Scrapy takes `start` for an iterator of requests; all of ours are done.
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _paper(self, paper: dict[str, Any]) -> None:
        try:
            result = await self._through(paper["candidates"])
        except OSError as error:
            # Not this paper's fault, and the next one's file will not fit either: the run must end.
            tell({"broken": [error.errno, error.strerror, str(self.staging)]})
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
        answer = await persist(partial(self._once, url), host)
        assert isinstance(answer, Ending)
        return answer

    async def _once(self, url: str) -> Ending:
        """One request for a PDF, through redirects, each hop checked as the first."""
        answer = await self._follow(url, obey=True)
        return answer if isinstance(answer, Ending) else judged(answer)

    async def _follow(self, url: str, *, obey: bool) -> Response | Ending:
        start = url
        for _ in range(MOST_REDIRECTS):
            refused = await refusal(url, self.configured)
            host = self._host(url)
            if refused or host is None:
                by = "" if url == start else f"redirects to {_named(url) or 'an address'}, which "
                return Ending(Outcome.ADDRESS_REFUSED, by + (refused or "is not an http(s) address"), url)
            if obey and (denied := await host.refusal(url, partial(self._follow, obey=False))):
                return denied
            answer = await host.ask(url)
            if isinstance(answer, Ending) or (following := redirected(answer)) is None:
                return answer
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
            self.hosts[origin] = Host(origin, interval, self._download, rest_first=is_arxiv)
        return self.hosts[origin]

    async def _download(self, url: str) -> Response:
        engine = self.crawler.engine
        assert engine is not None
        headers = {"Accept": "application/pdf, */*;q=0.5"}
        async with self.at_once:
            return await engine.download_async(Request(url, headers=headers, dont_filter=True))

    def _keep(self, ending: Ending) -> dict[str, Any]:
        sha = sha256_of(ending.body)
        part = self.staging / f"{sha}.{os.getpid()}.part"
        try:
            part.write_bytes(ending.body)
            part.replace(self.staging / f"{sha}.pdf")
        except OSError:
            part.unlink(missing_ok=True)
            raise
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


def tell(result: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


def stop_with_parent() -> None:
    """End at once when standard input ends: whoever started this is gone. What is in flight is lost."""

    def watch() -> None:
        with contextlib.suppress(OSError):
            while os.read(0, 1024):
                pass
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


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
        # Behind a proxy the address that is connected to could not be checked.
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "EXTENSIONS_BASE": {},
        "LOG_LEVEL": "WARNING",
    }


def main(job_file: str) -> None:
    job = json.loads(Path(job_file).read_text("utf-8"))
    stop_with_parent()
    process = AsyncCrawlerProcess(scrapy_settings(job))
    process.crawl(PaperSpider, job=job)
    process.start()


if __name__ == "__main__":
    main(sys.argv[1])
