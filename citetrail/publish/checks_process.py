"""A large release is checked, and written in the forms that take longest, by another process beside this one."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from citetrail.child_process import beside
from citetrail.publish import other_standards
from citetrail.publish.assertions import Assertions
from citetrail.publish.checks import ChecksFailed, ReleaseCandidate, check, failures_of
from citetrail.publish.descriptors import DATABASE
from citetrail.records.targets import Target
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine

LARGE = 20_000  # quotations; below, another process takes longer to start than to check


@dataclass(frozen=True, slots=True)
class _Told:
    """A candidate in plain values, from which another process opens it."""

    tables: Path
    store: str
    documents: DocumentStore
    target: Target
    previous: Path | None
    provisional: bool
    uncarried: list[str]


@dataclass(frozen=True, slots=True)
class Finish:
    """What ends a release. Both raise ChecksFailed where an assertion does not hold."""

    check: Callable[[], None]  # before more is written
    forms: Callable[[], None]  # before the files are listed: the large forms are there


@contextmanager
def begun(candidate: ReleaseCandidate, rules: Assertions, folder: Path, title: str, day: str) -> Iterator[Finish]:
    """Checks and large forms of the tables in `folder`, to which nobody writes any more.

    Of a small release they are made when they are asked for. Of a large one they are under way at once in a process
    of its own, which ends with the block.
    """
    (quotations,) = candidate.tables.execute("SELECT count(*) FROM evidence").fetchone()
    if quotations < LARGE:
        forms = (candidate.tables, folder, title, day)
        yield Finish(lambda: check(candidate, rules), lambda: other_standards.write_large(*forms))
        return
    store = candidate.engine.url.render_as_string(hide_password=False)
    about = (candidate.target, candidate.previous, candidate.provisional, candidate.uncarried)
    told = _Told(folder / DATABASE, store, candidate.documents, *about)
    with beside(_check_and_write, told, rules, title, day) as result:

        def finished() -> None:
            if failures := result():
                raise ChecksFailed(failures)

        yield Finish(lambda: None, finished)


def _check_and_write(told: _Told, rules: Assertions, title: str, day: str) -> list[str]:
    """Every assertion that does not hold; the large forms are written where all do."""
    failures = _failures(told, rules)
    if not failures:
        with closing(_opened(told)) as tables:
            other_standards.write_large(tables, told.tables.parent, title, day)
    return failures


def _failures(told: _Told, rules: Assertions) -> list[str]:
    engine = make_engine(told.store)
    with closing(_opened(told)) as tables:
        rest = (told.documents, told.target, told.previous, told.provisional, told.uncarried)
        failures = failures_of(ReleaseCandidate(tables, engine, *rest), rules)
    engine.dispose()
    return failures


def _opened(told: _Told) -> sqlite3.Connection:
    """The tables. Their file is locked by the process that made it; it is as good as read-only by now."""
    return sqlite3.connect(f"{told.tables.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
