"""Further copies of papers: after every paper's first, those that the policy wants, the most telling papers first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from citetrail.records.copies import Copy
from citetrail.records.papers import Fetched
from citetrail.records.vocabulary import Outcome, Step
from citetrail.store.add_papers import load_papers
from citetrail.store.copies import copies_of, copies_sought, save_copies, save_document
from citetrail.store.engine import now, writing
from citetrail.store.work import due_batches, move, put_before
from flows.steps.arrivals import Arrival, store_arrivals
from flows.steps.batch_sizes import COPIES
from flows.steps.due_copies import due_copies
from flows.steps.estimate import before_copies
from flows.steps.fetch import with_versions
from flows.steps.run_context import Context
from spiders.copy_plan import WantedCopy, further_copies
from spiders.fetching import fetch_copies as fetch_files


def fetch_copies(context: Context) -> Counter[str]:
    """Fetch the further copies of every paper that is due; returns counts by outcome."""
    counts: Counter[str] = Counter()
    if due_copies(context):
        context.teller.say(before_copies(context))
        context.teller.begin(Step.COPIES, None)
        for batch in due_batches(context.engine, context.target.slug, Step.COPIES, COPIES):
            counts.update(copies_batch(context, batch))
    return counts


@dataclass(slots=True)
class _Batch:
    """What is still out of each paper, and how what came of it ended."""

    out: dict[str, int]
    outcomes: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))


def copies_batch(context: Context, ids: Sequence[str]) -> Counter[str]:
    """Fetch these papers' further copies and store what came; what is finished stays finished if the process dies."""
    wanted = _wanted(context, ids)
    batch = _Batch(dict.fromkeys(ids, 0))
    for copy in wanted:
        batch.out[copy.paper.id] += 1
    _save(context, batch, [])
    context.tick()

    def fetched(staging: Path) -> Iterator[Arrival[WantedCopy]]:
        return fetch_files(wanted, staging, context.settings, context.resting, context.robots)

    return store_arrivals(context, Step.COPIES, fetched, partial(_save, context, batch))


def _wanted(context: Context, ids: Sequence[str]) -> list[WantedCopy]:
    with context.engine.connect() as connection:
        papers = load_papers(connection, context.target.slug, ids)
        held = copies_of(connection, ids)
    papers = with_versions(context, papers)
    return [
        copy
        for paper in papers
        for copy in further_copies(paper, held.get(paper.id, []), context.settings.copies, context.settings)
    ]


def _as_copy(wanted: WantedCopy, result: Fetched) -> Copy:
    return Copy(
        paper=wanted.paper.id,
        slot=wanted.slot,
        kind=wanted.kind,
        outcome=result.outcome,
        version=wanted.version,
        address=result.url or wanted.addresses[0],
        sha256=result.sha256,
        detail=result.detail,
        tried=result.tried,
    )


def _save(context: Context, batch: _Batch, arrivals: Sequence[Arrival[WantedCopy]]) -> None:
    """Store what came; papers of which nothing is out any more leave the step, to be read where something came."""
    for wanted, result in arrivals:
        batch.outcomes[wanted.paper.id].append(result.outcome)
        batch.out[wanted.paper.id] -= 1
    done = [paper for paper, left in batch.out.items() if not left]
    # A host that wants no requests now is asked again in the next run.
    put_off = {i for i in done if Outcome.HOST_REFUSES in batch.outcomes[i]}
    came = [i for i in done if Outcome.OK in batch.outcomes[i]]
    at = now()
    with writing(context.engine) as connection:
        _save_files(connection, arrivals, at)
        finished = [i for i in done if i not in put_off]
        move(connection, context.target.slug, Step.COPIES, finished, None)
        copies_sought(connection, finished, context.settings.copies, at)
        put_before(connection, context.target.slug, Step.EXTRACT, came)
    for paper in done:
        del batch.out[paper]


def _save_files(connection: Connection, arrivals: Sequence[Arrival[WantedCopy]], at: str) -> None:
    copies = [_as_copy(wanted, result) for wanted, result in arrivals]
    for copy, (_, result) in zip(copies, arrivals, strict=True):
        if copy.sha256:
            save_document(connection, copy.sha256, result.size or 0, copy.address, result.retrieved_at or at)
    save_copies(connection, copies, at)
