"""From the target's family to papers: run every query and keep what it found."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from citetrail.records.papers import FoundPaper
from citetrail.records.vocabulary import Source, Step
from citetrail.store.add_papers import Added, add_papers, refresh_papers
from citetrail.store.discovery_queries import QueryState, query_states, save_queries
from citetrail.store.engine import now, writing
from citetrail.store.papers import known_identifiers
from citetrail.store.work import mark_promising, without_address
from flows.steps.run_context import Context, recorded
from spiders.discovery import Found, QueryDone
from spiders.discovery import discover as run_queries
from spiders.look_again import look_again
from spiders.search_names import naming

# Papers in one transaction; a service's page has up to a thousand.
BATCH = 200
# Answered queries without papers that are written down at once: in a run with nothing new these are all.
ENDED = 20
# Papers without an address that one run looks up again: ten requests.
LOOK_AGAIN_AT_MOST = 5_000


@dataclass(slots=True)
class Discovered:
    """What discovery changed, and what it could not get."""

    new: int = 0
    known: int = 0
    merged: int = 0
    queries: list[QueryDone] = field(default_factory=list)

    @property
    def incomplete(self) -> list[QueryDone]:
        """The queries that were not answered in full: open until a later run closes them."""
        return [q for q in self.queries if (q.failure or q.shortfall) and not q.unknown]

    @property
    def unknown(self) -> list[QueryDone]:
        """Introducing papers that a source does not know: the target file's to put right, no fault of this run."""
        return [q for q in self.queries if q.unknown]

    @property
    def is_complete(self) -> bool:
        """Whether every source answered in full."""
        return not self.incomplete

    def as_result(self) -> dict[str, Any]:
        """The counts and what could not be had, the same for text, JSON and flows."""
        return {
            "discovered": {"new": self.new, "known": self.known, "merged": self.merged},
            "is_complete": self.is_complete,
            "incomplete": [f"{q.query}: {q.failure or q.shortfall}" for q in self.incomplete],
            "unknown_to_source": [f"{q.query}: {q.failure}" for q in self.unknown],
        }


def discover(context: Context) -> Discovered:
    """Ask each source for what can be new. A query that fails is reported; the others go on."""
    result = Discovered()
    with recorded(context, Step.DISCOVER, target=context.target.digest) as counts:
        context.teller.begin(Step.DISCOVER, None)
        earlier = _earlier(context)
        keeping = _Keeping(context, result, counts, earlier)
        known = _KnownPapers(context)
        asked = run_queries(
            context.target,
            context.settings,
            cursors={query: state.cursor for query, state in earlier.items()},
            known=known,
            overdue={query for query, state in earlier.items() if state.failure}.__contains__,
            resting=context.resting,
        )
        for event in asked:
            if isinstance(event, Found):
                keeping.add(event.paper)
            else:
                keeping.end(event)
                result.queries.append(event)
        keeping.save()
        _look_again(context)
    return result


def _look_again(context: Context) -> None:
    """Papers without an address may have one by now, or were told without it."""
    with context.engine.connect() as connection:
        ids = without_address(connection, context.target.slug, LOOK_AGAIN_AT_MOST)
    found = look_again(context.settings, ids) if ids else []
    if found:
        with writing(context.engine) as connection:
            refresh_papers(connection, context.target.slug, found, now())


class _KnownPapers:
    """Answers whether a Semantic Scholar or arXiv id has been seen for this target."""

    def __init__(self, context: Context) -> None:
        with context.engine.connect() as connection:
            self._values = known_identifiers(connection, context.target.slug)

    def __call__(self, key: str) -> bool:
        return key.lower() in self._values


def _earlier(context: Context) -> dict[str, QueryState]:
    """How far each query came in earlier runs."""
    with context.engine.connect() as connection:
        return {state.query: state for state in query_states(connection, context.target.slug)}


class _Keeping:
    """Papers and ended queries on their way into the store, in the order in which they came.

    A query's last papers and its cursor go in together: a cursor never runs ahead of the papers.
    """

    def __init__(
        self, context: Context, result: Discovered, counts: Counter[str], earlier: Mapping[str, QueryState]
    ) -> None:
        self._context, self._result, self._counts, self._earlier = context, result, counts, earlier
        self._waiting: list[FoundPaper] = []
        self._ended: list[QueryDone] = []
        self._names = naming(context.target)

    def add(self, paper: FoundPaper) -> None:
        self._waiting.append(paper)
        if len(self._waiting) >= BATCH:
            self.save()

    def end(self, done: QueryDone) -> None:
        self._ended.append(done)
        if self._waiting or done.failure or done.shortfall or len(self._ended) >= ENDED:
            self.save()
        else:
            self._context.tick()

    def save(self) -> None:
        """Write down what waits."""
        slug, added = self._context.target.slug, Added()
        if self._waiting or self._ended:
            with writing(self._context.engine) as connection:
                if self._waiting:
                    added = add_papers(connection, slug, self._waiting, now())
                    mark_promising(connection, slug, self._of_promise(added))
                save_queries(connection, slug, [_state(done, self._earlier.get(done.query)) for done in self._ended])
        if self._waiting:
            self._context.found.set()
        self._waiting.clear()
        self._ended.clear()
        self._count(added)
        self._context.tick()

    def _count(self, added: Added) -> None:
        for name in ("new", "known", "merged"):
            number = getattr(added, name)
            setattr(self._result, name, getattr(self._result, name) + number)
            if number:
                self._counts[name] += number
                self._context.teller.advance(Step.DISCOVER, name, number)

    def _of_promise(self, added: Added) -> list[str]:
        """Papers that a source quotes with a member's name: they will most likely give a claim."""
        return [
            paper_id
            for found, paper_id in added.placed
            if found.sighting.source is Source.S2_SNIPPETS
            or any(map(self._names, (*found.sighting.contexts, found.title, found.abstract or "")))
        ]


def _state(done: QueryDone, earlier: QueryState | None = None) -> QueryState:
    """What is kept of a query's end. What came earlier is not lost to a run in which it failed."""
    failure = done.failure or done.shortfall
    received = done.received_after(earlier.received) if done.failure and earlier else done.received
    return QueryState(done.query, done.cursor, done.expected, received, failure, now(), done.unknown)
