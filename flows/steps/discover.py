"""From the target's family to papers: run every query and keep what it found."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from citetrail.records.papers import FoundPaper
from citetrail.store.add_papers import Added, add_papers
from citetrail.store.engine import now, writing
from citetrail.store.sql import upsert
from citetrail.store.tables import paper_keys, queries, sightings
from flows.steps.run_context import Context, recorded
from spiders.discovery import Found, QueryDone
from spiders.discovery import discover as run_queries

BATCH = 200


@dataclass(slots=True)
class Discovered:
    """What discovery changed, and what it could not get."""

    new: int = 0
    known: int = 0
    merged: int = 0
    queries: list[QueryDone] = field(default_factory=list)

    @property
    def failures(self) -> list[QueryDone]:
        """Everything that could not be had."""
        return [q for q in self.queries if q.failure or q.shortfall]

    @property
    def is_complete(self) -> bool:
        """Whether every source answered in full; a paper that a source does not know is no fault of this run."""
        return all(q.unknown for q in self.failures)


def discover(context: Context) -> Discovered:
    """Ask each source for what can be new. A query that fails is reported; the others go on."""
    result = Discovered()
    with recorded(context, "discover", target=context.target.digest) as counts:
        context.teller.begin("discover", None)
        waiting: list[FoundPaper] = []
        known = _KnownPapers(context)
        for event in run_queries(context.target, context.settings, cursors=_cursors(context), known=known):
            if isinstance(event, Found):
                waiting.append(event.paper)
                if len(waiting) >= BATCH:
                    _save(context, waiting, result, counts)
            else:
                _save(context, waiting, result, counts, event)
                result.queries.append(event)
        _save(context, waiting, result, counts)
    return result


class _KnownPapers:
    """Answers whether a Semantic Scholar or arXiv id has been seen for this target."""

    def __init__(self, context: Context) -> None:
        with context.engine.connect() as connection:
            query = (
                select(paper_keys.c.value)
                .join(sightings, sightings.c.paper_id == paper_keys.c.paper_id)
                .where(sightings.c.target == context.target.slug)
                .distinct()
            )
            self._values = set(connection.scalars(query))

    def __call__(self, key: str) -> bool:
        return key.lower() in self._values


def _cursors(context: Context) -> dict[str, str]:
    with context.engine.connect() as connection:
        query = select(queries.c.query, queries.c.cursor).where(queries.c.target == context.target.slug)
        return {row.query: row.cursor for row in connection.execute(query)}


def _save(
    context: Context,
    waiting: list[FoundPaper],
    result: Discovered,
    counts: Counter[str],
    done: QueryDone | None = None,
) -> None:
    """A query's last papers and its cursor go in together: a cursor never runs ahead of the papers."""
    with writing(context.engine) as connection:
        added = add_papers(connection, context.target.slug, waiting, now()) if waiting else Added()
        if done is not None:
            _save_query(connection, context.target.slug, done)
    for name in ("new", "known", "merged"):
        number = getattr(added, name)
        setattr(result, name, getattr(result, name) + number)
        if number:
            counts[name] += number
            context.teller.advance("discover", name, number)
    waiting.clear()
    context.tick()


def _save_query(connection: Connection, target: str, done: QueryDone) -> None:
    row = {
        "target": target,
        "query": done.query,
        "cursor": done.cursor,
        "expected": done.expected,
        "received": done.received,
        "failure": done.failure or done.shortfall,
        "finished_at": now(),
    }
    upsert(connection, queries, [row], ("target", "query"))
