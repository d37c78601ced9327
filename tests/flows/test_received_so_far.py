"""What a query gave stays on record when a later run has nothing to ask, or fails.

Covers: flows.steps.discover, citetrail.store.discovery_queries.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from citetrail.publish.small_tables import search_rows
from citetrail.review.known import target_facts
from citetrail.sample.sample_papers import sample_seeds
from citetrail.sample.server import Reply, SampleServer
from flows.steps.discover import discover
from flows.steps.run_context import Context, open_context
from tests.flows.conftest import seeds, settings_for

CITATIONS = f"/graph/v1/paper/{sample_seeds()[0].s2_id}/citations"
CITED = "s2_citations CorpusId:2908606"


@pytest.fixture
def server() -> Iterator[SampleServer]:
    with SampleServer(also=seeds()) as serving:
        yield serving


@pytest.fixture
def context(server: SampleServer, tmp_path: Path) -> Iterator[Context]:
    with open_context(settings_for(server, tmp_path / "var"), "ms-celeb-1m") as opened:
        yield opened


def searches(context: Context) -> list[tuple[object, ...]]:
    """The rows that a release prints."""
    with context.engine.connect() as connection:
        return [tuple(row) for row in search_rows(connection, context.target)]


def on_the_page(context: Context) -> dict[str, object]:
    """What the page of progress shows of the citations of the first data set."""
    with context.engine.connect() as connection:
        (told,) = [q for q in target_facts(connection, "ms-celeb-1m")["queries"] if q["query"] == CITED]
    return {name: told[name] for name in ("expected", "received", "missing")}


def test_a_second_run_loses_no_figure(context: Context) -> None:
    discover(context)
    first = searches(context)
    assert on_the_page(context) == {"expected": 8, "received": 8, "missing": 0}
    discover(context)
    assert searches(context) == first


def test_a_run_in_which_a_list_fails_keeps_what_came(context: Context, server: SampleServer) -> None:
    discover(context)
    server.library.uncounted = 2
    server.behaviour.scripted[CITATIONS] = [Reply(403, '{"message": "Forbidden"}')]
    found = discover(context)
    assert CITED in {q.query for q in found.incomplete}
    assert on_the_page(context) == {"expected": 10, "received": 8, "missing": 2}
    server.library.uncounted = 0
    assert discover(context).is_complete
    assert on_the_page(context) == {"expected": 8, "received": 8, "missing": 0}


def test_a_shortfall_is_told_as_often_as_it_is_there(context: Context, server: SampleServer) -> None:
    server.library.uncounted = 2
    for _ in range(2):
        assert CITED in {q.query for q in discover(context).incomplete}
        assert on_the_page(context) == {"expected": 10, "received": 8, "missing": 2}
