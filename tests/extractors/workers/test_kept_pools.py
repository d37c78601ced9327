"""Pools wait for the next task of their process, and end when none comes.

Covers: extractors.workers.kept_pools.
"""

import threading
from collections.abc import Iterator

import pytest

from extractors.workers import kept_pools
from extractors.workers.kept_pools import close_idle, kept_pool
from extractors.workers.pool import Job, WorkerPool


class Watched(WorkerPool):
    """A pool that tells when it was closed."""

    def __init__(self) -> None:
        super().__init__(Job("builtins:list", (), "builtins:len", memory=2**32, seconds=60.0), 1)
        self.closed = threading.Event()

    def close(self) -> None:
        super().close()
        self.closed.set()


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    yield
    close_idle()


def test_the_next_task_has_the_pool_of_the_last_and_another_key_its_own() -> None:
    with kept_pool("a", Watched) as first, kept_pool("a", Watched) as beside:
        assert beside is not first, "of two tasks at once each has a pool to itself"
    with kept_pool("a", Watched) as again, kept_pool("b", Watched) as other:
        assert again in (first, beside)
        assert other not in (first, beside)


def test_a_pool_whose_task_failed_is_closed_and_not_used_again() -> None:
    with pytest.raises(ValueError, match="lost"), kept_pool("a", Watched) as failed:
        raise ValueError("lost")
    assert isinstance(failed, Watched)
    assert failed.closed.is_set()
    with kept_pool("a", Watched) as other:
        assert other is not failed


def test_a_pool_that_nobody_wants_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pools, "IDLE_SECONDS", 0.01)
    with kept_pool("a", Watched) as pool:
        pass
    assert isinstance(pool, Watched)
    assert pool.closed.wait(60.0)
    with kept_pool("a", Watched) as other:
        assert other is not pool
