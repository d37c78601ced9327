"""Reusable worker processes for hostile input, bounded in memory and time and replaced when they fail."""

import gc
import importlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any

from citetrail.child_process import FunctionProcess, bound_memory, bound_processor_time, end_with_parent, ending
from citetrail.records.vocabulary import Outcome
from extractors.workers.worker_folders import meet_in_own_folder

# A worker is replaced after this many items: what libraries leak goes with it.
ITEMS_A_WORKER = 200
# A worker loads a language model and indexes first, beside others and from a cold disk.
START_SECONDS = 120.0
MOST_TOLD = 400  # characters of an error


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that gave no result, and why.

    `spent`: its worker is gone or can no longer be trusted. `killed`: someone else killed it, which may not be the
    item's fault.
    """

    outcome: Outcome
    detail: str
    spent: bool = True
    killed: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What the workers do: `prepare(*arguments)` once a process, then `work(prepared, payload)` for each item.

    Both are named "module:function", so that every process finds them for itself.
    """

    prepare: str
    arguments: tuple[Any, ...]
    work: str
    memory: int  # address space of a worker, bytes
    seconds: float  # wall-clock and CPU time for one item


class PrepareFailed(Exception):
    """A worker could not be made ready; no item is to blame.

    `cause` names the class of the error that stood in the way, where one was raised in the worker.
    """

    def __init__(self, message: str, cause: str = "") -> None:
        super().__init__(message)
        self.cause = cause


