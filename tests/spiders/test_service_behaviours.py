"""How Semantic Scholar and arXiv really answer, row by row of the list of behaviours, at stand-ins on this machine.

Covers: docs/behaviours.md, spiders.semantic_scholar, spiders.arxiv_search.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from citetrail.records.settings import Settings
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Source
from citetrail.sample import answers
from citetrail.sample.sample_papers import paper, sample_papers
from citetrail.sample.server import Reply, SampleServer
from spiders import arxiv_search
from spiders.arxiv_search import MOST_IDS, Preprints
from spiders.http_service import TRIES
from spiders.semantic_scholar import Scholar
from spiders.service_errors import Refused
from tests.spiders.test_discovery import (
    BATCH,
    CITATIONS,
    SNIPPETS,
    Serve,
    citing,
    done,
    found,
    run,
)

NULL = '{"data": null}'


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a stand-in on this machine cannot answer the first time it is asked at once again."""
    monkeypatch.setattr("spiders.http_service.backoff", lambda *_, **__: 0.0)


def asked_of(server: SampleServer, path: str) -> list[dict[str, str]]:
    """The queries of the requests for a path, as the service understands them."""
    return [{k: v[0] for k, v in parse_qs(urlsplit(p).query).items()} for p in server.paths(path)]


# Semantic Scholar


def test_a_name_with_an_ampersand_is_asked_for_whole(serve: Serve, target: Target) -> None:
    named = replace(target.members[0], queries=("Faces & Ages=100%#1",))
    server = serve()
    run(server, replace(target, members=(named,)))
    (query,) = asked_of(server, SNIPPETS)
    assert query["query"] == "Faces & Ages=100%#1"
    assert query["limit"] == "1000"


@pytest.mark.parametrize(("path", "query"), [(CITATIONS, "s2_citations CorpusId"), (SNIPPETS, "s2_snippets")])
def test_an_answer_without_data_is_asked_for_again_and_never_an_empty_list(
    serve: Serve, target: Target, path: str, query: str
) -> None:
    passing = serve()
    passing.behaviour.scripted[path] = [Reply(200, NULL)]
    assert not [q for q in done(run(passing, target)) if q.failure]
    lasting = serve()
    lasting.behaviour.scripted[path] = [Reply(200, NULL)] * TRIES
    (failed,) = [q for q in done(run(lasting, target)) if q.failure]
    assert failed.query.startswith(query)
    assert f"failed {TRIES} times, last: it sent an answer without data" in failed.failure
    assert failed.cursor == "", "asked again by the next run"


def test_a_server_that_is_busy_is_asked_again(serve: Serve, target: Target) -> None:
    server = serve()
    server.behaviour.scripted[CITATIONS] = [Reply(503, "{}"), Reply(500, "{}"), Reply(502, "{}")]
    events = run(server, target)
    assert not [q for q in done(events) if q.failure]
    cited = {p.s2_id for p in found(events, Source.S2_CITATIONS) if p.sighting.reason == "ms-celeb-1m"}
    assert cited == citing("CorpusId:2908606")


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused_is_named_once_with_the_next_step(serve: Serve, target: Target, status: int) -> None:
    server = serve()
    server.behaviour.scripted[CITATIONS] = [Reply(status, '{"message": "Forbidden"}')]
    (failed,) = [q for q in done(run(server, target, s2_api_key="withdrawn-key")) if q.failure]
    assert f"refused access ({status}) (Forbidden). Check CITETRAIL_S2_API_KEY, or set one." in failed.failure
    assert "withdrawn-key" not in failed.failure
    assert len(server.paths(CITATIONS)) == 1


@contextmanager
def scholar(server: SampleServer) -> Iterator[Scholar]:
    made = Scholar(Settings(s2_url=server.url))
    with closing(made.service):
        yield made


@contextmanager
def preprints(server: SampleServer) -> Iterator[Preprints]:
    made = Preprints(Settings(arxiv_url=server.url))
    with closing(made.service):
        yield made


def test_ids_that_are_unknown_have_a_place_in_the_answer(serve: Serve) -> None:
    known = paper("margin-schedules")
    server = serve()
    with scholar(server) as service:
        rows = service.papers(["CorpusId:1", known.s2_id, "CorpusId:2"], "title")
    assert [row and row["title"] for row in rows] == [None, known.title, None]


def test_a_batch_of_which_all_is_unknown_is_no_failure(serve: Serve) -> None:
    server = serve()
    server.behaviour.scripted[BATCH] = [Reply(400, '{"error": "No valid paper ids given"}')]
    with scholar(server) as service:
        assert service.papers(["CorpusId:1", "CorpusId:2"], "title") == [None, None]
    assert len(server.paths(BATCH)) == 1


