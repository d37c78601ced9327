"""Discovery and fetching against the stand-in's answers, without sockets and on a clock that only waits move."""

import asyncio
import random
import selectors
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response

from citetrail.records.identifiers import PaperId
from citetrail.records.papers import ArxivVersion, FoundPaper, Paper
from citetrail.records.settings import Settings
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Outcome
from citetrail.sample.server import Behaviour, SampleServer, SeenRequest
from spiders.arxiv_search import Preprints, found_on_arxiv
from spiders.crawler import AT_ONCE, PaperSpider
from spiders.events import Event, Found, QueryDone
from spiders.fetching import Resting, _job
from spiders.http_service import Service
from spiders.look_again import look_up
from spiders.pdf_addresses import candidates
from spiders.request_pace import AdaptivePace, Pace
from spiders.s2_citations import cited_by
from spiders.s2_snippets import named_in_text
from spiders.semantic_scholar import KEYLESS_INTERVAL, KEYLESS_LEAST, Scholar

BASE = "http://127.0.0.1:1"


class Clock:
    """Seconds that pass by sleeping only."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(0.0, seconds)


class _NoWaiting(selectors.SelectSelector):
    """Lets an event loop's clock jump to its next timer."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout:
            self._clock.sleep(timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on that clock."""

    def __init__(self, clock: Clock) -> None:
        self._virtual = clock
        super().__init__(_NoWaiting(clock))

    def time(self) -> float:
        return self._virtual.now


class _Spider(PaperSpider):
    """The fetching process's own way through a paper's addresses, over answers in memory."""

    def __init__(self, job: dict[str, Any], server: SampleServer) -> None:
        super().__init__(job)
        self._server = server

    async def _engine_download(self, request: Request) -> Response:
        headers = {k.decode().lower(): v[0].decode() for k, v in request.headers.items()}
        path = "/" + request.url.split("/", 3)[3]
        asked = SeenRequest("GET", path, headers, asyncio.get_running_loop().time())
        async with self.at_once:
            self._server.note(asked)
            reply = self._server.answer(asked)
            asked.status = reply.status
            await asyncio.sleep(min(reply.stall, self.job["seconds"]))
            if reply.stall >= self.job["seconds"]:
                raise DownloadTimeoutError("slow")
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        if reply.cut is not None:
            raise ResponseDataLossError
        told = {"Content-Type": reply.kind} | dict(reply.headers)
        return Response(request.url, status=reply.status, headers=told, body=body)

    async def everything(self) -> dict[str, dict[str, Any]]:
        self.at_once, self.large = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(1)
        papers = self.job["papers"]
        found = await asyncio.gather(*(self._through(p["candidates"]) for p in papers))
        return {p["paper"]: result for p, result in zip(papers, found, strict=True)}


@dataclass
class VirtualWorld:
    """A stand-in with behaviours, a clock, and what earlier runs left: cursors, known papers, outcomes."""

    world: frozenset[str]
    seed: int
    staging: Path
    key: bool = False
    clock: Clock = field(default_factory=Clock)
    cursors: dict[str, str] = field(default_factory=dict)
    overdue: set[str] = field(default_factory=set)
    papers: dict[str, FoundPaper] = field(default_factory=dict)
    versions: dict[str, ArxivVersion] = field(default_factory=dict)
    outcomes: dict[str, tuple[Outcome, str]] = field(default_factory=dict)
    server: SampleServer = field(default_factory=SampleServer)

    def __post_init__(self) -> None:
        self.server.behaviour = Behaviour(world=self.world, seed=self.seed)
        self.server._server.server_close()
        self.server.url = self.server.library.base = BASE
        self.settings = Settings(
            s2_url=BASE, arxiv_url=BASE, s2_interval=1.1, arxiv_interval=3, arxiv_pdf_interval=15, host_interval=2
        )

    def heal(self) -> None:
        """From now on everyone behaves."""
        self.server.behaviour.world = frozenset()

    def discover(self, target: Target) -> list[QueryDone]:
        """One discovery; what it found is kept."""
        scholar, preprints = Scholar(self.settings), Preprints(self.settings)
        pace = 1.1 if self.key else KEYLESS_INTERVAL
        self._virtual(scholar.service, pace, None if self.key else KEYLESS_LEAST)
        self._virtual(preprints.service, 3.0, None)
        known = set(self.cursors) and {
            i for p in self.papers.values() for i in (p.s2_id, p.corpus_id, p.arxiv_id) if i
        }
        asked = (self.cursors, known.__contains__, self.overdue.__contains__)
        events: list[Event] = [
            *cited_by(scholar, target, *asked),
            *named_in_text(scholar, target, *asked),
            *found_on_arxiv(preprints, target, *asked),
        ]
        for event in events:
            if isinstance(event, Found):
                self._keep(event.paper)
        bare = [p for t, p in self.papers.items() if self.outcomes.get(t, (None,))[0] is Outcome.NO_OPEN_PDF]
        ids = [p.s2_id or f"CorpusId:{p.corpus_id}" for p in bare if p.s2_id or p.corpus_id]
        for paper in look_up(scholar, ids):
            self._keep(paper)
        done = [e for e in events if isinstance(e, QueryDone)]
        self.cursors = {q.query: q.cursor for q in done}
        self.overdue = {q.query for q in done if q.failure or q.shortfall}
        numbers = [p.arxiv_id for p in self.papers.values() if p.arxiv_id]
        self.versions |= preprints.versions(sorted(numbers))
        return done

    def _keep(self, paper: FoundPaper) -> None:
        before = self.papers.get(paper.title)
        if before is None:
            self.papers[paper.title] = paper
            return
        urls = tuple(dict.fromkeys((*before.pdf_urls, *paper.pdf_urls)))
        self.papers[paper.title] = replace(before, pdf_urls=urls, arxiv_id=before.arxiv_id or paper.arxiv_id)

    def fetch(self) -> None:
        """Fetch what has no PDF yet, all hosts side by side."""
        due = {t: p for t, p in self.papers.items() if self.outcomes.get(t, (None, ""))[0] is not Outcome.OK}
        waiting: dict[str, tuple[str, ...]] = {}
        for title, found in due.items():
            version = self.versions.get(found.arxiv_id or "")
            paper = Paper(
                PaperId(title), title, arxiv_id=found.arxiv_id, pdf_urls=found.pdf_urls, doi=None, arxiv=version
            )
            if addresses := candidates(paper, self.settings):
                waiting[title] = addresses
            else:
                self.outcomes[title] = (Outcome.NO_OPEN_PDF, "no address")
        resting: Resting = {}
        job = _job(waiting, self.staging, self.settings) | {"resting": resting, "robots": {}}
        loop = VirtualLoop(self.clock)
        try:
            results = loop.run_until_complete(_made(job, self.server))
        finally:
            loop.close()
        for title, result in results.items():
            self.outcomes[title] = (Outcome(result["outcome"]), result["detail"])

    def _virtual(self, service: Service, interval: float, least: float | None) -> None:
        service.close()
        service._clock, service._draw = self.clock.time, random.Random(self.seed).random
        pace: Pace = Pace(interval, clock=self.clock.time, sleep=self.clock.sleep)
        if least is not None:
            pace = AdaptivePace(interval, least, clock=self.clock.time, sleep=self.clock.sleep)
        service._pace = pace
        service._client = httpx.Client(
            transport=httpx.MockTransport(self._answer),
            headers={"x-api-key": "k-31415926"} if self.key and "Scholar" in service.name else {},
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        headers: Mapping[str, str] = {k.lower(): v for k, v in request.headers.items()}
        path = str(request.url).removeprefix(BASE)
        asked = SeenRequest(request.method, path, dict(headers), self.clock.now, body=request.content)
        self.server.note(asked)
        reply = self.server.answer(asked)
        asked.status = reply.status
        self.clock.sleep(0.5)
        return httpx.Response(
            reply.status, content=reply.body, headers=[("Content-Type", reply.kind), *reply.headers]
        )


async def _made(
    job: dict[str, Any], server: SampleServer, read: Callable[[str, str], None] = lambda *_: None
) -> dict[str, dict[str, Any]]:
    """One batch's results; `read` hears of each robots.txt that was read, as the next process would."""
    spider = _Spider(job, server)
    spider.told_robots = read
    return await spider.everything()


def titles(papers: Iterable[FoundPaper]) -> set[str]:
    return {p.title for p in papers}