class WorkerPool:
    """`size` processes that work through items; close it, or use it in a `with`.

    Workers are forked from a server process, which no thread of this one can harm. `threadless` promises that this
    process runs no threads: they are then forked from it, which saves the start of two processes.
    """

    def __init__(self, job: Job, size: int, *, threadless: bool = False) -> None:
        self.job, self.size = job, size
        self._context = multiprocessing.get_context("fork") if threadless else _fork_server(job)
        self._workers: list[_Worker] = []

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill every worker."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def run(self, items: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        """Yield (key, result or Failed) as they finish; items are taken only as workers are free.

        An item whose worker is killed from outside is given to another one, once: an operator's kill is not the
        paper's fault, the kernel's for want of memory comes again.
        """
        source = iter(items)
        again: deque[tuple[str, Any]] = deque()
        retried: set[str] = set()
        drained = False
        while True:
            batch: list[tuple[str, Any]] = []
            while not drained and len(batch) < self._places():
                item = again.popleft() if again else next(source, None)
                if item is None:
                    drained = True
                else:
                    batch.append(item)
            while again and len(batch) < self._places():
                batch.append(again.popleft())
            for worker, item in zip(self._workers_for(len(batch)), batch, strict=True):
                worker.begin(*item)
            busy = [w for w in self._workers if w.key is not None]
            if not busy:
                return
            for worker in self._ready(busy):
                payload = worker.payload
                key, result = worker.finish()
                if (isinstance(result, Failed) and result.spent) or worker.done >= ITEMS_A_WORKER:
                    self._retire(worker)
                if isinstance(result, Failed) and result.killed and key not in retried:
                    retried.add(key)
                    again.append((key, payload))
                else:
                    yield key, result

    def _places(self) -> int:
        """How many items could be begun now."""
        return self.size - sum(worker.key is not None for worker in self._workers)

    def _workers_for(self, count: int) -> "list[_Worker]":
        """Idle workers, new ones among them: these get ready side by side."""
        for worker in [w for w in self._workers if w.key is None and not w.is_alive()]:
            self._retire(worker)
        free = [worker for worker in self._workers if worker.key is None][:count]
        new = [_Worker(self._context, self.job) for _ in range(count - len(free))]
        self._workers += new
        return free + new

    def _retire(self, worker: "_Worker") -> None:
        worker.kill()
        self._workers.remove(worker)

    def _ready(self, busy: "list[_Worker]") -> "list[_Worker]":
        """Workers with a result, or past their time."""
        left = min(w.deadline for w in busy) - time.monotonic()
        wait([w.pipe for w in busy], timeout=max(0.0, left))
        now = time.monotonic()
        return [w for w in busy if w.pipe.poll() or now >= w.deadline]


def _fork_server(job: Job) -> Any:
    meet_in_own_folder()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(sorted({name.partition(":")[0] for name in (job.prepare, job.work)}))
    return context


class _Worker:
    """One process and the item it is at."""

    def __init__(self, context: Any, job: Job) -> None:
        self.job = job
        self._process = FunctionProcess(context, _serve, job)
        self.pipe = self._process.pipe
        self.key: str | None = None
        self.payload: Any = None
        self.deadline = 0.0
        self.done = 0
        self._prepared = False

    def is_alive(self) -> bool:
        return self._process.is_alive

    def begin(self, key: str, payload: Any) -> None:
        if not self._prepared:
            self._wait_prepared()
        self.key, self.payload = key, payload
        self.deadline = time.monotonic() + self.job.seconds
        with suppress(BrokenPipeError):  # died meanwhile: `finish` says so
            self.pipe.send(payload)

    def _wait_prepared(self) -> None:
        if not self.pipe.poll(START_SECONDS):
            self.kill()
            raise PrepareFailed(f"a reading process was not ready after {START_SECONDS:.0f} s")
        try:
            message = self.pipe.recv()
        except EOFError:
            raise PrepareFailed(
                f"a reading process died while starting ({self._why_dead().detail}); "
                "is CITETRAIL_WORKER_MEMORY too small?"
            ) from None
        if message is not None:
            self.kill()
            cause, told = message
            raise PrepareFailed(told, cause)
        self._prepared = True

    def finish(self) -> tuple[str, Any]:
        key, self.key, self.payload = self.key, None, None
        assert key is not None
        self.done += 1
        if not self.pipe.poll():
            self.kill()
            return key, Failed(Outcome.TIMEOUT, f"not read within {self.job.seconds:.0f} s")
        try:
            return key, self.pipe.recv()
        except (EOFError, OSError):
            return key, self._why_dead()

    def _why_dead(self) -> Failed:
        code = self._process.exit_code()
        if code == -signal.SIGXCPU:
            return Failed(Outcome.TIMEOUT, f"more than {self.job.seconds:.0f} s of processor time")
        if code == -signal.SIGKILL:
            why = "the reading process was killed from outside twice, likely for memory"
            return Failed(Outcome.OUT_OF_MEMORY, why, killed=True)
        return Failed(Outcome.PARSER_ERROR, f"a library crashed while reading ({ending(code)})")

    def kill(self) -> None:
        self._process.close()


def _serve(pipe: Connection, job: Job) -> None:
    """A worker's life: prepare, then one item after the other until the pipe closes."""
    # The fork server ends with the main process, and this one with the fork server: no orphan reads on.
    end_with_parent()
    try:
        prepared = _function(job.prepare)(*job.arguments)
        bound_memory(job.memory)
    except Exception as error:  # noqa: BLE001 - told to the main process, which raises it
        pipe.send((type(error).__name__, str(error)))
        return
    # What was prepared lives as long as the process: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    pipe.send(None)
    work = _function(job.work)
    while True:
        try:
            payload = pipe.recv()
        except EOFError:
            return
        bound_processor_time(job.seconds)
        try:
            result = work(prepared, payload)
        except MemoryError as error:
            result = Failed(Outcome.OUT_OF_MEMORY, _beyond(job.memory, str(error)))
        except RecursionError:
            result = Failed(Outcome.PARSER_ERROR, "nested too deeply")
        except Exception as error:  # noqa: BLE001 - one bad file gets its outcome, the run goes on
            result = Failed(Outcome.PARSER_ERROR, f"{type(error).__name__}: {str(error)[:MOST_TOLD]}", spent=False)
        pipe.send(result)


def _beyond(memory: int, told: str) -> str:
    """The bound of a worker, bytes, which was not enough, and for what, where that is known."""
    bound = f"more than {memory // 1_000_000} MB"
    return f"{bound}: {told[:MOST_TOLD]}" if told else bound


def _function(name: str) -> Callable[..., Any]:
    module, _, attribute = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return found
