"""Adding what discovery found: one work is one paper, however many sources name it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from citetrail.records.identifiers import PaperId, short_hash, title_key
from citetrail.records.papers import ArxivVersion, FoundPaper, Paper, Sighting, SourceAuthor
from citetrail.records.vocabulary import Outcome, Source
from citetrail.store.arxiv_versions import load_versions, save_versions
from citetrail.store.sql import ignore_insert, in_batches
from citetrail.store.tables import (
    affiliations,
    assessments,
    claims,
    fetches,
    funding,
    paper_keys,
    papers,
    pending,
    sightings,
)

# Shorter titles ("Rough sets") are shared by different works: they never make two records one paper.
SHORTEST_TITLE_KEY = 20
FILLED = ("s2_id", "corpus_id", "doi", "arxiv_id", "year", "published_on", "venue", "abstract", "url")
PAPER_COLUMNS = tuple(column.name for column in papers.columns)


@dataclass(slots=True)
class Added:
    """What a batch changed."""

    new: int = 0
    known: int = 0
    merged: int = 0
    papers: set[str] = field(default_factory=set)


def add_papers(connection: Connection, target: str, found: Sequence[FoundPaper], at: str) -> Added:
    """Store a batch of found papers and their sightings; the same batch again changes nothing."""
    book = _Book(connection, found)
    added = Added()
    for paper in found:
        matches = book.matches(paper)
        if not matches:
            row = book.create(paper, at)
            added.new += 1
        else:
            row = matches[0]
            for other in matches[1:]:
                _merge(connection, row, other)
                book.replace(other, row)
                added.merged += 1
            book.fill(row, paper)
            added.known += 1
        book.see(row, paper)
        added.papers.add(row["id"])
        _add_sighting(connection, row["id"], target, paper.sighting, at)
    changed = set(book.dirty)
    book.flush()
    save_versions(connection, [p.arxiv for p in found if p.arxiv], at)
    for ids in in_batches(sorted(added.papers)):
        _make_due(connection, target, ids, changed)
    return added


def keys_of(paper: FoundPaper) -> list[tuple[str, str]]:
    """The identifiers that settle identity, strongest first."""
    pairs = (("s2", paper.s2_id), ("doi", paper.doi), ("arxiv", paper.arxiv_id), ("corpus", paper.corpus_id))
    return [(kind, value.lower()) for kind, value in pairs if value]


class _Book:
    """The papers a batch may touch, read once and written once."""

    def __init__(self, connection: Connection, found: Sequence[FoundPaper]) -> None:
        self.connection = connection
        self.by_key: dict[tuple[str, str], dict[str, Any]] = {}
        self.by_title: dict[str, list[dict[str, Any]]] = {}
        self.dirty: dict[str, dict[str, Any]] = {}
        self.new_keys: dict[tuple[str, str], str] = {}
        self._load(found)

    def _load(self, found: Sequence[FoundPaper]) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        for kind, value in (k for p in found for k in keys_of(p)):
            keys[kind].add(value)
        titles = sorted({t for p in found if len(t := title_key(p.title)) >= SHORTEST_TITLE_KEY})
        rows: dict[str, dict[str, Any]] = {}
        # Kind by kind: SQLite looks values up in the index, but would read the whole table for pairs of both.
        for kind, part in ((k, part) for k in sorted(keys) for part in in_batches(sorted(keys[k]))):
            query = (
                select(paper_keys.c.kind, paper_keys.c.value, papers)
                .join(papers, papers.c.id == paper_keys.c.paper_id)
                .where(paper_keys.c.kind == kind, paper_keys.c.value.in_(part))
            )
            for found_row in self.connection.execute(query):
                row = rows.setdefault(found_row.id, _paper_columns(found_row))
                self.by_key[(found_row.kind, found_row.value)] = row
        for names in in_batches(titles):
            query = select(papers).where(papers.c.title_key.in_(names), papers.c.merged_into.is_(None))
            for found_row in self.connection.execute(query.order_by(papers.c.id)):
                row = rows.setdefault(found_row.id, _paper_columns(found_row))
                self.by_title.setdefault(row["title_key"], []).append(row)

    def matches(self, paper: FoundPaper) -> list[dict[str, Any]]:
        """The known papers that this one is, oldest first; several when it ties two records together."""
        hits = {id(row): row for k in keys_of(paper) if (row := self.by_key.get(k))}
        for row in self.by_title.get(title_key(paper.title), ()):
            if _same_by_title(row, paper):
                hits.setdefault(id(row), row)
        return sorted(hits.values(), key=lambda r: (r["first_seen"], r["id"]))

    def create(self, paper: FoundPaper, at: str) -> dict[str, Any]:
        identity = keys_of(paper)[:1] or [("title", f"{title_key(paper.title)}|{paper.year}")]
        row: dict[str, Any] = {name: getattr(paper, name) for name in FILLED}
        row |= {
            "id": f"p{short_hash(*identity[0])}",
            "title": paper.title,
            "title_key": title_key(paper.title),
            "pdf_urls": list(paper.pdf_urls),
            "authors": _authors(paper),
            "first_seen": at,
            "merged_into": None,
        }
        self.connection.execute(insert(papers), row)
        if len(row["title_key"]) >= SHORTEST_TITLE_KEY:
            self.by_title.setdefault(row["title_key"], []).append(row)
        return row

    def fill(self, row: dict[str, Any], paper: FoundPaper) -> None:
        """Take what the record lacked; what it has stays, so that the order of sources decides nothing twice."""
        before = dict(row)
        for name in FILLED:
            row[name] = row[name] if row[name] not in (None, "") else getattr(paper, name)
        row["pdf_urls"] = [*row["pdf_urls"], *(u for u in paper.pdf_urls if u not in row["pdf_urls"])]
        row["authors"] = row["authors"] or _authors(paper)
        if row != before:
            self.dirty[row["id"]] = row

    def see(self, row: dict[str, Any], paper: FoundPaper) -> None:
        for key in keys_of(paper):
            if self.by_key.get(key) is not row:
                self.by_key[key] = row
                self.new_keys[key] = row["id"]

    def replace(self, old: dict[str, Any], row: dict[str, Any]) -> None:
        self.by_key = {k: row if r is old else r for k, r in self.by_key.items()}
        for rows in self.by_title.values():
            rows[:] = [r for r in rows if r is not old]
        self.new_keys = {k: row["id"] if i == old["id"] else i for k, i in self.new_keys.items()}
        self.dirty.pop(old["id"], None)
        self.dirty[row["id"]] = row

    def flush(self) -> None:
        for row in self.dirty.values():
            self.connection.execute(update(papers).where(papers.c.id == row["id"]).values(**row))
        rows = [{"kind": k, "value": v, "paper_id": i} for (k, v), i in self.new_keys.items()]
        if rows:
            self.connection.execute(ignore_insert(self.connection, paper_keys), rows)


def _same_by_title(row: dict[str, Any], paper: FoundPaper) -> bool:
    """Same normalised title and years at most one apart; two different arXiv papers stay two."""
    if len(row["title_key"]) < SHORTEST_TITLE_KEY:
        return False
    if row["arxiv_id"] and paper.arxiv_id and row["arxiv_id"].lower() != paper.arxiv_id.lower():
        return False
    return row["year"] is None or paper.year is None or abs(row["year"] - paper.year) <= 1


def _merge(connection: Connection, keep: dict[str, Any], gone: dict[str, Any]) -> None:
    """Let `gone` point at `keep`. Its row, claims and decisions stay where they are, nothing is deleted."""
    for name in FILLED:
        keep[name] = keep[name] if keep[name] not in (None, "") else gone[name]
    keep["pdf_urls"] = [*keep["pdf_urls"], *(u for u in gone["pdf_urls"] if u not in keep["pdf_urls"])]
    keep["authors"] = keep["authors"] or gone["authors"]
    moved = connection.execute(select(sightings).where(sightings.c.paper_id == gone["id"])).mappings().all()
    if moved:
        connection.execute(ignore_insert(connection, sightings), [dict(m, paper_id=keep["id"]) for m in moved])
    connection.execute(update(papers).where(papers.c.id == gone["id"]).values(merged_into=keep["id"]))
    connection.execute(update(paper_keys).where(paper_keys.c.paper_id == gone["id"]).values(paper_id=keep["id"]))
    connection.execute(
        ignore_insert(connection, paper_keys), {"kind": "merged", "value": gone["id"], "paper_id": keep["id"]}
    )
    connection.execute(update(claims).where(claims.c.paper_id == gone["id"]).values(current=False))
    for table in (pending, assessments, affiliations, funding):
        connection.execute(table.delete().where(table.c.paper_id == gone["id"]))


def _add_sighting(connection: Connection, paper_id: str, target: str, sighting: Sighting, at: str) -> None:
    key = {"paper_id": paper_id, "target": target, "source": sighting.source, "reason": sighting.reason}
    told = {
        "contexts": list(sighting.contexts),
        "intents": list(sighting.intents),
        "is_influential": sighting.is_influential,
    }
    connection.execute(ignore_insert(connection, sightings), {**key, **told, "first_seen": at})
    if any(told.values()):
        same = [sightings.c[name] == value for name, value in key.items()]
        connection.execute(update(sightings).where(*same).values(**told))


def _make_due(connection: Connection, target: str, ids: list[str], changed: set[str]) -> None:
    """Put each paper before the step it now needs; the later steps find out themselves that nothing changed."""
    query = select(fetches.c.paper_id, fetches.c.outcome).where(fetches.c.paper_id.in_(ids))
    outcomes = {row.paper_id: row.outcome for row in connection.execute(query)}
    done = select(assessments.c.paper_id).where(assessments.c.target == target, assessments.c.paper_id.in_(ids))
    assessed = set(connection.scalars(done))
    rows = []
    for paper_id in ids:
        outcome = outcomes.get(paper_id)
        if outcome is None or (outcome != Outcome.OK and paper_id in changed):
            step = "fetch"  # never tried, or a new address may be known now
        elif paper_id in assessed:
            step = "assess"  # a new sighting may bring new contexts
        else:
            step = "extract"  # fetched for another target
        rows.append({"target": target, "step": step, "paper_id": paper_id})
    connection.execute(ignore_insert(connection, pending), rows)


def _authors(paper: FoundPaper) -> list[dict[str, Any]]:
    return [{"name": a.name, "affiliations": list(a.affiliations)} for a in paper.authors]


def _paper_columns(row: Row[Any]) -> dict[str, Any]:
    return {name: row._mapping[name] for name in PAPER_COLUMNS}


def load_papers(connection: Connection, target: str, ids: Sequence[str]) -> list[Paper]:
    """The papers of these ids with their sightings for the target, in the order of the ids."""
    seen: dict[str, list[Sighting]] = {}
    query = select(sightings).where(sightings.c.target == target, sightings.c.paper_id.in_(ids))
    for s in connection.execute(query.order_by(sightings.c.source, sightings.c.reason)):
        sighting = Sighting(Source(s.source), s.reason, tuple(s.contexts), tuple(s.intents), s.is_influential)
        seen.setdefault(s.paper_id, []).append(sighting)
    rows = {r.id: r for r in connection.execute(select(papers).where(papers.c.id.in_(ids)))}
    versions = load_versions(connection, [r.arxiv_id for r in rows.values() if r.arxiv_id])
    return [_paper(rows[i], tuple(seen.get(i, ())), versions.get(rows[i].arxiv_id or "")) for i in ids if i in rows]


def _paper(row: Row[Any], seen: tuple[Sighting, ...], arxiv: ArxivVersion | None) -> Paper:
    told = {name: getattr(row, name) for name in FILLED}
    return Paper(
        id=PaperId(row.id),
        title=row.title,
        pdf_urls=tuple(row.pdf_urls),
        authors=tuple(SourceAuthor(a["name"], tuple(a["affiliations"])) for a in row.authors),
        sightings=seen,
        arxiv=arxiv,
        **told,
    )
