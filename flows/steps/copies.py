"""Further copies of papers: after every paper's first, those that the policy wants, the most telling papers first."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from citetrail.records.copies import Copy, CopyPolicy
from citetrail.records.papers import Fetched
from citetrail.records.vocabulary import Outcome
from citetrail.store.add_papers import load_papers
from citetrail.store.copies import copies_of, copies_sought, make_copies_due, save_copies, save_document
from citetrail.store.engine import now, writing
from citetrail.store.work import count_due, due_batches, move, put_before
from flows.steps.estimate import before_copies
from flows.steps.fetch import fresh_staging, take_in, with_versions
from flows.steps.run_context import Context
from spiders.copy_plan import WantedCopy, further_copies
from spiders.fetching import fetch_copies as fetch_files

BATCH = 50
# Results kept at once, as in fetching first copies.
SAVE = 10


def fetch_copies(context: Context) -> Counter[str]:
    """Fetch the further copies of every paper that is due; returns counts by outcome."""
    counts: Counter[str] = Counter()
    if due_copies(context):
        context.teller.say(before_copies(context))
        context.teller.begin("copies", None)
        for batch in due_batches(context.engine, context.target.slug, "copies", BATCH):
            counts.update(copies_batch(context, batch))
    return counts


def due_copies(context: Context) -> int:
    """Make due what the policy wants beside what was sought. Returns how many papers are due."""
    policy = context.settings.copies
    if policy is CopyPolicy.FIRST:
        return 0
    with writing(context.engine) as connection:
        make_copies_due(connection, context.target.slug, policy)
        return count_due(connection, context.target.slug, "copies")


@dataclass(slots=True)
class _Batch:
    """What is still out of each paper, and what has come and is not stored yet."""

    out: dict[str, int]
    waiting: list[tuple[Copy, Fetched]] = field(default_factory=list)
    outcomes: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))


def copies_batch(context: Context, ids: Sequence[str]) -> Counter[str]:
    """Fetch these papers' further copies and store what came; what is finished stays finished if the process dies."""
    counts: Counter[str] = Counter()
    wanted = _wanted(context, ids)
    batch = _Batch(dict.fromkeys(ids, 0))
    for copy in wanted:
        batch.out[copy.paper.id] += 1
    _save(context, batch)
    staging = fresh_staging(context)
    try:
        for copy, arrived in fetch_files(wanted, staging, context.settings, context.resting, context.robots):
            result = take_in(context, arrived, staging)
            batch.waiting.append((_as_copy(copy, result), result))
            batch.outcomes[copy.paper.id].append(result.outcome)
            batch.out[copy.paper.id] -= 1
            counts[result.outcome] += 1
            context.teller.advance("copies", result.outcome)
            if len(batch.waiting) >= SAVE:
                _save(context, batch)
        _save(context, batch)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return counts


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


def _save(context: Context, batch: _Batch) -> None:
    """Store what came; papers of which nothing is out any more leave the step, to be read where something came."""
    done = [paper for paper, left in batch.out.items() if not left]
    # A host that wants no requests now is asked again in the next run.
    put_off = {i for i in done if Outcome.HOST_REFUSES in batch.outcomes[i]}
    came = [i for i in done if Outcome.OK in batch.outcomes[i]]
    at = now()
    with writing(context.engine) as connection:
        for copy, result in batch.waiting:
            if copy.sha256:
                where = (copy.sha256, result.size or 0, copy.address, result.retrieved_at or at)
                save_document(connection, *where)
        save_copies(connection, [copy for copy, _ in batch.waiting], at)
        finished = [i for i in done if i not in put_off]
        move(connection, context.target.slug, "copies", finished, None)
        copies_sought(connection, finished, context.settings.copies, at)
        put_before(connection, context.target.slug, "extract", came)
    for paper in done:
        del batch.out[paper]
    batch.waiting.clear()
    context.tick()
