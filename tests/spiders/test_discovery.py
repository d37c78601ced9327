"""Discovery asks every source, loses nothing, and says what it could not get."""

import json
import logging
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from citetrail.records.papers import FoundPaper
from citetrail.records.settings import Settings
from citetrail.records.targets import IntroducingPaper, Target
from citetrail.records.vocabulary import Source
from citetrail.sample import answers
from citetrail.sample.sample_papers import SamplePaper, paper, sample_papers, sample_seeds
from citetrail.sample.server import SIGN_IN, Reply, SampleServer
from spiders.arxiv_search import Preprints, digest_of
from spiders.discovery import Event, Found, QueryDone, discover

Serve = Callable[..., SampleServer]
MS_CELEB, ARCFACE, _ = sample_seeds()
CITATIONS = f"/graph/v1/paper/{MS_CELEB.s2_id}/citations"
CITATIONS_OF_ARCFACE = f"/graph/v1/paper/{ARCFACE.s2_id}/citations"
SNIPPETS = "/graph/v1/snippet/search"
BATCH = "/graph/v1/paper/batch"
TOO_MANY = '{"message": "Too Many Requests", "code": "429"}'


def run(
    server: SampleServer,
    target: Target,
    *,
    cursors: dict[str, str] | None = None,
    known: Iterable[str] = (),
    **settings: Any,
) -> list[Event]:
    chosen = Settings(s2_url=server.url, arxiv_url=server.url, **settings)
    return list(discover(target, chosen, cursors=cursors or {}, known=set(known).__contains__))


def found(events: Iterable[Event], source: Source | None = None) -> list[FoundPaper]:
    papers = [e.paper for e in events if isinstance(e, Found)]
    return [p for p in papers if source is None or p.sighting.source is source]


def done(events: Iterable[Event], starts: str = "") -> list[QueryDone]:
    return [e for e in events if isinstance(e, QueryDone) and e.query.startswith(starts)]


def without_addresses(events: Iterable[Event]) -> list[Event]:
    """Events of two servers compare equal but for the servers' ports, which arXiv's cursors print as well."""
    return [
        Found(replace(e.paper, pdf_urls=()))
        if isinstance(e, Found)
        else replace(e, cursor="" if e.source is Source.ARXIV else e.cursor)
        for e in events
    ]


def citing(label: str) -> set[str | None]:
    return {p.s2_id for p in sample_papers() if label in p.cites}


def cursors_of(events: Iterable[Event]) -> dict[str, str]:
    return {e.query: e.cursor for e in done(events)}


def known_from(events: Iterable[Event]) -> set[str]:
    return {i for p in found(events) for i in (p.s2_id, p.corpus_id, p.arxiv_id) if i}


# What comes


def test_every_citation_of_every_introducing_paper_comes_with_its_context(serve: Serve, target: Target) -> None:
    events = run(serve(), target)
    cited = found(events, Source.S2_CITATIONS)
    assert {p.s2_id for p in cited if p.sighting.reason == "ms-celeb-1m"} == citing("CorpusId:2908606")
    margin = next(p for p in cited if p.s2_id == paper("margin-schedules").s2_id)
    assert margin.sighting.contexts == paper("margin-schedules").contexts
    assert margin.sighting.intents == ("methodology",)
    assert margin.sighting.is_influential
    assert margin.authors[2].affiliations == paper("margin-schedules").affiliations
    assert (margin.arxiv_id, margin.doi, margin.year) == ("2113.00101", "10.99999/sample.101", 2021)
    assert margin.pdf_urls[0].endswith("/pdf/2113.00101")


def test_a_paper_that_introduced_two_members_is_listed_once_and_is_a_reason_for_both(
    serve: Serve, target: Target
) -> None:
    server = serve()
    events = run(server, target)
    reasons = {p.sighting.reason for p in found(events, Source.S2_CITATIONS) if p.arxiv_id == "2113.00113"}
    assert reasons == {"ms1mv2", "arcface-model"}
    assert len(server.paths(CITATIONS_OF_ARCFACE)) == 1


