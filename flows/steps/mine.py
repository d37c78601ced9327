"""The whole road as plain calls: fetching, reading and assessing follow discovery, batch by batch."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from citetrail.records.vocabulary import Step
from citetrail.store.work import anything_due, due_now
from flows.steps.batch_sizes import ASSESSED, COPIES, FETCHED, READ
from flows.steps.discover import Discovered, discover
from flows.steps.reading_version import Versions, versions_of
from flows.steps.run_context import Context, Stopped, recorded
from flows.steps.step_order import FIRST_COPIES, FURTHER_COPIES, make_due, run_steps

# What fetches, reads and assesses is imported where a paper is due: a run with nothing new does without.
if TYPE_CHECKING:
    from extractors.workers.pool import WorkerPool

# The first batches are small, so that the first claims come within minutes; each is twice the one before.
FIRST_BATCH = 5
# Seconds after which a run that waits for discovery looks again: what a person adds meanwhile wakes nobody.
LOOK_AGAIN = 30


@dataclass(slots=True)
class Mined:
    """What one run did, step by step."""

    discovered: Discovered = field(default_factory=Discovered)
    fetched: Counter[str] = field(default_factory=Counter)
    copies: Counter[str] = field(default_factory=Counter)
    added_files: Counter[str] = field(default_factory=Counter)  # of a watched folder, and dropped on cards
    extracted: Counter[str] = field(default_factory=Counter)
    assessed: Counter[str] = field(default_factory=Counter)


def mine(context: Context, *, retry: str = "failed") -> Mined:
    """Discover, fetch, extract and assess, in the order of `step_order`; each step does only what is due.

    Discovery pages in a thread of its own while what it found is fetched, read and assessed, the papers of most
    promise first: a long run has its first claims within minutes. Both write to the store in short transactions.
    """
    versions = versions_of(context)
    make_due(context, versions, retry=retry)
    mined = Mined()
    with _PlainCalls(context, versions, mined) as runner:
        mined.added_files = run_steps(context, versions, runner)
    return mined


class _PlainCalls:
    """Steps as plain calls, a batch of each in turn; what they did is on record for as long as this is open."""

    def __init__(self, context: Context, versions: Versions, mined: Mined) -> None:
        self._context, self._versions, self._mined = context, versions, mined
        self._opened = ExitStack()
        self._pool: WorkerPool | None = None
        self._size = FIRST_BATCH
        # A paper that stays due, because its host wants no requests now, is asked for once in a run.
        self._fetched: set[str] = set()
        self._sought: set[str] = set()
        self._batches: dict[Step, Callable[[], bool]] = {
            Step.FETCH: self._fetch,
            Step.COPIES: self._fetch_copies,
            Step.EXTRACT: self._extract,
            Step.ASSESS: self._assess,
        }

    def __enter__(self) -> "_PlainCalls":
        context, read_with = self._context, self._versions.reading
        for step in FURTHER_COPIES:
            context.teller.begin(step, None)
        enter = self._opened.enter_context
        self._mined.fetched = enter(recorded(context, Step.FETCH))
        self._mined.copies = enter(recorded(context, Step.COPIES))
        self._mined.extracted = enter(recorded(context, Step.EXTRACT, text=self._versions.text, reading=read_with))
        self._mined.assessed = enter(recorded(context, Step.ASSESS, reading=read_with))
        return self

    def __exit__(self, *error: Any) -> None:
        self._opened.__exit__(*error)

    def discover(self) -> None:
        discovering = _Discovering(self._context)
        with discovering:
            while discovering.goes_on():
                if not self._round(FIRST_COPIES):
                    self._context.found.wait(LOOK_AGAIN)
            self._mined.discovered = discovering.result()

    def work_off(self, steps: Sequence[Step]) -> None:
        while self._round(steps):
            pass

    def _round(self, steps: Sequence[Step]) -> bool:
        """One batch of each step where something is due; whether anything was."""
        with self._context.engine.connect() as connection:
            if not anything_due(connection, self._context.target.slug, steps):
                return False
        did: set[Step] = set()
        for step in steps:
            # While a first copy is due, no further copy is asked for.
            if step is Step.COPIES and Step.FETCH in did:
                continue
            if self._batches[step]():
                did.add(step)
        return bool(did)

    def _due(self, step: Step, size: int, done: Collection[str] = ()) -> list[str]:
        with self._context.engine.connect() as connection:
            return due_now(connection, self._context.target.slug, step, size, done)

    def _fetch(self) -> bool:
        ids = self._due(Step.FETCH, self._size, self._fetched)
        if ids:
            from flows.steps.fetch import fetch_batch

            self._fetched.update(ids)
            self._mined.fetched.update(fetch_batch(self._context, ids))
            self._size = min(2 * self._size, FETCHED)
        return bool(ids)

    def _fetch_copies(self) -> bool:
        ids = self._due(Step.COPIES, COPIES, self._sought)
        if ids:
            from flows.steps.copies import copies_batch

            self._sought.update(ids)
            self._mined.copies.update(copies_batch(self._context, ids))
        return bool(ids)

    def _extract(self) -> bool:
        ids = self._due(Step.EXTRACT, READ)
        if ids:
            from extractors.workers.reading_pool import open_pool
            from flows.steps.extract import extract_batch

            if self._pool is None:
                pool = open_pool(
                    self._context.settings, self._context.target_file, self._context.settings.compiled_ror_index
                )
                self._pool = self._opened.enter_context(pool)
            self._mined.extracted.update(extract_batch(self._context, self._versions, ids, self._pool))
        return bool(ids)

    def _assess(self) -> bool:
        ids = self._due(Step.ASSESS, ASSESSED)
        if ids:
            from flows.steps.assess import assess_batch

            self._mined.assessed.update(assess_batch(self._context, self._versions, ids))
        return bool(ids)


class _Discovering:
    """Discovery in its own thread. It ends with the run: what the run raises stops it at its next batch."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: Discovered | None = None
        self._error: BaseException | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="discovery", daemon=True)

    def _run(self) -> None:
        try:
            self._found = discover(self._context)
        except Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 raised again in the run's own thread
            self._error = error
        finally:
            self._ended.set()
            self._context.found.set()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        if error[0] is not None:
            self._context.stopping.set()

    def goes_on(self) -> bool:
        """Whether there may be more; what is found from here on is told anew."""
        self._context.found.clear()
        return not self._ended.is_set()

    def result(self) -> Discovered:
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._found is not None
        return self._found
