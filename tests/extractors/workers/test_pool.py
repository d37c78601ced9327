"""Whatever an item does to its worker, it gets an outcome and the others get theirs."""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from citetrail.records.vocabulary import Outcome
from extractors.workers.pool import Failed, Job, PrepareFailed, WorkerPool
from tests.extractors.workers_under_test import SLEEP

HERE = "tests.extractors.workers_under_test"


def job(greeting: str = "hello", seconds: float = 2) -> Job:
    return Job(f"{HERE}:prepare", (greeting,), f"{HERE}:work", 4_000_000_000, seconds)


def children() -> set[int]:
    """Every `sleep` of a worker's that still runs; other programs' sleeps are none of ours."""
    found = set()
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if told.read_bytes().split(b"\0")[:2] == [b"sleep", SLEEP.encode()]:  # empty of one that has ended
                found.add(int(told.parent.name))
    return found


@pytest.mark.parametrize("threadless", [False, True])
def test_each_item_has_its_result_and_workers_are_reused(threadless: bool) -> None:
    with WorkerPool(job(), 2, threadless=threadless) as pool:
        results = dict(pool.run((str(i), str(i)) for i in range(20)))
    assert {k: v.split()[:2] for k, v in results.items()} == {str(i): ["hello", str(i)] for i in range(20)}
    assert len({v.split()[2] for v in results.values()}) <= 2


def test_workers_forked_from_this_process_are_replaced_too() -> None:
    with WorkerPool(job(), 2, threadless=True) as pool:
        results = dict(pool.run([("bad", "die"), *((str(i), str(i)) for i in range(6))]))
    assert isinstance(results.pop("bad"), Failed)
    assert len(results) == 6
    assert all(value.startswith("hello") for value in results.values())


@pytest.mark.parametrize(
    ("payload", "outcome"),
    [
        ("sleep", Outcome.TIMEOUT),
        ("spin", Outcome.TIMEOUT),
        ("eat", Outcome.OUT_OF_MEMORY),
        ("raise", Outcome.PARSER_ERROR),
        ("die", Outcome.PARSER_ERROR),
        ("deep", Outcome.PARSER_ERROR),
    ],
)
def test_a_bad_item_gets_its_outcome_and_the_run_goes_on(payload: str, outcome: Outcome) -> None:
    before = children()
    began = time.monotonic()
    with WorkerPool(job(seconds=1), 2) as pool:
        results = dict(pool.run([("a", "fine"), ("bad", payload), ("b", "fine"), ("c", "fine")]))
    assert time.monotonic() - began < 30
    failed = results.pop("bad")
    assert isinstance(failed, Failed)
    assert failed.outcome is outcome
    assert failed.detail
    assert all(str(v).startswith("hello fine") for v in results.values())
    assert children() <= before, "what the worker started outlived it"


def test_a_bound_that_was_too_low_is_told_with_what_it_was_too_low_for() -> None:
    with WorkerPool(job(), 1) as pool:
        results = dict(pool.run([("a", "no room"), ("b", "fine")]))
    assert isinstance(results["a"], Failed)
    assert results["a"].outcome is Outcome.OUT_OF_MEMORY
    assert results["a"].detail == "more than 4000 MB: too little was left"
    assert results["b"].startswith("hello fine")


def test_a_worker_that_cannot_start_is_nobodys_fault_but_the_settings() -> None:
    with WorkerPool(job("fail"), 1) as pool, pytest.raises(PrepareFailed, match="no such target") as told:
        list(pool.run([("a", "fine")]))
    assert told.value.cause == "ValueError"


def test_no_worker_is_left() -> None:
    with WorkerPool(job(), 2) as pool:
        pids = {int(v.split()[2]) for _, v in pool.run((str(i), str(i)) for i in range(4))}
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_items_are_taken_only_as_workers_are_free() -> None:
    taken = []

    def items() -> "object":
        for i in range(100):
            taken.append(i)
            yield str(i), str(i)

    with WorkerPool(job(), 2) as pool:
        stream = pool.run(items())  # type: ignore[arg-type]
        next(stream)
        assert len(taken) <= 4
        stream.close()  # type: ignore[attr-defined]


def test_an_item_whose_worker_was_killed_once_is_read_again(tmp_path: Path) -> None:
    with WorkerPool(job(), 1) as pool:
        results = dict(pool.run([("a", f"killed-once {tmp_path / 'mark'}"), ("b", "fine")]))
    assert results["a"].startswith("hello killed-once")
    assert results["b"].startswith("hello fine")


def test_an_item_whose_workers_are_always_killed_has_its_outcome() -> None:
    with WorkerPool(job(), 1) as pool:
        results = dict(pool.run([("a", "killed"), ("b", "fine")]))
    assert isinstance(results["a"], Failed)
    assert results["a"].outcome is Outcome.OUT_OF_MEMORY
    assert results["b"].startswith("hello fine")