def test_users_that_never_cite_are_found_by_their_full_text_and_looked_up(serve: Serve, target: Target) -> None:
    events = run(serve(), target)
    doorbell = paper("open-door")
    (hit,) = [p for p in found(events) if p.corpus_id == str(doorbell.corpus_id)]
    assert hit.sighting.source is Source.S2_SNIPPETS
    assert hit.sighting.contexts == doorbell.snippets
    assert (hit.s2_id, hit.doi) == (doorbell.s2_id, doorbell.doi)


def test_a_passage_without_the_name_is_no_reason_to_look(serve: Serve, target: Target) -> None:
    elsewhere = replace(paper("street-signs"), snippets=("The 1M signs of Celeb street were read by Ms. Oakenfold.",))
    events = run(serve(papers=[elsewhere]), target)
    assert not found(events, Source.S2_SNIPPETS)
    (search,) = [q for q in done(events, "s2_snippets") if q.note]
    assert search.received == 0
    assert search.note == "1 of 1 passages do not hold the name"


def test_arxiv_papers_that_name_the_family_are_found_by_title_and_abstract(serve: Serve, target: Target) -> None:
    (preprint,) = found(run(serve(), target), Source.ARXIV)
    assert preprint.arxiv_id == "2013.00115"
    assert preprint.sighting.reason.startswith('ti:"MS-Celeb-1M"')


def test_arxivs_own_doi_is_the_arxiv_id_and_no_second_identity(serve: Serve, target: Target) -> None:
    relabelled = [p for p in found(run(serve(), target)) if p.title == paper("relabelled").title]
    assert len(relabelled) == 3  # cites, is quoted, is on arXiv
    assert {(p.arxiv_id, p.doi) for p in relabelled} == {("2013.00115", None)}


def test_the_targets_own_arxiv_queries_replace_those_made_of_its_names(serve: Serve, target: Target) -> None:
    events = run(serve(), replace(target, arxiv_queries=('all:"gangway" OR abs:"one lux"',)))
    assert [p.arxiv_id for p in found(events, Source.ARXIV)] == ["2113.00113"]


def test_requests_say_who_asks(serve: Serve, target: Target) -> None:
    server = serve()
    run(server, target, contact="mailto:desk@example.org")
    agents = {a.headers["user-agent"] for a in server.asked}
    assert agents == {"citetrail/0.2.0 (+mailto:desk@example.org)"}


# Paging


def test_short_pages_lose_and_repeat_nothing(serve: Serve, target: Target) -> None:
    short = serve(page_rows=2)
    assert without_addresses(run(short, target)) == without_addresses(run(serve(), target))
    assert len(short.paths(CITATIONS)) == 4


def test_a_last_page_that_was_cut_short_is_asked_for_again(serve: Serve, target: Target) -> None:
    server = serve()
    whole = run(server, target)
    rows = [p for p in found(whole) if p.sighting.reason == "ms-celeb-1m"]
    first = server.library.shaped(server.library.find(str(rows[0].s2_id)), "title,year")
    server.behaviour.scripted[CITATIONS] = [Reply(body=json.dumps({"offset": 0, "data": [{"citingPaper": first}]}))]
    again = run(server, target)
    assert {p.s2_id for p in found(again) if p.sighting.reason == "ms-celeb-1m"} == citing("CorpusId:2908606")


def test_a_service_that_never_says_next_is_asked_on(serve: Serve, target: Target) -> None:
    server = serve(page_rows=3, says_next=False)
    assert without_addresses(run(server, target)) == without_addresses(run(serve(), target))
    assert len(server.paths(CITATIONS)) == 3


