"""What `citetrail status`, a run's text, its JSON and its exit code say of one discovery is one thing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.records.settings import Settings
from citetrail.records.target_files import load_target, target_path
from citetrail.records.vocabulary import ClaimState, Source, Vote
from citetrail.store import tables
from citetrail.store.decision_log import Ballot, apply_policy, decide
from citetrail.store.discovery_queries import save_queries
from citetrail.store.engine import open_store, writing
from flows.steps import discover as step
from flows.steps.discover import Discovered
from flows.steps.mine import Mined
from spiders.events import QueryDone
from tests.synthetic import fill

TARGET = "ms-celeb-1m"
WHOLE = QueryDone("citations of a", Source.S2_CITATIONS, expected=3, received=3)
SHORT = QueryDone("citations of b", Source.S2_CITATIONS, expected=9, received=7, shortfall="7 of 9 came.")
FAILED = QueryDone("arxiv all:b", Source.ARXIV, failure="arXiv answered 503.")
UNKNOWN = QueryDone("citations of c", Source.S2_CITATIONS, failure="Nobody knows paper c.", unknown=True)


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CITETRAIL_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "var"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def stored(var: Path, *queries: QueryDone) -> None:
    engine = open_store(Settings(var=var))
    fill(engine, 2)
    with writing(engine) as connection:
        for query in queries:
            save_queries(connection, TARGET, [step._state(query)])
    engine.dispose()


@pytest.mark.parametrize(
    ("queries", "complete"),
    [((WHOLE,), True), ((WHOLE, UNKNOWN), True), ((WHOLE, SHORT), False), ((FAILED, UNKNOWN), False)],
)
def test_complete_is_one_word_everywhere(
    var: Path, monkeypatch: pytest.MonkeyPatch, queries: tuple[QueryDone, ...], complete: bool
) -> None:
    stored(var, *queries)
    found = json.loads(run("status", TARGET, "--json").stdout)
    assert found["is_complete"] is complete
    made = Discovered(queries=list(queries))
    for name in ("incomplete_queries", "unknown_to_source"):
        told = made.as_result()["incomplete" if name == "incomplete_queries" else name]
        assert sorted(q["query"] for q in found[name]) == sorted(line.partition(": ")[0] for line in told)
    text = run("status", TARGET).stdout
    assert ("Discovery: every source answered in full" in text) is complete

    class Context:
        engine, target = open_store(Settings(var=var)), load_target(target_path(TARGET))

    @contextmanager
    def running(_: str) -> Iterator[tuple[Context, None]]:
        yield Context(), None

    for command in ("discover", "mine"):
        monkeypatch.setattr(f"citetrail.commands.{command}.running", running)
    monkeypatch.setattr("flows.steps.mine.mine", lambda *_, **__: Mined(made))
    monkeypatch.setattr("flows.steps.publish.publish_provisional", lambda _: "release")
    monkeypatch.setattr(step, "discover", lambda _: made)
    plain, as_json = run("discover", TARGET), run("discover", TARGET, "--json")
    assert (plain.exit_code, as_json.exit_code) == ((0, 0) if complete else (3, 3))
    assert json.loads(as_json.stdout)["is_complete"] is complete
    assert f"is_complete: {'yes' if complete else 'no'}\n" in plain.stdout
    mined = [run("mine", TARGET, "--direct", *options) for options in ((), ("--json",))]
    assert [each.exit_code for each in mined] == ([0, 0] if complete else [3, 3])
    assert f"is_complete: {'yes' if complete else 'no'}\n" in mined[0].stdout
    assert json.loads(mined[1].stdout)["is_complete"] is complete


def test_a_total_that_nobody_told_is_not_told(var: Path) -> None:
    stored(var, FAILED, replace(SHORT, expected=None))
    text = run("status", TARGET).stdout
    assert "None" not in text
    assert "query arxiv all:b: arXiv answered 503." in text
    assert "query citations of b: 7: 7 of 9 came." in text


def test_which_way_a_first_vote_went_is_not_told(var: Path) -> None:
    engine = open_store(Settings(var=var))
    fill(engine, 4, target=TARGET)
    with writing(engine) as connection:
        apply_policy(connection, two_reviewers=True)
        connection.execute(tables.claims.update().values(sensitive=True))
        for claim, vote in zip(connection.execute(tables.claims.select().limit(2)).all(), Vote, strict=False):
            decide(connection, Ballot(f"one-{claim.id}", claim.id, "ada", vote, claim.evidence_hash))
    engine.dispose()
    done = run("status", TARGET, "--json").stdout + run("status", TARGET).stdout
    assert "waits for a second vote" in done
    assert ClaimState.ACCEPTED_ONCE not in done
    assert ClaimState.REJECTED_ONCE not in done