@pytest.mark.parametrize("rows", [[], [None], [None, None, None]])
def test_an_answer_of_which_nobody_can_tell_which_row_is_whose_is_refused(serve: Serve, rows: list[None]) -> None:
    server = serve()
    server.behaviour.scripted[BATCH] = [Reply(200, json.dumps(rows))]
    with scholar(server) as service, pytest.raises(Refused, match="which is which is unclear"):
        service.papers(["CorpusId:1", "CorpusId:2"], "title")


def test_a_malformed_id_fails_its_batch_with_a_sentence(serve: Serve, target: Target) -> None:
    server = serve()
    server.behaviour.scripted[BATCH] = [Reply(400, '{"error": "Invalid paper id: x"}')] * 9
    failed = [q for q in done(run(server, target)) if q.failure]
    assert failed
    assert all("answered 400 (Invalid paper id: x)" in q.failure for q in failed)


# arXiv


def test_arxiv_is_always_told_how_many_results_and_never_none(serve: Serve, target: Target) -> None:
    server = serve(page_rows=1)
    run(server, replace(target, arxiv_queries=('all:"nobody writes this"', "all:a OR all:e")))
    with preprints(server) as service:
        service.versions(["2113.00101"])
    asked = asked_of(server, "/api/query")
    assert len(asked) > 3, "several pages and an empty answer"
    assert all(int(query["max_results"]) > 0 for query in asked)


def test_a_list_of_ids_is_asked_in_hundreds_each_with_its_number(serve: Serve) -> None:
    preprint = paper("relabelled").arxiv
    assert preprint is not None
    ids = [f"2999.{number:05d}" for number in range(MOST_IDS)] + [preprint]
    server = serve()
    with preprints(server) as service:
        versions = service.versions(ids)
    assert list(versions) == [preprint], "the one beyond the first hundred"
    asked = asked_of(server, "/api/query")
    assert [len(query["id_list"].split(",")) for query in asked] == [MOST_IDS, 1]
    assert all(int(query["max_results"]) >= len(query["id_list"].split(",")) for query in asked)


@pytest.mark.parametrize("keep", [0.3, 0.8, 0.999])
def test_a_page_cut_in_the_middle_is_asked_for_again_and_gives_no_half_paper(
    serve: Serve, target: Target, keep: float
) -> None:
    quiet = serve()
    whole = answers.feed(quiet.library, {"search_query": 'ti:"MS-Celeb-1M" OR abs:"MS-Celeb-1M"'}, 100)
    cut = whole[: int(len(whole) * keep)]
    server = serve()
    server.behaviour.scripted["/api/query"] = [Reply(body=cut, kind="application/atom+xml")]
    events = run(server, target)
    assert found(events, Source.ARXIV) == found(run(quiet, target), Source.ARXIV)
    assert len(server.paths("/api/query")) == len(quiet.paths("/api/query")) + 1


def test_what_arxivs_pages_do_not_reach_is_a_shortfall(
    serve: Serve, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arxiv_search, "MOST", 2)
    on_arxiv = sum(p.arxiv is not None for p in sample_papers())
    assert on_arxiv > 2
    server = serve()
    events = run(server, replace(target, arxiv_queries=("all:a OR all:e",)))
    (query,) = done(events, "arxiv")
    assert query.received == 2
    assert query.expected is not None
    assert query.shortfall == f"2 of {query.expected} results of 'all:a OR all:e' came."
    again = run(server, replace(target, arxiv_queries=("all:a OR all:e",)), cursors={query.query: query.cursor})
    assert done(again, "arxiv")[0].shortfall == query.shortfall, "it stays open"


def test_an_error_that_arxiv_tells_as_an_entry_is_no_paper(serve: Serve, target: Target) -> None:
    told = answers.feed(serve().library, {"search_query": "ti:nothing"}, 100)
    entry = (
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title>"
        "<summary>incorrect id format</summary><updated>2026-01-01T00:00:00Z</updated>"
        '<link href="http://arxiv.org/api/errors" rel="alternate" type="text/html"/></entry></feed>'
    )
    told = told.replace("totalResults>0<", "totalResults>1<").replace("</feed>", entry)
    server = serve()
    server.behaviour.scripted["/api/query"] = [Reply(body=told, kind="application/atom+xml")]
    events = run(server, replace(target, arxiv_queries=("ti:nothing",)))
    assert not found(events, Source.ARXIV)
    (query,) = done(events, "arxiv")
    assert query.note == "1 result could not be read"