def test_pages_and_batches_that_are_too_large_are_asked_for_in_halves(serve: Serve, target: Target) -> None:
    server = serve()
    too_large = Reply(400, '{"error": "Response would exceed maximum size.... Try with a smaller limit."}')
    server.behaviour.scripted |= {CITATIONS: [too_large, too_large], BATCH: [too_large]}
    assert without_addresses(run(server, target)) == without_addresses(run(serve(), target))
    assert [p.split("limit=")[1] for p in server.paths(CITATIONS)] == ["1000", "500", "250"]


def test_a_row_that_comes_twice_is_one_row(serve: Serve, target: Target) -> None:
    twice = [paper("ship-access"), paper("ship-access"), paper("relabelled")]
    (query,) = done(run(serve(papers=twice), target), "s2_citations CorpusId:2908606")
    assert (query.received, query.expected) == (2, 3)
    assert query.shortfall == "2 of 3 citations of CorpusId:2908606 came."


def test_a_shortfall_against_the_citation_count_is_reported(serve: Serve, target: Target) -> None:
    server = serve()
    server.library.uncounted = 5
    (query,) = done(run(server, target), "s2_citations CorpusId:2908606")
    assert query.shortfall == "8 of 13 citations of CorpusId:2908606 came."
    assert query.cursor


def crowd(number: int) -> list[SamplePaper]:
    """So many citing papers, the newest first, over many years; a tenth of them without a day, spread evenly."""
    one = paper("ship-access")
    return [
        replace(
            one,
            slug=f"crowd-{i}",
            corpus_id=10**9 + i,
            doi=None,
            authors=(),
            year=2024 - i * 8 // number,
            day=None if i % 10 == 0 else f"{12 - i * 12 // number % 12:02}-{1 + i % 28:02}",
        )
        for i in range(number)
    ]


def test_above_9999_citations_windows_of_dates_bring_what_the_list_cannot_reach(serve: Serve, target: Target) -> None:
    events = run(serve(papers=crowd(10_500)), target)
    (query,) = done(events, "s2_citations CorpusId:2908606")
    # Beyond the list's end only papers without a day are left: every tenth of 501.
    assert (query.expected, query.received) == (10_500, 10_500 - 50)
    assert "at most 9,999 can be listed at once" in query.shortfall
    assert "datasets" in query.shortfall
    with_day = [replace(p, day=p.day or "01-01") for p in crowd(10_500)]
    (whole,) = done(run(serve(papers=with_day), target), "s2_citations CorpusId:2908606")
    assert (whole.received, whole.shortfall) == (10_500, "")


