"""The order of the steps: stated once, walked by the plain calls and by the flow, told in that order by the help.

Covers: flows.steps.step_order, flows.steps.mine, flows.mine, citetrail.commands.main.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from citetrail.commands.main import COMMANDS
from citetrail.records.papers import FoundPaper, Sighting
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Source, Step
from citetrail.store.engine import writing
from citetrail.store.work import move, put_before
from flows.steps import discover as discovery
from flows.steps import mine as mining
from flows.steps import step_order
from flows.steps.reading_version import versions_of
from flows.steps.run_context import Context, open_context
from flows.steps.step_order import FIRST_COPIES, FURTHER_COPIES, run_steps

TARGET = "ms-celeb-1m"
Walk = list[Step]


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with open_context(Settings(var=tmp_path / "var"), TARGET) as opened:
        sighting = Sighting(Source.S2_CITATIONS, TARGET, ("As in earlier work [1].",))
        paper = FoundPaper(title="An invented paper", s2_id=f"{1:040x}", sighting=sighting)
        keeping = discovery._Keeping(opened, discovery.Discovered(), Counter(), {})
        keeping.add(paper)
        keeping.save()
        yield opened


def make_due_for(context: Context, steps: Sequence[Step]) -> None:
    with writing(context.engine) as connection:
        [paper] = connection.exec_driver_sql("SELECT id FROM papers").scalars()
        for step in Step:
            move(connection, TARGET, step, [paper], None)
        for step in steps:
            put_before(connection, TARGET, step, [paper])


def take(context: Context, step: Step, ids: Sequence[str], walked: Walk) -> Counter[str]:
    """What a step does, as far as its order goes: its papers are due for it no more."""
    walked.append(step)
    with writing(context.engine) as connection:
        move(connection, TARGET, step, ids, None)
    return Counter()


class FakeTask:
    """In place of a Prefect task: called or submitted, it takes its papers at once."""

    def __init__(self, context: Context, step: Step, walked: Walk) -> None:
        self._context, self._step, self._walked = context, step, walked

    def __call__(self, _: str, ids: Sequence[str], resting: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
        take(self._context, self._step, ids, self._walked)
        return resting

    def submit(self, _: str, ids: Sequence[str], *__: str) -> "FakeTask":
        take(self._context, self._step, ids, self._walked)
        return self

    def result(self) -> None:
        """Nothing failed."""


class Recording:
    """A runner that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def discover(self) -> None:
        self.asked.append("discover")

    def work_off(self, steps: Sequence[Step]) -> None:
        self.asked.append(steps)


def test_first_copies_go_all_the_way_before_added_files_and_further_copies(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = Recording()

    def add_waiting_files(*_: object) -> Counter[str]:
        runner.asked.append("added files")
        return Counter(attached=1)

    monkeypatch.setattr(step_order, "_add_files", add_waiting_files)
    monkeypatch.setattr(step_order, "due_copies", lambda _: 1)
    assert run_steps(context, versions_of(context), runner)["attached"]
    assert runner.asked == ["discover", FIRST_COPIES, "added files", FIRST_COPIES, FURTHER_COPIES]


def test_what_is_not_there_is_not_worked_off(context: Context) -> None:
    runner = Recording()
    assert not run_steps(context, versions_of(context), runner)
    assert runner.asked == ["discover", FIRST_COPIES]


@pytest.mark.parametrize("steps", [FIRST_COPIES, FURTHER_COPIES[1:]])
def test_plain_calls_walk_in_this_order(
    context: Context, monkeypatch: pytest.MonkeyPatch, steps: Sequence[Step]
) -> None:
    walked: Walk = []
    monkeypatch.setattr("extractors.workers.reading_pool.open_pool", lambda *_: nullcontext())
    monkeypatch.setattr("flows.steps.fetch.fetch_batch", lambda c, ids: take(c, Step.FETCH, ids, walked))
    monkeypatch.setattr("flows.steps.copies.copies_batch", lambda c, ids: take(c, Step.COPIES, ids, walked))
    monkeypatch.setattr("flows.steps.extract.extract_batch", lambda c, _, ids, __: take(c, Step.EXTRACT, ids, walked))
    monkeypatch.setattr("flows.steps.assess.assess_batch", lambda c, _, ids: take(c, Step.ASSESS, ids, walked))
    with mining._PlainCalls(context, versions_of(context), mining.Mined()) as runner:
        make_due_for(context, steps)
        runner.work_off(steps)
    assert walked == list(steps)


def test_plain_calls_ask_for_no_further_copy_while_a_first_one_is_due(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: Walk = []
    monkeypatch.setattr("flows.steps.fetch.fetch_batch", lambda c, ids: take(c, Step.FETCH, ids, walked))
    monkeypatch.setattr("flows.steps.copies.copies_batch", lambda c, ids: take(c, Step.COPIES, ids, walked))
    with mining._PlainCalls(context, versions_of(context), mining.Mined()) as runner:
        make_due_for(context, [Step.COPIES, Step.FETCH])
        runner.work_off(FURTHER_COPIES)
    assert walked == [Step.FETCH, Step.COPIES]


@pytest.mark.parametrize("steps", [FIRST_COPIES, FURTHER_COPIES])
def test_the_flow_walks_in_this_order(
    context: Context, monkeypatch: pytest.MonkeyPatch, steps: Sequence[Step]
) -> None:
    import flows.mine

    walked: Walk = []
    for table in (flows.mine.ASKING, flows.mine.READING):
        for step, (_, size) in table.items():
            monkeypatch.setitem(table, step, (FakeTask(context, step, walked), size))
    monkeypatch.setattr(flows.mine, "wait", lambda _: None)
    make_due_for(context, steps)
    flows.mine._Tasks(context, TARGET, versions_of(context)).work_off(steps)
    assert walked == list(steps)


def test_commands_are_told_in_the_order_of_the_steps() -> None:
    told = [name for name in COMMANDS if name in list(Step)]
    assert told == [step for step in Step if step in COMMANDS]


@pytest.mark.parametrize("steps", [FIRST_COPIES, FURTHER_COPIES])
def test_steps_are_named_in_their_order(steps: Sequence[Step]) -> None:
    assert list(steps) == [step for step in Step if step in steps]
