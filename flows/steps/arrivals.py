"""Files as they arrive: from the fetching process into the document store, written down some at a time."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from citetrail.records.papers import Fetched
from citetrail.records.vocabulary import Outcome
from flows.steps.run_context import Context

# Results written down at once: small enough that a kill loses little, large enough to spare the disk.
SAVE = 10
T = TypeVar("T")
Arrival = tuple[T, Fetched]


def store_arrivals(
    context: Context,
    step: str,
    fetch: Callable[[Path], Iterator[Arrival[T]]],
    save: Callable[[list[Arrival[T]]], None],
) -> Counter[str]:
    """Store what `fetch` puts into its folder; what was saved stays finished if the process dies.

    Returns counts by outcome.
    """
    counts: Counter[str] = Counter()
    staging = _fresh_staging(context)
    try:
        waiting: list[Arrival[T]] = []
        for wanted, arrived in fetch(staging):
            result = _store_file(context, arrived, staging)
            waiting.append((wanted, result))
            counts[result.outcome] += 1
            context.teller.advance(step, result.outcome)
            if len(waiting) >= SAVE:
                _save(context, save, waiting)
        _save(context, save, waiting)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return counts


def _save(context: Context, save: Callable[[list[Arrival[T]]], None], waiting: list[Arrival[T]]) -> None:
    if waiting:
        save(waiting)
        waiting.clear()
    context.tick()


def _fresh_staging(context: Context) -> Path:
    """An empty folder for arriving files; what a killed run left there goes (it holds the target no longer)."""
    staging = context.settings.var / "staging" / context.target.slug
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def _store_file(context: Context, result: Fetched, staging: Path) -> Fetched:
    """Move the staged bytes into the document store; they count only under their own checksum."""
    if result.outcome is not Outcome.OK or result.sha256 is None:
        return result
    data = (staging / f"{result.sha256}.pdf").read_bytes()
    stored = context.documents.put(data)
    if stored != result.sha256:
        return replace(
            result, outcome=Outcome.TRUNCATED, sha256=None, detail="the file changed between arrival and storage"
        )
    return result
