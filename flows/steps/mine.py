"""The whole road as plain calls: fetching, reading and assessing follow discovery, batch by batch."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from citetrail.store.assessments import count_papers
from citetrail.store.engine import writing
from citetrail.store.work import due_now, reread_older, retry_failed
from extractors.workers.pool import WorkerPool
from extractors.workers.reading_pool import open_pool
from flows.steps.assess import BATCH as ASSESSED
from flows.steps.assess import assess_batch
from flows.steps.copies import BATCH as COPIES
from flows.steps.copies import copies_batch, due_copies
from flows.steps.discover import Discovered, discover
from flows.steps.estimate import after_discovery, before_copies, before_discovery
from flows.steps.extract import BATCH as READ
from flows.steps.extract import extract_batch
from flows.steps.fetch import BATCH as FETCHED
from flows.steps.fetch import fetch_batch
from flows.steps.reading_version import Versions, organisation_index, versions_of
from flows.steps.run_context import Context, Stopped, recorded
from flows.steps.waiting_files import add_waiting_files

# The first batches are small, so that the first claims come within minutes; each is twice the one before.
FIRST_BATCH = 5
# Seconds between looks for work while discovery goes on and nothing is due.
LOOK_AGAIN = 0.5


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
    """Discover, fetch, extract and assess; each step does only what is due.

    Discovery pages in a thread of its own while what it found is fetched, read and assessed, the papers of most
    promise first: a long run has its first claims within minutes. Both write to the store in short transactions.
    """
    context.teller.say(before_discovery(context))
    with writing(context.engine) as connection:
        if retry:
            retry_failed(connection, context.target.slug, every=retry == "all")
    mined = Mined()
    versions = versions_of(context)
    with writing(context.engine) as connection:
        reread_older(connection, context.target.slug, versions.reading)
    discovering = _Discovering(context)
    with _followed(context, versions, mined) as step, discovering:
        while discovering.goes_on():
            if not step():
                discovering.wait(LOOK_AGAIN)
        mined.discovered = discovering.result()
        context.teller.say(after_discovery(context))
        while step():
            pass
        # Only now is every paper known that a file may be.
        mined.added_files = add_waiting_files(context, versions)
        while mined.added_files["attached"] and step():
            pass
        # Every paper's first copy is there: only now is any paper's second asked for.
        if due_copies(context):
            context.teller.say(before_copies(context))
            while step(copies=True):
                pass
    if mined.assessed:
        with writing(context.engine) as connection:
            count_papers(connection, context.target.slug)
    return mined


class _Discovering:
    """Discovery in its own thread. It ends with the run: what the run raises stops it at its next batch."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: Discovered | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="discovery", daemon=True)

    def _run(self) -> None:
        try:
            self._found = discover(self._context)
        except Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 raised again in the run's own thread
            self._error = error

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        if error[0] is not None:
            self._context.stopping.set()

    def goes_on(self) -> bool:
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

    def result(self) -> Discovered:
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._found is not None
        return self._found


@contextmanager
def _followed(context: Context, versions: Versions, mined: Mined) -> Iterator[Callable[..., bool]]:
    """A function that does one batch of each step where something is due, and tells whether it did anything."""
    for name in ("fetch", "copies", "extract", "assess"):
        context.teller.begin(name, None)
    with (
        recorded(context, "fetch") as mined.fetched,
        recorded(context, "copies") as mined.copies,
        recorded(context, "extract", text=versions.text, reading=versions.reading) as mined.extracted,
        recorded(context, "assess", reading=versions.reading) as mined.assessed,
        ExitStack() as opened,
    ):
        done: set[str] = set()
        sought: set[str] = set()
        size = FIRST_BATCH
        pool: WorkerPool | None = None

        def step(*, copies: bool = False) -> bool:
            nonlocal size, pool
            fetching = _due(context, "fetch", size, done)
            if fetching:
                done.update(fetching)
                mined.fetched.update(fetch_batch(context, fetching))
                size = min(2 * size, FETCHED)
            elif copies and (fetching := _due(context, "copies", COPIES, sought)):
                sought.update(fetching)
                mined.copies.update(copies_batch(context, fetching))
            reading = _due(context, "extract", READ)
            if reading:
                if pool is None:
                    index = organisation_index(context)
                    pool = opened.enter_context(open_pool(context.settings, context.target_file, index))
                mined.extracted.update(extract_batch(context, versions, reading, pool))
            assessing = _due(context, "assess", ASSESSED)
            if assessing:
                mined.assessed.update(assess_batch(context, versions, assessing))
            return bool(fetching or reading or assessing)

        yield step


def _due(context: Context, step: str, size: int, done: set[str] | None = None) -> list[str]:
    with context.engine.connect() as connection:
        return due_now(connection, context.target.slug, step, size, done or ())
