"""A first run against 14,000 invented papers on a virtual clock: requests, hours, losses, time to the first claim.

`.venv/bin/python -m tests.bench.first_run [PAPERS]`. ArcFace is cited beyond the 9,999 citations that can be listed.
Discovery and fetching are the product's own code; answers come from memory. What 0.1.0 would have done is told by its
rules on the same papers: the plain list of each paper alone, and arXiv's PDFs from its export host, whose robots.txt
forbids them.
"""

import random
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citetrail.records.papers import FoundPaper, Paper
from citetrail.records.target_files import load_target, target_path
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Outcome
from citetrail.sample.answers import Library
from citetrail.sample.sample_papers import SamplePaper
from citetrail.sample.server import Reply, SampleServer, seeds_with
from flows.steps.batch_sizes import FETCHED
from flows.steps.discover import BATCH as SAVED
from flows.steps.estimate import MIRROR_SECONDS
from flows.steps.mine import FIRST_BATCH
from spiders.arxiv_mirror import AT_ONCE as MIRRORED_AT_ONCE
from spiders.arxiv_search import Preprints, found_on_arxiv
from spiders.events import Found, QueryDone
from spiders.fetching import _job
from spiders.pdf_addresses import candidates
from spiders.robots_files import RobotsFiles
from spiders.s2_citations import cited_by
from spiders.s2_snippets import named_in_text
from spiders.search_names import naming
from spiders.semantic_scholar import KEYLESS_INTERVAL, KEYLESS_LEAST, Scholar
from tests.spiders.virtual_world import VirtualLoop, VirtualWorld, _made

# Shares of the invented papers: who cites ArcFace, is on arXiv, has a PDF elsewhere, is known by its year only.
ON_ARCFACE, ON_ARXIV, ELSEWHERE, UNDATED, NAMING = 0.85, 0.55, 0.25, 0.03, 0.3
HOSTS = 60
FIRST_INTERVAL = 1.1  # seconds between requests to Semantic Scholar in 0.1.0, with a key and without
# Start of the reading processes and five papers read, on two busy cores.
READ_SECONDS = 15.0


def invented(count: int, target: Target) -> list[SamplePaper]:
    """So many papers, the newest first, as Semantic Scholar lists citations."""
    dice = random.Random(20260101)
    arcface, dataset = (_seed_of(target, slug) for slug in ("arcface-model", "ms-celeb-1m"))
    days = sorted((_day(dice) for _ in range(count)), reverse=True)
    return [_paper(dice, n, day, arcface, dataset) for n, day in enumerate(days)]


def _seed_of(target: Target, slug: str) -> str:
    paper = next(p for m in target.members if m.slug == slug for p in m.papers)
    return f"CorpusId:{paper.corpus_id}" if paper.corpus_id else f"ARXIV:{paper.arxiv}"


def _day(dice: random.Random) -> str:
    # Each year brings more papers than the one before.
    year = dice.choices(range(2018, 2027), weights=range(2, 11))[0]
    return f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def _paper(dice: random.Random, n: int, day: str, arcface: str, dataset: str) -> SamplePaper:
    cites = [arcface] if dice.random() < ON_ARCFACE else [dataset]
    if cites == [arcface] and dice.random() < 0.25:
        cites.append(dataset)
    is_named, place = dice.random() < NAMING, dice.random()
    return SamplePaper(
        slug=f"invented-{n}",
        title=f"Invented Paper {n} on Faces",
        abstract="",
        year=int(day[:4]),
        venue="",
        file="pdf" if place < ON_ARXIV + ELSEWHERE else "none",
        corpus_id=980_000_000 + n,
        arxiv=f"{day[2:4]}{day[5:7]}.{n:05}" if place < ON_ARXIV else None,
        cites=tuple(cites),
        contexts=("We train on MS-Celeb-1M [1].",) if is_named else ("As in earlier work [1].",),
        snippets=("",),  # few of them come by the search in full texts, and none only by it
        day=None if dice.random() < UNDATED else day[5:],
    )


class ManyHosts(Library):
    """The papers, those outside arXiv spread over hosts of their own."""

    def _paper(self, paper: SamplePaper) -> dict[str, Any]:
        told = super()._paper(paper)
        if told["openAccessPdf"] and not paper.arxiv:
            host = paper.corpus_id % HOSTS
            told["openAccessPdf"] = {"url": f"https://host{host}.example/files/{paper.slug}.pdf", "status": "GREEN"}
        return told


