"""The stand-in answers in the services' shapes, and refuses what they refuse."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from citetrail.records.targets import IntroducingPaper
from citetrail.sample.sample_papers import paper
from citetrail.sample.server import Behaviour, Reply, SampleServer
from tests.loopback import PATIENCE


@pytest.fixture
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


def get(server: SampleServer, path: str, **query: Any) -> httpx.Response:
    return httpx.get(server.url + path, params=query, trust_env=False, timeout=PATIENCE)


@pytest.mark.parametrize("name", ["CorpusId:2908606", "ARXIV:1607.08221v2", "arxiv:1607.08221"])
def test_a_paper_is_known_by_each_of_its_ids(server: SampleServer, name: str) -> None:
    told = get(server, f"/graph/v1/paper/{name}", fields="title,citationCount").json()
    assert told["title"].startswith("MS-Celeb-1M")
    assert told["citationCount"] == 8
    assert get(server, f"/graph/v1/paper/{told['paperId']}").status_code == 200


def test_a_paper_nobody_knows_is_404(server: SampleServer) -> None:
    answer = get(server, "/graph/v1/paper/CorpusId:1")
    assert (answer.status_code, answer.json()) == (404, {"error": "Paper with id CorpusId:1 not found"})


def test_a_batch_keeps_its_order_with_null_for_the_unknown(server: SampleServer) -> None:
    ids = ["CorpusId:1", f"CorpusId:{paper('open-door').corpus_id}"]
    url = f"{server.url}/graph/v1/paper/batch"
    told = httpx.post(url, params={"fields": "title"}, json={"ids": ids}, trust_env=False, timeout=PATIENCE).json()
    assert [row and row["title"] for row in told] == [None, paper("open-door").title]
    too_many = httpx.post(url, json={"ids": ids * 251}, trust_env=False, timeout=PATIENCE)
    assert too_many.status_code == 400


def test_citations_come_in_pages(server: SampleServer) -> None:
    url = "/graph/v1/paper/CorpusId:2908606/citations"
    first = get(server, url, fields="contexts,title", limit=5).json()
    second = get(server, url, fields="contexts,title", limit=5, offset=first["next"]).json()
    assert (len(first["data"]), len(second["data"]), "next" in second) == (5, 3, False)
    assert first["data"][0]["citingPaper"]["title"] == paper("margin-schedules").title
    assert first["data"][0]["contexts"] == list(paper("margin-schedules").contexts)


@pytest.mark.parametrize("query", [{"limit": 1001}, {"offset": 9000, "limit": 1000}, {"fields": "title,shoeSize"}])
def test_what_the_service_refuses_is_refused(server: SampleServer, query: dict[str, Any]) -> None:
    assert get(server, "/graph/v1/paper/CorpusId:2908606/citations", **query).status_code == 400


def test_full_text_search_gives_passages_and_ids(server: SampleServer) -> None:
    rows = get(server, "/graph/v1/snippet/search", query="MS1MV2", limit=10).json()["data"]
    assert str(paper("open-door").corpus_id) in {row["paper"]["corpusId"] for row in rows}
    assert all("MS1MV2" in row["snippet"]["text"] for row in rows)


def test_bulk_search_looks_at_title_and_abstract(server: SampleServer) -> None:
    told = get(server, "/graph/v1/paper/search/bulk", query="gangway camera", fields="title").json()
    assert (told["total"], told["token"]) == (1, None)


def test_arxiv_answers_in_atom(server: SampleServer) -> None:
    told = get(server, "/api/query", search_query='ti:"dim light" OR abs:"one lux"')
    assert told.headers["content-type"].startswith("application/atom+xml")
    assert "<opensearch:totalResults>1</opensearch:totalResults>" in told.text
    assert "<id>http://arxiv.org/abs/2113.00113v1</id>" in told.text


def test_papers_of_a_target_file_are_known_and_join_those_of_the_sample() -> None:
    also = [IntroducingPaper("Other", arxiv="1511.02683"), IntroducingPaper("MS", corpus_id="2908606", s2_id="abc")]
    with SampleServer(also=also) as server:
        assert get(server, "/graph/v1/paper/ARXIV:1511.02683", fields="citationCount").json()["citationCount"] == 0
        assert get(server, "/graph/v1/paper/abc", fields="citationCount").json()["citationCount"] == 8


def test_faults_come_in_the_share_and_the_order_of_the_seed() -> None:
    def statuses() -> list[int]:
        with SampleServer(Behaviour(faults=0.5, seed=2, stall=0)) as server:
            for _ in range(40):
                try:
                    get(server, "/robots.txt")
                except httpx.TransportError:
                    continue
            return [a.status for a in server.asked]

    first = statuses()
    assert first == statuses()
    assert {429, 500, 502, 200} <= set(first)


def test_a_script_comes_first_one_answer_a_request(server: SampleServer) -> None:
    server.behaviour.scripted["/robots.txt"] = [Reply(503, headers=(("Retry-After", "7"),))]
    first, second = get(server, "/robots.txt"), get(server, "/robots.txt")
    assert (first.status_code, first.headers["retry-after"], second.status_code) == (503, "7", 200)


def test_files_are_served_by_arxiv_id_and_by_name(server: SampleServer) -> None:
    assert get(server, "/pdf/2113.00113v1").content.startswith(b"%PDF")
    assert get(server, "/files/open-door.pdf").headers["content-type"] == "application/pdf"
    assert get(server, "/files/behind-a-sign-in.pdf").text.startswith("<html>")
    assert get(server, "/files/gone-away.pdf").status_code == 404
