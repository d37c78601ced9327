"""What a second process does for a large release, beside the one that writes it.

It saves time and nothing else: where there is none, or it dies (killed for want of memory), one process does all.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from citetrail.child_process import ChildDied, ObjectProcess
from citetrail.publish import other_standards
from citetrail.publish.assertions import Assertions
from citetrail.publish.checks import ReleaseCandidate, failures_of
from citetrail.publish.checks_log import LogRead, read_log
from citetrail.publish.database import create
from citetrail.publish.descriptors import DATABASE
from citetrail.publish.spreadsheets import write_csv
from citetrail.publish.staged_rows import LogTold, PapersTold, Scope, StagedPapers, stage_log
from citetrail.rarely_collected import collect_rarely
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine
from citetrail.store.paper_progress import PaperSpan, are_many
from citetrail.store.shared_view import reading_one_state, reading_shared, shared_reading

LARGE = 10_000  # papers; below, another process takes longer to start than it saves
STAGED = "second.sqlite"
AHEAD = 2  # things that it has in hand, so that it need not wait for the first process
R = TypeVar("R")
S = TypeVar("S")
P = ParamSpec("P")
log = logging.getLogger("citetrail.publish")


class Second:
    """Lives in the second process and is asked for one thing after another."""

    def __init__(self, store: str, documents: DocumentStore, folder: Path, scope: Scope) -> None:
        self._engine = make_engine(store)
        self._documents, self._folder, self._scope = documents, folder, scope
        self._open = ExitStack()
        self._connection: Connection
        self._staged: sqlite3.Connection
        self._papers: StagedPapers
        self._log: LogRead | None = None

    def is_there(self) -> None:
        """Nothing to do: the answer tells that the process has started."""

    def open_store(self, state: str) -> None:
        """See the store in the state that the first process sees."""
        self._connection = self._open.enter_context(reading_shared(self._engine, state))

    def begin_staging(self) -> None:
        """Open the file for staged rows. Not while the store is opened: it reads of all papers what was merged, and
        nobody can write to the store until both processes see it."""
        self._staged = self._open.enter_context(closing(create(self._folder / STAGED)))
        self._papers = StagedPapers(self._connection, self._staged, self._scope, kept=True)
        self._staged.execute("BEGIN")

    def stage_log(self) -> LogTold:
        return stage_log(self._connection, self._staged, self._scope.target, kept=True)

    def stage_papers(self, span: PaperSpan) -> None:
        self._papers.add(span)

    def end_staging(self) -> tuple[Path, PapersTold]:
        """The file with the staged rows, which is nobody's from now on."""
        told = self._papers.told
        self._staged.execute("COMMIT")
        self._open.close()
        del self._papers
        return self._folder / STAGED, told

    def read_log(self, previous: Path | None) -> None:
        """What the checks ask of the log. Where that fails, it fails again with the checks, and is told then."""
        self._log = read_log(self._engine, previous)

    def write_csv(self, names: list[str]) -> None:
        """Tables as CSV, of a release whose tables are complete."""
        with closing(self._tables()) as tables:
            write_csv(tables, self._folder, names)

    def check_and_write(
        self, previous: Path | None, uncarried: list[str], rules: Assertions, title: str, day: str
    ) -> list[str]:
        """Every assertion that does not hold; workbook and annotations are written where all do."""
        rest = (self._documents, self._scope.target, previous, self._scope.provisional, uncarried, self._log)
        with closing(self._tables()) as tables:
            candidate = ReleaseCandidate(tables, self._engine, *rest)
            return check_and_write(candidate, rules, self._folder, title, day)

    def _tables(self) -> sqlite3.Connection:
        """The tables. Their file is locked by the process that made it; nobody writes to it any more."""
        address = f"{(self._folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, isolation_level=None)


def check_and_write(candidate: ReleaseCandidate, rules: Assertions, folder: Path, title: str, day: str) -> list[str]:
    """Every assertion that does not hold; workbook and annotations are written where all do."""
    failures = failures_of(candidate, rules)
    if not failures:
        other_standards.write_book_and_annotations(candidate.tables, folder, title, day)
    return failures


class SecondProcess:
    """The second process, for as long as there is one. `staged` is the file in which it stages rows."""

    def __init__(self, process: ObjectProcess[Second] | None, staged: Path) -> None:
        self._process, self.staged = process, staged

    @property
    def is_there(self) -> bool:
        """Whether there is one, as far as is known: that it died is found when it is asked or waited for."""
        return self._process is not None

    @property
    def is_free(self) -> bool:
        """Whether more can be given to it."""
        try:
            return self._process is not None and self._process.in_hand < AHEAD
        except ChildDied as died:
            self.lose(died)
            return False

    def ask(
        self, method: Callable[Concatenate[Second, P], R], *given: P.args, **named: P.kwargs
    ) -> "SecondResult[R]":
        """Let something be done there while this process goes on."""
        result = None
        if self._process is not None:
            try:
                result = self._process.ask(method, *given, **named)
            except ChildDied as died:
                self.lose(died)
        return SecondResult(self, result)

    def lose(self, died: ChildDied) -> None:
        """From now on there is none."""
        log.warning("the second process is gone, so that this one does the rest of the release: %s", died)
        self._process = None


@dataclass(frozen=True, slots=True)
class SecondResult(Generic[R]):
    """What comes of something that the second process was asked for."""

    _second: SecondProcess
    _result: Callable[[], R] | None

    def otherwise(self, instead: Callable[[], S]) -> R | S:
        """The result, once it is there. Where no process is there to give it, what `instead` returns."""
        if self._result is not None and self._second.is_there:
            try:
                return self._result()
            except ChildDied as died:
                self._second.lose(died)
        return instead()


@contextmanager
def second_for(engine: Engine, documents: DocumentStore, folder: Path, scope: Scope) -> Iterator[SecondProcess]:
    """A second process for a release in `folder`, where that pays and one can be had: it ends with the block."""
    with ExitStack() as ending:
        process = None
        if cores() > 1 and _is_large(engine):  # one core gains nothing
            store = engine.url.render_as_string(hide_password=False)
            process = _started(ending, store, documents, folder, scope)
        yield SecondProcess(process, folder / STAGED)


def _second(*arguments: Any) -> Second:
    """In the second process, which does nothing else."""
    collect_rarely()
    return Second(*arguments)


def _started(ending: ExitStack, *arguments: Any) -> ObjectProcess[Second] | None:
    """The second process once it answers, so that nobody is kept from writing while it starts.

    None where none comes to be, for want of memory or of processes.
    """
    try:
        process = ending.enter_context(ObjectProcess(_second, *arguments))
        process.ask(Second.is_there)()
    except (OSError, ChildDied) as error:
        log.warning("no second process could be started, so that this one writes the whole release: %s", error)
        return None
    return process


def cores() -> int:
    """On how many cores this process may run."""
    return len(os.sched_getaffinity(0))


def _is_large(engine: Engine) -> bool:
    with engine.connect() as connection:
        return are_many(connection, LARGE)


@contextmanager
def view(engine: Engine, second: SecondProcess) -> Iterator[tuple[Connection, SecondProcess]]:
    """The store to be read as a whole, and the second process where it sees the very same."""
    if not second.is_there:
        with reading_one_state(engine) as connection:
            yield connection, second
        return
    seen = []

    def show(state: str) -> None:
        second.ask(Second.open_store, state).otherwise(lambda: None)
        seen.append(second)

    with shared_reading(engine, show) as connection:
        yield connection, second if seen else SecondProcess(None, second.staged)
