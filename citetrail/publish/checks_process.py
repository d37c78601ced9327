"""A large release is checked by another process while this one writes it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from citetrail.child_process import beside
from citetrail.publish.assertions import Assertions
from citetrail.publish.checks import ChecksFailed, ReleaseCandidate, check, failures_of
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


@contextmanager
def checked(candidate: ReleaseCandidate, rules: Assertions, tables: Path) -> Iterator[None]:
    """What is written within leaves only when all assertions hold; else ChecksFailed is raised by its end.

    `tables` is the file of the candidate's tables, which nobody writes to any more.
    """
    (quotations,) = candidate.tables.execute("SELECT count(*) FROM evidence").fetchone()
    if quotations < LARGE:
        check(candidate, rules)
        yield
        return
    told = _Told(
        tables,
        candidate.engine.url.render_as_string(hide_password=False),
        candidate.documents,
        candidate.target,
        candidate.previous,
        candidate.provisional,
        candidate.uncarried,
    )
    with beside(_failures, told, rules) as result:
        yield
        if failures := result():
            raise ChecksFailed(failures)


def _failures(told: _Told, rules: Assertions) -> list[str]:
    # The file is locked by the process that made it; it is as good as read-only by now.
    tables = sqlite3.connect(f"{told.tables.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    engine = make_engine(told.store)
    try:
        rest = (told.documents, told.target, told.previous, told.provisional, told.uncarried)
        return failures_of(ReleaseCandidate(tables, engine, *rest), rules)
    finally:
        tables.close()
        engine.dispose()
