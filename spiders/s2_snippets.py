"""Users that never cite: Semantic Scholar's search in full texts, one search a distinctive name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from citetrail.records.batches import batches_of
from citetrail.records.counted import counted
from citetrail.records.identifiers import short_hash
from citetrail.records.papers import FoundPaper, Sighting
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Source
from spiders.events import Event, Found, QueryDone
from spiders.parse_rows import CONTEXT, scholar_paper, text, title
from spiders.s2_citations import FIRST_YEAR, Known
from spiders.search_names import passage, pattern, searches
from spiders.semantic_scholar import BATCH, MOST_SNIPPETS, PAPER_FIELDS, Scholar
from spiders.service_errors import ServiceError

# Passages kept of one paper: some tell the use, the others repeat it.
MOST_PASSAGES = 10


@dataclass(slots=True)
class _Search:
    """One search and the papers whose passages hold the name; a paper is its corpus id, else its title."""

    member: str
    name: str
    cursor: str
    passages: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    dropped: int = 0
    windows: int = 0  # years asked apart because the answer was full
    best: int = 0  # of these, the answers that were full all the same
    failure: str = ""

    @property
    def query(self) -> str:
        return f"{Source.S2_SNIPPETS} {self.name}"

    @property
    def digest(self) -> str:
        """Stands for what the search found, so that a later run can tell that nothing changed."""
        return short_hash(self.member, *sorted(f"{k}\x1e{p}" for k, v in self.passages.items() for p in v))


def named_in_text(
    scholar: Scholar, target: Target, cursors: Mapping[str, str], known: Known, overdue: Known = lambda _: False
) -> Iterator[Event]:
    """Papers whose full text holds a name of the family. The rows carry only ids: details come in batches."""
    asked: list[_Search] = []
    first = min((m.year for m in target.members if m.year), default=FIRST_YEAR)
    for member, name in searches(target):
        search = _Search(member, name, "")
        search.cursor = cursors.get(search.query, "")
        asked.append(search)
    asked.sort(key=lambda s: s.query in cursors and not overdue(s.query))
    for search in asked:
        _ask(scholar, search, first)
    changed = [s for s in asked if not s.failure and s.digest != s.cursor]
    wanted = sorted({key for s in changed for key in s.passages if key.isdigit() and not known(key)}, key=int)
    details, failure = _details(scholar, wanted)
    for search in asked:
        yield from _tell(search, details, failure, known)


def _ask(scholar: Scholar, search: _Search, first: int) -> None:
    """Ask for the best passages; where the answer is full, for the best of each span of years too."""
    try:
        found = scholar.snippets(search.name)
        _take(search, found.rows)
        if found.is_full:
            _by_years(scholar, search, first, datetime.now(UTC).year + 1)
    except ServiceError as error:
        search.failure = f"The full-text search for {search.name!r} failed: {error}"


def _by_years(scholar: Scholar, search: _Search, first: int, last: int) -> None:
    search.windows += 1
    found = scholar.snippets(search.name, str(first) if first == last else f"{first}-{last}")
    _take(search, found.rows)
    if not found.is_full:
        return
    if first >= last:
        search.best += 1
        return
    middle = (first + last) // 2
    _by_years(scholar, search, middle + 1, last)
    _by_years(scholar, search, first, middle)


def _take(search: _Search, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    holds = pattern(search.name)
    search.rows += len(rows)
    for row in rows:
        paper, snippet = row.get("paper"), row.get("snippet")
        words = text(snippet.get("text"), 20_000) if isinstance(snippet, dict) else None
        told = title(paper.get("title")) if isinstance(paper, dict) else None
        if not words or not told or not isinstance(paper, dict):
            search.dropped += 1
            continue
        # The search ranks by meaning too: a passage without the name is no reason to look.
        found = holds.search(words)
        if found is None:
            search.dropped += 1
            continue
        corpus = str(paper.get("corpusId") or "")
        key = corpus if corpus.isdecimal() and corpus.isascii() else told[0]
        search.titles[key] = told[0]
        passages = search.passages.setdefault(key, [])
        quote = passage(found)[:CONTEXT]
        if quote not in passages and len(passages) < MOST_PASSAGES:
            passages.append(quote)


def _details(scholar: Scholar, corpus_ids: Sequence[str]) -> tuple[dict[str, dict[str, Any]], str]:
    """What the service knows of these papers, and a sentence when some could not be looked up."""
    found: dict[str, dict[str, Any]] = {}
    failure = ""
    for part in batches_of(corpus_ids, BATCH):
        try:
            rows = scholar.papers([f"CorpusId:{i}" for i in part], PAPER_FIELDS)
        except ServiceError as error:
            failure = f"Details of {counted(len(part), 'paper')} found by full-text search are missing: {error}"
            continue
        found |= {i: row for i, row in zip(part, rows, strict=True) if row}
    return found, failure


def _tell(search: _Search, details: Mapping[str, dict[str, Any]], failure: str, known: Known) -> Iterator[Event]:
    if search.failure:
        yield QueryDone(search.query, Source.S2_SNIPPETS, search.cursor, failure=search.failure)
        return
    if search.digest == search.cursor:
        note = f"the same {counted(len(search.passages), 'paper')} as before"
        yield QueryDone(search.query, Source.S2_SNIPPETS, search.cursor, received=len(search.passages), note=note)
        return
    new = missing = 0
    for key, passages in search.passages.items():
        sighting = Sighting(Source.S2_SNIPPETS, search.name, tuple(passages))
        known_before = known(key)
        new += not known_before
        row = details.get(key)
        missing += row is None and not known_before and key.isdigit()
        paper = scholar_paper(row, sighting) if row else None
        corpus = key if key.isdigit() else None
        yield Found(paper or FoundPaper(search.titles[key], sighting, corpus_id=corpus))
    yield QueryDone(
        search.query,
        Source.S2_SNIPPETS,
        search.cursor if failure and missing else search.digest,
        received=len(search.passages),
        new=new,
        failure=failure if missing else "",
        note=_note(search),
    )


def _note(search: _Search) -> str:
    told = []
    if search.windows:
        told.append(f"the best {MOST_SNIPPETS:,} passages, and the best of {search.windows} spans of years")
    if search.best:
        told.append(f"{counted(search.best, 'year holds', 'years hold')} more than can be had")
    if search.dropped:
        told.append(f"{search.dropped} of {search.rows} passages do not hold the name")
    return "; ".join(told)
