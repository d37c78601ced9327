"""Who cites the papers that introduced the family, from Semantic Scholar."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from citetrail.records.batches import batches_of
from citetrail.records.counted import counted
from citetrail.records.papers import Sighting
from citetrail.records.targets import IntroducingPaper, Target
from citetrail.records.vocabulary import Source
from spiders.date_windows import Window, that_fit
from spiders.events import Event, Found, QueryDone
from spiders.parse_rows import scholar_paper, with_edge
from spiders.semantic_scholar import BATCH, MOST_CITATIONS, SEED_FIELDS, Scholar
from spiders.service_errors import NotThere, ServiceError

Known = Callable[[str], bool]
# Where the target file tells no year; and how many unread rows a message names.
FIRST_YEAR, NAMED = 2005, 5
DATASETS = "the service's datasets API has the rest (https://api.semanticscholar.org/api-docs/datasets)"


@dataclass(slots=True)
class IntroducingSeed:
    """A paper whose citations are asked for, and the members that it introduced."""

    label: str  # the id that the target file gives: names the query
    ids: tuple[str, ...]
    members: list[str]
    paper_id: str | None = None
    count: int | None = None
    failure: str = ""
    unknown: bool = False
    year: int | None = None

    @property
    def query(self) -> str:
        return f"{Source.S2_CITATIONS} {self.label}"


@dataclass(slots=True)
class _Tally:
    """The distinct citing papers of one query so far."""

    seen: set[str] = field(default_factory=set)
    new: int = 0
    unread: list[str] = field(default_factory=list)  # rows that name no paper, by whatever they have for a name
    windows: int = 0
    is_unwindowed: bool = False


def cited_by(
    scholar: Scholar, target: Target, cursors: Mapping[str, str], known: Known, overdue: Known = lambda _: False
) -> Iterator[Event]:
    """Every citation of every introducing paper. One query that fails is reported and the next is asked.

    Those that are `overdue` (not answered in full by the last run) or were never asked come first.
    """
    seeds = _resolve(scholar, _seeds(target))
    for seed in sorted(seeds, key=lambda s: s.query in cursors and not overdue(s.query)):
        yield from _citations(scholar, seed, cursors.get(seed.query, ""), known)


def citation_counts(scholar: Scholar, target: Target) -> list[int | None]:
    """How often each introducing paper is cited, None where that is not known; one request. Raises nothing."""
    return [seed.count for seed in _resolve(scholar, _seeds(target))]


def seed_ids(paper: IntroducingPaper) -> tuple[str, ...]:
    """The ids by which Semantic Scholar may know a paper, the surest first."""
    pairs = (("CorpusId:", paper.corpus_id), ("", paper.s2_id), ("ARXIV:", paper.arxiv), ("DOI:", paper.doi))
    return tuple(prefix + value for prefix, value in pairs if value)


def _seeds(target: Target) -> list[IntroducingSeed]:
    """One seed a paper, though several members name it."""
    seeds: list[IntroducingSeed] = []
    by_id: dict[str, IntroducingSeed] = {}
    for member in target.members:
        for paper in member.papers:
            ids = seed_ids(paper)
            seed = next((by_id[i] for i in ids if i in by_id), None)
            if seed is None:
                seed = IntroducingSeed(ids[0] if ids else paper.title, ids, [], year=paper.year)
                seeds.append(seed)
            seed.ids = tuple(dict.fromkeys((*seed.ids, *ids)))
            by_id |= dict.fromkeys(ids, seed)
            if member.slug not in seed.members:
                seed.members.append(member.slug)
    return seeds


def _resolve(scholar: Scholar, seeds: list[IntroducingSeed]) -> list[IntroducingSeed]:
    """Look the seeds up; those that turn out to be the same paper become one."""
    wanted = [i for seed in seeds for i in seed.ids]
    found = _look_up(scholar, wanted)
    by_paper: dict[str, IntroducingSeed] = {}
    result: list[IntroducingSeed] = []
    for seed in seeds:
        answers = [found[i] for i in seed.ids]
        row = next((a for a in answers if isinstance(a, dict)), None)
        if row is None:
            seed.failure = _why_missing(seed, answers)
            # Without ids nobody was asked: that is a shortfall of this run and of each until the file has one.
            seed.unknown = bool(seed.ids) and not any(isinstance(a, ServiceError) for a in answers)
            result.append(seed)
            continue
        seed.paper_id, count = str(row["paperId"]), row.get("citationCount")
        seed.count = count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None
        same = by_paper.setdefault(seed.paper_id, seed)
        if same is seed:
            result.append(seed)
        else:
            same.members += [m for m in seed.members if m not in same.members]
    return result


def _why_missing(seed: IntroducingSeed, answers: Iterable[object]) -> str:
    if not seed.ids:
        return f"{seed.label!r} has no id to look up: add corpus_id, arxiv or doi to the target file."
    failed = next((str(a) for a in answers if isinstance(a, ServiceError)), None)
    if failed:
        return failed
    return (
        f"Semantic Scholar knows no paper {' or '.join(seed.ids)} ({', '.join(seed.members)}): "
        "check the ids in the target file; its citations were not asked for."
    )


def _look_up(scholar: Scholar, ids: list[str]) -> dict[str, dict[str, Any] | ServiceError | None]:
    found: dict[str, dict[str, Any] | ServiceError | None] = {}
    for part in batches_of(ids, BATCH):
        try:
            found |= zip(part, scholar.papers(part, SEED_FIELDS), strict=True)
        except ServiceError as error:
            found |= dict.fromkeys(part, error)
    return found


def _citations(scholar: Scholar, seed: IntroducingSeed, cursor: str, known: Known) -> Iterator[Event]:
    if seed.paper_id is None:
        yield QueryDone(seed.query, Source.S2_CITATIONS, cursor, failure=seed.failure, unknown=seed.unknown)
        return
    before = _read_cursor(cursor)
    # A shortfall stays open until it is closed: the whole list is asked for again.
    same_members = before.get("members") == sorted(seed.members) and not before.get("open")
    if same_members and seed.count is not None and before.get("count") == seed.count:
        note = f"still {seed.count} citations: nothing can be new"
        yield QueryDone(seed.query, Source.S2_CITATIONS, cursor, seed.count, before["received"], note=note)
        return
    grown = seed.count - before["count"] if same_members and seed.count is not None else None
    tally = _Tally()
    failure, whole = "", True
    try:
        for page in scholar.citation_pages(seed.paper_id, seed.count):
            new_before = tally.new
            for row in page:
                yield from _found(row, seed, tally, known)
            # The order of the list is not promised: stop early only when all that was added has come.
            if grown is not None and tally.new == new_before and tally.new >= grown:
                whole = False
                break
        if whole:
            yield from _by_windows(scholar, seed, tally, known)
    except ServiceError as error:
        told = "is gone" if isinstance(error, NotThere) else "could not be listed to the end"
        failure = f"The citations of {seed.label} {told} ({len(tally.seen)} of {seed.count} came): {error}"
    yield _done(seed, tally, cursor, failure, None if whole else before["received"])


def _by_windows(scholar: Scholar, seed: IntroducingSeed, tally: _Tally, known: Known) -> Iterator[Event]:
    """What the plain list cannot reach: windows of publication dates, joined with it.

    A window leaves out papers of which only the year is known, or nothing; the plain list has the newest of those.
    """
    paper_id, count = seed.paper_id, seed.count
    if paper_id is None or count is None or count <= MOST_CITATIONS:
        return
    today = datetime.now(UTC).date()
    whole = Window(date((seed.year or FIRST_YEAR) - 1, 1, 1), date(today.year + 1, 12, 31))
    for window, fits in that_fit(whole, lambda w: scholar.overflows(paper_id, str(w))):
        tally.windows += 1
        for page in scholar.citation_pages(paper_id, None, str(window)):
            for row in page:
                yield from _found(row, seed, tally, known)
        if len(tally.seen) >= count:
            return
        if not fits:
            # No paper is cited ten thousand times on one day: the service does not keep to windows.
            tally.is_unwindowed = True
            return


def _found(row: Mapping[str, Any], seed: IntroducingSeed, tally: _Tally, known: Known) -> Iterator[Event]:
    """The row once a member: the same edge is a reason for each member that the cited paper introduced."""
    citing = row.get("citingPaper")
    edge = with_edge(Sighting(Source.S2_CITATIONS, ""), row)
    plain = scholar_paper(citing, edge) if isinstance(citing, dict) else None
    if plain is None:
        told = citing.get("paperId") if isinstance(citing, dict) else None
        tally.unread.append(told if isinstance(told, str) else "no id")
        return
    key = plain.s2_id or plain.title.casefold()
    if key in tally.seen:
        return
    tally.seen.add(key)
    if not any(known(i) for i in (plain.s2_id, plain.corpus_id, plain.arxiv_id) if i):
        tally.new += 1
    for member in seed.members:
        yield Found(replace(plain, sighting=replace(edge, reason=member)))


def _done(seed: IntroducingSeed, tally: _Tally, cursor: str, failure: str, before: int | None) -> QueryDone:
    """How it ended; `before` came in earlier runs, where only the newest pages were asked for."""
    received = len(tally.seen)
    missing = (seed.count or 0) - received if before is None else 0
    shortfall = ""
    if missing > 0 and not failure:
        shortfall = f"{received} of {seed.count} citations of {seed.label} came"
        if tally.unread:
            shortfall += (
                f"; {counted(len(tally.unread), 'row')} could not be read ({', '.join(tally.unread[:NAMED])})"
            )
        if (seed.count or 0) > MOST_CITATIONS:
            told = f"at most {MOST_CITATIONS:,} can be listed at once, {tally.windows} windows of dates were asked"
            left = "which the service does not keep to" if tally.is_unwindowed else "what has no date is left"
            shortfall += f"; {told}, {left}: {DATASETS}"
        shortfall += "."
    done = QueryDone(
        seed.query,
        Source.S2_CITATIONS,
        cursor,
        expected=seed.count,
        received=received,
        new=tally.new,
        shortfall=shortfall,
        failure=failure,
        note="" if before is None else "only the newest pages were asked for",
    )
    if failure:
        return done
    if before is not None:
        received = done.received_after(before)
    after = {"count": seed.count, "members": sorted(seed.members), "open": bool(shortfall), "received": received}
    return replace(done, cursor=json.dumps(after), received=received)


def _read_cursor(cursor: str) -> dict[str, Any]:
    """A cursor of ours; anything else counts as none, which asks for everything again."""
    try:
        found = json.loads(cursor) if cursor else {}
    except ValueError:
        return {}
    if not isinstance(found, dict) or not isinstance(found.get("count"), int):
        return {}
    # Older cursors do not tell how many came. Without a shortfall these were all.
    return found if isinstance(found.get("received"), int) else found | {"received": found["count"]}
