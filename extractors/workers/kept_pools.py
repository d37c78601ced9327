"""Pools of reading processes that outlive the task that opened them.

A task of Dask reads fifty papers, and a reading process takes as long to get ready as some of them take to read. So a
pool waits a while for the next task of its process before it is closed.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.util import Finalize

from extractors.workers.pool import WorkerPool

# The batches of a run follow each other at once; between runs nobody wants 200 MB held for each process.
IDLE_SECONDS = 60.0
# Before multiprocessing waits for the processes that it started, at the end of this one.
_FIRST = 10
_idle: dict[str, list[tuple[WorkerPool, threading.Timer]]] = {}
_lock = threading.Lock()


@contextmanager
def kept_pool(key: str, opened: Callable[[], WorkerPool]) -> Iterator[WorkerPool]:
    """A pool of this key that nobody uses, or a new one; kept afterwards, closed when the block fails."""
    pool = _taken(key) or opened()
    try:
        yield pool
    except BaseException:
        pool.close()
        raise
    timer = threading.Timer(IDLE_SECONDS, _end, (key, pool))
    timer.daemon = True
    with _lock:
        _idle.setdefault(key, []).append((pool, timer))
    timer.start()


def close_idle() -> None:
    """Close every pool that nobody uses."""
    with _lock:
        found = [one for waiting in _idle.values() for one in waiting]
        _idle.clear()
    for pool, timer in found:
        timer.cancel()
        pool.close()


def _taken(key: str) -> WorkerPool | None:
    with _lock:
        waiting = _idle.get(key)
        pool, timer = waiting.pop() if waiting else (None, None)
    if timer is not None:
        timer.cancel()
    return pool


def _end(key: str, pool: WorkerPool) -> None:
    with _lock:
        waiting = _idle.get(key, [])
        left = [one for one in waiting if one[0] is not pool]
        ended = len(left) < len(waiting)  # else another task has taken it meanwhile
        _idle[key] = left
    if ended:
        pool.close()


Finalize(None, close_idle, exitpriority=_FIRST)
