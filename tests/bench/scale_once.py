"""Measures stores in a process of its own and prints what their steps took (used by test_scale.py)."""

import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

from sqlalchemy import Engine, func, literal, select

from citetrail.records.papers import FoundPaper, Sighting, SourceAuthor
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Source
from citetrail.store.add_papers import add_papers, ignore_insert
from citetrail.store.engine import now, open_store, writing
from citetrail.store.funnel import status
from citetrail.store.tables import papers, pending
from citetrail.store.work import due_batches
from tests.synthetic import TARGET

BATCH = 500  # papers, as a page of citations brings
ROUNDS = 15
STATUS_ROUNDS = 3
STEP = "scale"
TURNS = count()


def main(folders: list[Path]) -> None:
    """The stores take turns, so that whatever else the machine does falls on all of them."""
    engines = [open_store(Settings(var=folder)) for folder in folders]
    sizes = [make_due(engine) for engine in engines]
    added = [[seconds(add, engine) for engine in engines] for _ in range(ROUNDS)]
    chosen = [[seconds(choose, engine) for engine in engines] for _ in range(ROUNDS)]
    told = [[seconds(tell, engine) for engine in engines] for _ in range(STATUS_ROUNDS)]
    rows = [
        {
            "papers": size,
            "add": 1e6 * statistics.median(times[index] for times in added) / BATCH,
            "choose": 1e3 * statistics.median(times[index] for times in chosen) / 5,
            "status": 1e6 * statistics.median(times[index] for times in told) / size,
            "megabytes": megabytes(),
        }
        for index, size in enumerate(sizes)
    ]
    sys.stdout.write(json.dumps(rows) + "\n")


def seconds(work: Callable[[Engine], object], engine: Engine) -> float:
    """Of processor time."""
    started = time.process_time()
    work(engine)
    return time.process_time() - started


def megabytes() -> float:
    """The most memory this process held; what it was forked from does not count."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) / 1024


def make_due(engine: Engine) -> int:
    """Let every paper wait for one more step; returns how many there are."""
    with writing(engine) as connection:
        every = select(literal(TARGET), literal(STEP), papers.c.id).where(papers.c.id != "")
        connection.execute(ignore_insert(connection, pending).from_select(["target", "step", "paper_id"], every))
        return int(connection.scalar(select(func.count()).select_from(papers)) or 0)


def add(engine: Engine) -> None:
    """A batch of papers, each new, with a title and ids of its own."""
    stamp = f"{time.time_ns():x}{next(TURNS)}"
    found = [
        FoundPaper(
            f"An entirely new study of examples, number {stamp} {n}",
            Sighting(Source.S2_CITATIONS, "ms-celeb-1m", ("We train on it.",)),
            s2_id=f"{stamp}{n:05}",
            doi=f"10.1234/{stamp}.{n}",
            year=2024,
            authors=(SourceAuthor("A. Author"),),
        )
        for n in range(BATCH)
    ]
    with engine.connect() as connection, connection.begin() as transaction:
        assert add_papers(connection, TARGET, found, now()).new == BATCH
        transaction.rollback()  # so that a kept store stays as it is


def choose(engine: Engine) -> None:
    assert len(list(islice(due_batches(engine, TARGET, STEP, 100), 5))) == 5


def tell(engine: Engine) -> None:
    with engine.connect() as connection:
        status(connection, TARGET)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