class ManyFiles(SampleServer):
    """A stand-in whose files are a few bytes each."""

    def _file(self, name: str) -> Reply:
        return Reply(body=f"%PDF-1.5 {name} %%EOF".encode(), kind="application/pdf")


@dataclass
class Run:
    """One simulated first run."""

    name: str
    papers: int
    requests: Counter[str] = field(default_factory=Counter)
    discovery: float = 0.0  # hours
    fetching: float = 0.0
    found: int = 0
    fetched: int = 0
    first_claim: float | None = None  # minutes
    shortfalls: int = 0

    def row(self) -> str:
        asked = " ".join(f"{kind} {count:,}" for kind, count in sorted(self.requests.items()))
        first = f"{self.first_claim:.1f}" if self.first_claim is not None else "none"
        return (
            f"| {self.name} | {asked} | {self.discovery:.2f} | {self.fetching:.1f} | {self.papers - self.found:,} | "
            f"{self.fetched:,} | {first} | {self.shortfalls} |"
        )


class FirstRun:
    """Today's code against the invented papers, with or without a key."""

    def __init__(self, made: list[SamplePaper], target: Target, staging: Path, *, key: bool) -> None:
        also = [p for m in target.members for p in m.papers]
        server = ManyFiles(also=also, papers=made)
        server.library = ManyHosts(made, seeds_with(also))
        behaviours = frozenset() if key else frozenset({"pool"})
        self.world = VirtualWorld(behaviours, 1, staging, key=key, server=server)
        self.target, self.names = target, naming(target)
        self.found: dict[str, FoundPaper] = {}
        self.promising: list[str] = []
        self.first_saved: tuple[float, list[str]] | None = None
        self.robots = RobotsFiles(clock=self.world.clock.time)

    def discover(self) -> list[QueryDone]:
        scholar, preprints = Scholar(self.world.settings), Preprints(self.world.settings)
        pace = (FIRST_INTERVAL, None) if self.world.key else (KEYLESS_INTERVAL, KEYLESS_LEAST)
        self.world._virtual(scholar.service, *pace)
        self.world._virtual(preprints.service, 3.0, None)
        done, waiting = [], 0
        self.world.clock.sleep(2 * KEYLESS_INTERVAL)  # the estimate before discovery
        for source in (
            cited_by(scholar, self.target, {}, lambda _: False),
            named_in_text(scholar, self.target, {}, lambda _: False),
            found_on_arxiv(preprints, self.target, {}, lambda _: False),
        ):
            for event in source:
                if isinstance(event, Found):
                    self._keep(event.paper)
                    waiting += 1
                else:
                    done.append(event)
                if waiting >= SAVED or isinstance(event, QueryDone):
                    waiting = 0
                    self._saved()
        return done

    def _keep(self, paper: FoundPaper) -> None:
        if paper.title not in self.found and any(map(self.names, paper.sighting.contexts)):
            self.promising.append(paper.title)
        self.found.setdefault(paper.title, paper)

    def _saved(self) -> None:
        fetchable = [t for t in self.promising if self._addresses(t)]
        if self.first_saved is None and fetchable:
            self.first_saved = (self.world.clock.now, fetchable[:FIRST_BATCH])

    def _addresses(self, title: str) -> tuple[str, ...]:
        found = self.found[title]
        paper = Paper(paper_id(title), title, arxiv_id=found.arxiv_id, pdf_urls=found.pdf_urls)
        return candidates(paper, self.world.settings)

    def fetch(self, titles: list[str]) -> Counter[str]:
        """One batch in a process of its own, on the clock from where it stands."""
        waiting = {t: urls for t in titles if (urls := self._addresses(t))}
        job = _job(waiting, self.world.staging, self.world.settings) | {"resting": {}, "robots": self.robots.fresh()}
        loop = VirtualLoop(self.world.clock)
        with closing(loop):
            results = loop.run_until_complete(_made(job, self.world.server, self.robots.keep))
        return Counter(str(r["outcome"]) for r in results.values())


def paper_id(title: str) -> Any:
    return title