def test_a_service_that_ignores_windows_is_not_asked_for_every_day(
    serve: Serve, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_within", lambda *_: True)
    server = serve(papers=crowd(10_500))
    (query,) = done(run(server, target), "s2_citations CorpusId:2908606")
    assert query.received == 9_999
    assert "which the service does not keep to" in query.shortfall
    assert len([p for p in server.paths("/graph/") if "publicationDateOrYear" in p]) < 40


def test_a_shortfall_stays_open_until_it_is_closed(serve: Serve, target: Target) -> None:
    server = serve()
    server.library.uncounted = 5
    first = run(server, target)
    again = run(server, target, cursors=cursors_of(first), known=known_from(first))
    (query,) = done(again, "s2_citations CorpusId:2908606")
    assert query.shortfall == "8 of 13 citations of CorpusId:2908606 came."
    server.library.uncounted = 0
    (closed,) = done(run(server, target, cursors=cursors_of(again)), "s2_citations CorpusId:2908606")
    assert (closed.received, closed.shortfall, closed.failure) == (8, "", "")


def test_a_hole_in_the_list_hides_nothing_behind_it(serve: Serve, target: Target) -> None:
    server = serve(page_rows=2)
    server.behaviour.scripted[CITATIONS] = [Reply(body='{"offset": 0, "next": 2, "data": []}')]
    (query,) = done(run(server, target), "s2_citations CorpusId:2908606")
    # The rows of the hole itself are lost, and the loss is told.
    assert query.shortfall == "6 of 8 citations of CorpusId:2908606 came."


@pytest.mark.parametrize("status", [504, 408, 413])
def test_pages_shrink_where_the_service_is_too_slow_for_them(serve: Serve, target: Target, status: int) -> None:
    server = serve()
    slow = Reply(status, '{"message": "Endpoint request timed out"}')
    server.behaviour.scripted |= {path: [slow, slow] for path in (CITATIONS, BATCH, SNIPPETS)}
    assert without_addresses(run(server, target)) == without_addresses(run(serve(), target))
    assert [p.split("limit=")[1] for p in server.paths(CITATIONS)] == ["1000", "1000", "500"]
    assert [p.split("limit=")[1] for p in server.paths(SNIPPETS)][:3] == ["1000", "1000", "500"]


def test_a_full_answer_of_the_full_text_search_is_asked_by_years_and_called_the_best(
    serve: Serve, target: Target
) -> None:
    one = replace(paper("open-door"), arxiv=None, doi=None, cites=())
    many = [
        replace(one, slug=f"user-{i}", corpus_id=10**9 + i, title=f"User number {i} of it", year=2018 + i % 4)
        for i in range(1_500)
    ]
    events = run(serve(papers=many), target)
    (search,) = [q for q in done(events, "s2_snippets") if q.received]
    assert search.received == 1_500
    assert search.shortfall == ""
    assert search.note.startswith("the best 1,000 passages, and the best of ")


def test_one_query_that_fails_shortens_no_others_patience(serve: Serve, target: Target) -> None:
    server = serve()
    refused = Reply(429, TOO_MANY, headers=(("Retry-After", "0"),))
    server.behaviour.scripted |= {CITATIONS: [refused] * 10, CITATIONS_OF_ARCFACE: [refused] * 9}
    events = run(server, target)
    assert [q.query for q in done(events) if q.failure] == ["s2_citations CorpusId:2908606"]
    assert {p.s2_id for p in found(events) if p.sighting.reason == "ms1mv2"} == citing("ARXIV:1801.07698")


def test_what_was_not_answered_is_asked_first_next_time(serve: Serve, target: Target) -> None:
    server = serve()
    first = run(server, target)
    last = done(first, "s2_citations")[-1].query
    chosen = Settings(s2_url=server.url, arxiv_url=server.url)
    events = list(
        discover(target, chosen, cursors=cursors_of(first), known=lambda _: True, overdue=lambda q: q == last)
    )
    assert done(events, "s2_citations")[0].query == last


# Faults


@pytest.mark.parametrize(
    "fault",
    [
        Reply(429, TOO_MANY),
        Reply(429, TOO_MANY, headers=(("Retry-After", "0"),)),
        Reply(500, '{"message": "Internal Server Error"}'),
        Reply(502, "<html><body>502 Bad Gateway</body></html>", "text/html"),
        Reply(200, SIGN_IN, "text/html"),
        Reply(200, "{}"),
        Reply(200, '{"offset": 0, "data": [{"citing', cut=20),
        Reply(stall=0.05, cut=0),
        Reply(stall=3),
    ],
    ids=["429", "429-later", "500", "502-html", "200-html", "empty", "cut-off", "hung-up", "stalled"],
)
def test_a_passing_fault_changes_nothing(serve: Serve, target: Target, fault: Reply) -> None:
    server = serve(page_rows=3)
    server.behaviour.scripted |= {path: [fault, fault] for path in (CITATIONS, BATCH, SNIPPETS, "/api/query")}
    events = run(server, target, request_seconds=0.3)
    assert without_addresses(events) == without_addresses(run(serve(), target))


def test_a_fifth_of_all_answers_may_fail(serve: Serve, target: Target) -> None:
    server = serve(faults=0.2, seed=11, page_rows=2, stall=0.05)
    assert without_addresses(run(server, target)) == without_addresses(run(serve(), target))
    assert any(a.status in (429, 500, 502) for a in server.asked)


def test_retry_after_is_obeyed(serve: Serve, target: Target) -> None:
    server = serve()
    server.behaviour.scripted[CITATIONS] = [Reply(429, TOO_MANY, headers=(("Retry-After", "1"),))]
    run(server, target)
    first, second = [a.at for a in server.asked if a.path.startswith(CITATIONS)]
    assert second - first >= 1


def test_the_pace_that_was_set_is_kept(serve: Serve, target: Target) -> None:
    server = serve()
    run(server, target, s2_interval=0.1, arxiv_interval=0)
    times = [a.at for a in server.asked if a.path.startswith("/graph")]
    # A busy machine may note the first request a little too late.
    assert times[-1] - times[0] >= 0.1 * (len(times) - 1) - 0.3
    assert len(times) > 5


def test_one_query_that_fails_is_named_and_loses_no_other(serve: Serve, target: Target) -> None:
    server = serve()
    server.behaviour.scripted[CITATIONS] = [Reply(400, '{"error": "no"}')]
    events = run(server, target)
    (failed,) = [q for q in done(events) if q.failure]
    assert failed.query == "s2_citations CorpusId:2908606"
    assert "0 of 8 came" in failed.failure
    assert "answered 400 (no)" in failed.failure
    assert failed.cursor == ""
    assert {p.s2_id for p in found(events) if p.sighting.reason == "ms1mv2"} == citing("ARXIV:1801.07698")


def test_after_a_failure_the_next_run_asks_again(serve: Serve, target: Target) -> None:
    server = serve()
    server.behaviour.scripted[CITATIONS] = [Reply(400, '{"error": "no"}')]
    first = run(server, target)
    second = run(server, target, cursors=cursors_of(first), known=known_from(first))
    assert {p.s2_id for p in found(second) if p.sighting.reason == "ms-celeb-1m"} == citing("CorpusId:2908606")


def test_an_introducing_paper_that_nobody_knows_is_named(serve: Serve, target: Target) -> None:
    lost = replace(target.members[0], papers=(IntroducingPaper("Lost", doi="10.99999/nowhere"),))
    events = run(serve(), replace(target, members=(lost, *target.members[1:])))
    (failed,) = [q for q in done(events) if q.failure]
    assert "knows no paper DOI:10.99999/nowhere (ms-celeb-1m)" in failed.failure
    assert found(events, Source.S2_CITATIONS)


def test_an_introducing_paper_without_ids_is_named(serve: Serve, target: Target) -> None:
    bare = replace(target.members[0], papers=(IntroducingPaper("Bare"),))
    (failed,) = [q for q in done(run(serve(), replace(target, members=(bare,)))) if q.failure]
    assert "add corpus_id, arxiv or doi to the target file" in failed.failure
    assert not failed.unknown


def test_without_a_network_every_query_is_reported_soon(target: Target) -> None:
    nowhere = Settings(s2_url="http://127.0.0.1:9", arxiv_url="http://127.0.0.1:9")
    start = time.monotonic()
    events = list(discover(target, nowhere, cursors={}, known=lambda _: False))
    assert time.monotonic() - start < 30
    assert events
    assert all(isinstance(e, QueryDone) and "failed" in e.failure for e in events)


def test_a_base_address_that_is_none_is_a_sentence(target: Target) -> None:
    odd = {"s2_url": "semantic scholar", "arxiv_api_url": "ftp://arxiv.example"}
    wrong = Settings().model_copy(update=odd)  # settings that are read refuse them already
    events = list(discover(target, wrong, cursors={}, known=lambda _: False))
    assert all(isinstance(e, QueryDone) and "Check its base in the settings" in e.failure for e in events)


# The key


def test_the_key_goes_with_every_request_to_semantic_scholar_and_to_no_other(serve: Serve, target: Target) -> None:
    server = serve(page_rows=3)
    run(server, target, s2_api_key="k-31415926")
    keys = {a.path.split("/")[1]: a.headers.get("x-api-key") for a in server.asked}
    assert keys == {"graph": "k-31415926", "api": None}
    assert server.paths(CITATIONS)


def test_the_key_is_in_no_log_line_and_no_message(
    serve: Serve, target: Target, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(faults=0.2, seed=3, stall=0.05)
    server.behaviour.scripted[CITATIONS_OF_ARCFACE] = [Reply(403, '{"message": "Forbidden"}')]
    with caplog.at_level(logging.DEBUG):
        events = run(server, target, s2_api_key="k-31415926")
    assert any("trying again" in r.getMessage() for r in caplog.records)
    assert "k-31415926" not in caplog.text + repr(events)
    (refused,) = [q for q in done(events) if q.failure]
    assert "Check CITETRAIL_S2_API_KEY" in refused.failure


# A later run


def test_a_second_run_asks_little_and_finds_nothing_new(serve: Serve, target: Target) -> None:
    first_server, second_server = serve(page_rows=2), serve(page_rows=2)
    first = run(first_server, target)
    second = run(second_server, target, cursors=cursors_of(first), known=known_from(first))
    assert not second_server.paths(CITATIONS)
    assert not second_server.paths(CITATIONS_OF_ARCFACE)
    assert len(second_server.paths(BATCH)) == 1
    assert len(second_server.asked) < len(first_server.asked)
    assert sum(q.new for q in done(second)) == 0
    assert not found(second, Source.S2_CITATIONS)
    assert not found(second, Source.S2_SNIPPETS)


def test_arxivs_page_is_read_again_when_a_version_a_total_or_a_failure_is_new(serve: Serve, target: Target) -> None:
    server = serve()
    first = run(server, target)
    asked = {"cursors": cursors_of(first), "known": known_from(first)}
    before = len(server.paths("/api/query"))
    same = run(server, target, **asked)
    assert not found(same, Source.ARXIV)
    assert len(server.paths("/api/query")) == 2 * before  # each query once, and no page twice
    assert {q.received for q in done(same, "arxiv") if q.expected} == {1}

    chosen = Settings(s2_url=server.url, arxiv_url=server.url)
    late = list(discover(target, chosen, cursors=asked["cursors"], known=lambda _: True, overdue=lambda _: True))
    assert found(late, Source.ARXIV) == found(first, Source.ARXIV)

    server.library.papers = [replace(p, title=f"{p.title} (revised)") for p in server.library.papers]
    revised = found(run(server, target, **asked), Source.ARXIV)
    assert [p.title for p in revised] == [f"{p.title} (revised)" for p in found(first, Source.ARXIV)]


def feed_of(entries: str, total: str = "2", told: str = "2026-11-30T00:00:00Z") -> bytes:
    """A page of results as arXiv sends it."""
    return (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><id>{told}</id><updated>{told}</updated>"
        f"<opensearch:totalResults xmlns:opensearch='x'>{total}</opensearch:totalResults>{entries}</feed>"
    ).encode()


ENTRIES = "<entry><id>a</id></entry>\n  <entry><id>b</id></entry>"


def test_a_page_is_known_by_its_entries_and_the_number_of_results() -> None:
    known = digest_of(feed_of(ENTRIES))
    assert digest_of(feed_of(ENTRIES, told="2026-12-01T00:00:00Z")) == known
    others = {feed_of(ENTRIES, "3"), feed_of(ENTRIES.replace("b", "c")), feed_of(ENTRIES)[:-9], feed_of("", "0")}
    assert len({known, *map(digest_of, others)}) == 5


@pytest.mark.parametrize(
    "body",
    [
        feed_of(ENTRIES).replace(b"totalResults", b"results"),
        feed_of(ENTRIES).replace(b"entry>", b"atom:entry>"),
        feed_of(ENTRIES).replace(b"<id>", b"<!-- totalResults>1< --><id>", 1),
        b"",
    ],
    ids=["no number", "a prefix", "two numbers", "nothing"],
)
def test_a_page_in_another_form_is_never_known(body: bytes) -> None:
    assert digest_of(body) == ""


def test_the_first_page_is_asked_for_at_the_packages_own_address(serve: Serve) -> None:
    server = serve()
    client = Preprints(Settings(arxiv_url=server.url))
    with closing(client.service):
        client.first_page('ti:"MS-Celeb-1M" OR abs:"MS-Celeb-1M"')
        ahead = len(server.asked)
        assert list(client.results('ti:"MS-Celeb-1M" OR abs:"MS-Celeb-1M"'))
        assert len(server.asked) == ahead
        assert list(client.results('ti:"MS-Celeb-1M" OR abs:"MS-Celeb-1M"'))
    assert server.asked[-1].path == server.asked[0].path


def test_a_new_citation_comes_with_the_next_run(serve: Serve, target: Target) -> None:
    newest, *before = [p for p in sample_papers() if "CorpusId:2908606" in p.cites]
    first = run(serve(papers=before), target)
    server = serve(papers=[newest, *before], page_rows=2)
    second = run(server, target, cursors=cursors_of(first), known=known_from(first))
    (query,) = done(second, "s2_citations CorpusId:2908606")
    assert newest.s2_id in {p.s2_id for p in found(second)}
    assert (query.new, query.note) == (1, "only the newest pages were asked for")
    assert len(server.paths(CITATIONS)) < 4


def test_a_new_citation_at_the_end_of_the_list_comes_too(serve: Serve, target: Target) -> None:
    *before, last = [p for p in sample_papers() if "CorpusId:2908606" in p.cites]
    first = run(serve(papers=before), target)
    second = run(
        serve(papers=[*before, last], page_rows=2), target, cursors=cursors_of(first), known=known_from(first)
    )
    assert last.s2_id in {p.s2_id for p in found(second, Source.S2_CITATIONS)}


def test_a_new_member_of_the_family_gets_the_citations_that_were_known(serve: Serve, target: Target) -> None:
    smaller = replace(target, members=target.members[:2])
    first = run(serve(), smaller)
    second = run(serve(), target, cursors=cursors_of(first), known=known_from(first))
    assert {p.s2_id for p in found(second) if p.sighting.reason == "arcface-model"} == citing("ARXIV:1801.07698")


def test_a_cursor_that_is_not_ours_asks_for_everything(serve: Serve, target: Target) -> None:
    first = run(serve(), target)
    odd = dict.fromkeys(cursors_of(first), '["odd"')
    assert {p.s2_id for p in found(run(serve(), target, cursors=odd))} == {p.s2_id for p in found(first)}


# arXiv's own oddities


@pytest.mark.parametrize(
    "page",
    [
        '<feed xmlns="http://www.w3.org/2005/Atom"><opensearch:totalResults '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">7</opensearch:totalResults></feed>',
        '<!DOCTYPE feed [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>',
        "<html><body>Rate exceeded.</body></html>",
    ],
    ids=["empty page", "entities", "page"],
)
def test_what_is_no_feed_is_asked_for_again(serve: Serve, target: Target, page: str) -> None:
    server = serve()
    server.behaviour.scripted["/api/query"] = [Reply(body=page, kind="application/atom+xml")]
    assert [p.arxiv_id for p in found(run(server, target), Source.ARXIV)] == ["2013.00115"]


def test_sample_ids_are_distinct() -> None:
    papers: list[SamplePaper] = list(sample_papers())
    assert len({p.s2_id for p in papers} | {s.s2_id for s in sample_seeds()}) == len(papers) + len(sample_seeds())
