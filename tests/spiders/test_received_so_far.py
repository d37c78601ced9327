"""How many papers a query gave is not forgotten by a run that need not see the whole list again.

Covers: spiders.events, spiders.s2_citations, spiders.s2_snippets, spiders.arxiv_search.
"""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from citetrail.records.targets import Target
from citetrail.records.vocabulary import Source
from citetrail.sample.sample_papers import sample_papers
from citetrail.sample.server import Reply, SampleServer
from spiders import arxiv_search
from spiders.discovery import QueryDone
from tests.spiders.test_discovery import CITATIONS, cursors_of, done, found, known_from, run

Serve = Callable[..., SampleServer]
CITED = "s2_citations CorpusId:2908606"
EVERYTHING = ("all:a OR all:e",)  # a search on arXiv that every paper there answers


def told(events: list[QueryDone]) -> dict[str, tuple[int | None, int]]:
    return {q.query: (q.expected, q.received) for q in events}


def citing() -> list[object]:
    return [p for p in sample_papers() if "CorpusId:2908606" in p.cites]


def test_a_run_with_nothing_new_tells_what_the_first_told(serve: Serve, target: Target) -> None:
    server = serve()
    first = run(server, target)
    assert {q.received > 0 for q in done(first, CITED)} == {True}
    second = run(server, target, cursors=cursors_of(first), known=known_from(first))
    assert not found(second)
    assert told(done(second)) == told(done(first))
    assert cursors_of(second) == cursors_of(first)


def test_newest_pages_are_counted_with_what_came_before(serve: Serve, target: Target) -> None:
    newest, *before = citing()
    first = run(serve(papers=before), target)
    second = run(
        serve(papers=[newest, *before], page_rows=2), target, cursors=cursors_of(first), known=known_from(first)
    )
    (query,) = done(second, CITED)
    assert query.note == "only the newest pages were asked for"
    assert query.received == query.expected == len(before) + 1
    third = run(serve(papers=[newest, *before]), target, cursors=cursors_of(second), known=known_from(first))
    assert told(done(third, CITED)) == told([query])


def test_a_count_that_shrank_leaves_no_more_than_there_are(serve: Serve, target: Target) -> None:
    first = run(serve(papers=citing()), target)
    second = run(serve(papers=citing()[2:], page_rows=2), target, cursors=cursors_of(first), known=known_from(first))
    (query,) = done(second, CITED)
    assert query.received == query.expected == len(citing()) - 2


@pytest.mark.parametrize("received", [None, "many"])
def test_a_cursor_that_does_not_tell_means_that_all_came(serve: Serve, target: Target, received: object) -> None:
    first = run(serve(), target)
    (query,) = done(first, CITED)
    older = json.loads(query.cursor) | {"received": received}
    again = run(serve(), target, cursors=cursors_of(first) | {CITED: json.dumps(older)})
    assert told(done(again, CITED)) == told([query])
    assert query.received == query.expected


def test_arxivs_newest_pages_are_counted_with_what_came_before(
    serve: Serve, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arxiv_search, "PAGE", 2)
    wide = replace(target, arxiv_queries=EVERYTHING)
    server = serve()
    first = run(server, wide)
    (whole,) = done(first, "arxiv")
    assert whole.received == whole.expected
    assert whole.received > 4
    asked = {"cursors": cursors_of(first), "known": known_from(first)}
    (same,) = done(run(server, wide, **asked), "arxiv")
    assert told([same]) == told([whole])
    server.library.papers = [replace(p, title=f"{p.title} (revised)") for p in server.library.papers]
    (revised,) = done(run(server, wide, **asked), "arxiv")
    assert revised.note == "only the newest pages were asked for"
    assert told([revised]) == told([whole])
    without = json.loads(whole.cursor)
    del without["received"]
    (older,) = done(run(server, wide, **asked | {"cursors": {whole.query: json.dumps(without)}}), "arxiv")
    assert (older.note, told([older])) == ("", told([whole])), "a cursor that does not tell has all read again"


def test_a_shortfall_of_arxivs_is_not_closed_by_its_newest_page(
    serve: Serve, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arxiv_search, "PAGE", 2)
    monkeypatch.setattr(arxiv_search, "MOST", 4)
    wide = replace(target, arxiv_queries=EVERYTHING)
    first = run(serve(), wide)
    (short,) = done(first, "arxiv")
    assert short.shortfall.startswith("4 of ")
    second = run(serve(), wide, cursors=cursors_of(first), known=known_from(first))
    (again,) = done(second, "arxiv")
    assert (again.shortfall, again.received) == (short.shortfall, 4)


def test_a_list_that_broke_off_tells_what_came_now(serve: Serve, target: Target) -> None:
    """What came before is added where it is known: by who keeps it."""
    server = serve()
    server.library.uncounted = 5
    first = run(serve(), target)
    server.behaviour.scripted[CITATIONS] = [Reply(403, '{"message": "Forbidden"}')]
    (query,) = done(run(server, target, cursors=cursors_of(first), known=known_from(first)), CITED)
    assert query.failure
    assert (query.received, query.cursor) == (0, cursors_of(first)[CITED])


@pytest.mark.parametrize(
    ("before", "expected", "received", "new", "after"),
    [
        (7, 9, 0, 0, 7),  # it failed at once
        (7, 9, 3, 2, 9),  # two more came before it failed
        (7, 9, 9, 1, 9),  # the list was seen, but for its last page
        (7, 8, 2, 2, 8),  # one that came before is no longer listed
        (7, None, 1, 1, 8),  # how many there are was not told
        (0, 9, 4, 0, 4),  # papers of a run that was killed
    ],
)
def test_what_came_before_is_counted_once(
    before: int, expected: int | None, received: int, new: int, after: int
) -> None:
    query = QueryDone("q", Source.S2_CITATIONS, expected=expected, received=received, new=new)
    assert query.received_after(before) == after
