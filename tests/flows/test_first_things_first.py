"""Fetching begins while discovery pages, with the papers of most promise, after an estimate.

Covers: flows.steps.mine, flows.steps.estimate.
"""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from citetrail.records.papers import FoundPaper, Sighting
from citetrail.records.vocabulary import Source
from citetrail.sample.server import SampleServer
from citetrail.store.part_papers import paper_named
from flows.steps import discover as discovery
from flows.steps import mine as mining
from flows.steps.estimate import after_discovery, before_discovery
from flows.steps.run_context import Context, Silent, open_context
from tests.flows.conftest import seeds, settings_for

# Far beyond what any machine needs: only a run that waits for discovery reaches it.
PATIENCE = 60


class Listening(Silent):
    """Keeps what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, message: str) -> None:
        self.said.append(message)


@pytest.fixture
def server() -> Iterator[SampleServer]:
    with SampleServer(also=seeds()) as serving:
        yield serving


@pytest.fixture
def context(server: SampleServer, tmp_path: Path) -> Iterator[Context]:
    settings = settings_for(server, tmp_path / "var", arxiv_pdf_interval=15, arxiv_interval=3, host_interval=2)
    with open_context(settings, "ms-celeb-1m", Listening()) as opened:
        yield opened


def found(number: int, context: str = "As in earlier work [1].", **told: object) -> FoundPaper:
    sighting = Sighting(Source.S2_CITATIONS, "ms-celeb-1m", (context,))
    plain = {"title": f"An invented paper of number {number}", "s2_id": f"{number:040x}", "sighting": sighting}
    return FoundPaper(**plain | told)  # type: ignore[arg-type]


def keep(context: Context, *papers: FoundPaper) -> None:
    keeping = discovery._Keeping(context, discovery.Discovered(), Counter(), {})
    for paper in papers:
        keeping.add(paper)
    keeping.save()


def test_what_names_a_member_is_fetched_first_and_before_discovery_ends(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[list[str]] = []
    begun, ended = threading.Event(), threading.Event()
    papers = [found(n, "We train on MS-Celeb-1M [1]." if n == 7 else "As before [1].") for n in range(12)]

    def discover(within: Context) -> discovery.Discovered:
        keep(within, *papers)
        assert begun.wait(PATIENCE), "fetching waits for discovery"
        ended.set()
        return discovery.Discovered()

    def fetch_batch(_: Context, ids: Sequence[str]) -> Counter[str]:
        assert fetched or not ended.is_set()
        fetched.append(list(ids))
        begun.set()
        return Counter()

    monkeypatch.setattr(mining, "discover", discover)
    monkeypatch.setattr("flows.steps.fetch.fetch_batch", fetch_batch)
    monkeypatch.setattr(mining, "FIRST_BATCH", 1)
    mining.mine(context)
    assert [len(batch) for batch in fetched] == [1, 2, 4, 5]
    assert fetched[0] == [id_of(context, papers[7])]


def id_of(context: Context, paper: FoundPaper) -> str:
    with context.engine.connect() as connection:
        return str(paper_named(connection, f"s2:{paper.s2_id}")["id"])


def test_the_estimate_takes_one_request_and_is_a_range_with_each_hosts_pace(
    context: Context, server: SampleServer
) -> None:
    told = before_discovery(context)
    assert [a.path.partition("?")[0] for a in server.asked] == ["/graph/v1/paper/batch"]
    assert " to " in told.partition(" papers")[0]
    assert "its PDFs 15 (no mirror), any other host 2 or its Crawl-delay" in told


def test_after_discovery_papers_are_told_by_where_they_come_from(context: Context, server: SampleServer) -> None:
    on_arxiv = [found(n, arxiv_id=f"2001.{n:05}") for n in range(1, 241)]
    keep(context, *on_arxiv, found(300, pdf_urls=(f"{server.url}/files/a.pdf",)), found(301))
    told = after_discovery(context)
    assert "240 papers from arXiv, 1 from 1 other host, 1 without an address; 1.0 h" in told


def test_without_a_service_the_estimate_says_what_is_not_known(context: Context) -> None:
    context.settings = context.settings.model_copy(update={"s2_url": "http://127.0.0.1:9"})
    assert "citation counts are not known; 0 papers in the store" in before_discovery(context)