def today(made: list[SamplePaper], target: Target, *, key: bool) -> list[Run]:
    """The run without a mirror and with one."""
    name = "today, with a key" if key else "today, keyless"
    plain, mirrored = Run(name, len(made)), Run(f"{name}, mirror", len(made))
    with tempfile.TemporaryDirectory() as folder:
        first = FirstRun(made, target, Path(folder), key=key)
        done = first.discover()
        discovered, asked = first.world.clock.now, _kinds(first)
        assert first.first_saved is not None
        # Fetching follows discovery in time of its own: other hosts, another process.
        first.world.clock.now, batch = first.first_saved
        first.fetch(batch)
        first_claim = (first.world.clock.now + READ_SECONDS) / 60
        rest = [t for t in (*first.promising, *first.found) if t not in set(batch)]
        rest = list(dict.fromkeys(rest))
        outcomes: Counter[str] = Counter({Outcome.OK: len(batch)})
        for start in range(0, len(rest), FETCHED):
            outcomes += first.fetch(rest[start : start + FETCHED])
        plain.fetching, plain.requests = first.world.clock.now / 3600, _kinds(first)
        # With a mirror arXiv's papers come side by side, and the other hosts' as before.
        on_arxiv = sum(bool(p.arxiv_id) for p in first.found.values())
        others = [t for t in rest if not first.found[t].arxiv_id]
        first.world.clock.now = first.first_saved[0]
        for start in range(0, len(others), FETCHED):
            first.fetch(others[start : start + FETCHED])
        mirrored.fetching = (first.world.clock.now + on_arxiv * MIRROR_SECONDS / MIRRORED_AT_ONCE) / 3600
        mirrored.requests = asked | {"PDF": plain.requests["PDF"] - on_arxiv, "mirror": 2 * on_arxiv}
    for run in (plain, mirrored):
        run.discovery, run.found = discovered / 3600, len(first.found)
        run.fetching = max(run.fetching, run.discovery)
        run.fetched, run.first_claim = outcomes[Outcome.OK], first_claim
        run.shortfalls = sum(bool(q.failure or q.shortfall) and not q.unknown for q in done)
    seconds = first.first_saved[0] + FIRST_BATCH * MIRROR_SECONDS / MIRRORED_AT_ONCE + READ_SECONDS
    mirrored.first_claim = seconds / 60
    return [plain, mirrored]


def before(made: list[SamplePaper], target: Target, *, key: bool) -> Run:
    """0.1.0's rules: one plain list a paper at a fixed pace, and no PDF from arXiv."""
    run = Run("0.1.0, with a key" if key else "0.1.0, keyless", len(made))
    with tempfile.TemporaryDirectory() as folder:
        first = FirstRun(made, target, Path(folder), key=key)
        scholar = Scholar(first.world.settings)
        first.world._virtual(scholar.service, FIRST_INTERVAL, None)
        listed: set[str] = set()
        for slug in ("arcface-model", "ms-celeb-1m"):
            for page in scholar.citation_pages(_seed_of(target, slug), None):
                listed |= {row["citingPaper"]["title"] for row in page}
        run.discovery, run.requests, run.found = first.world.clock.now / 3600, _kinds(first), len(listed)
    elsewhere = [p for p in made if p.title in listed and p.file == "pdf" and not p.arxiv]
    run.fetched = len(elsewhere)
    return run


def _kinds(first: FirstRun) -> Counter[str]:
    kinds = {"graph": "S2", "api": "arXiv search", "robots.txt": "robots", "pdf": "PDF", "files": "PDF"}
    return Counter(kinds[a.path.split("/")[1]] for a in first.world.server.asked)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 14_000
    target = load_target(target_path("ms-celeb-1m"))
    made = invented(count, target)
    with_pdf, on_arxiv = sum(p.file == "pdf" for p in made), sum(bool(p.arxiv) for p in made)
    print(f"{count:,} papers; {with_pdf:,} have a PDF, {on_arxiv:,} of these on arXiv")
    print("| run | requests | discovery, h | all, h | papers lost | PDFs | first claim, min | shortfalls told |")
    print("|---|---|---|---|---|---|---|---|")
    for key in (False, True):
        print(before(made, target, key=key).row(), flush=True)
        for run in today(made, target, key=key):
            print(run.row(), flush=True)


if __name__ == "__main__":
    main()
