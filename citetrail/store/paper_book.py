"""The papers that a batch may touch: read once, told one from another, written once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from citetrail.records.identifiers import short_hash, title_key
from citetrail.records.papers import FoundPaper
from citetrail.store.merge_papers import FILLED, merge
from citetrail.store.paper_identity import OTHER_ABSTRACTS, SHORTEST_TITLE_KEY, Judgement, by_identifiers, by_title
from citetrail.store.source_records import Rulings, keys_of, record_key
from citetrail.store.sql import ignore_insert, in_batches
from citetrail.store.tables import paper_keys, papers

PAPER_COLUMNS = tuple(column.name for column in papers.columns)
IDENTIFIERS = (("s2", "s2_id"), ("doi", "doi"), ("arxiv", "arxiv_id"), ("corpus", "corpus_id"))
PaperRow = dict[str, Any]


class PaperBook:
    """One batch's papers; `place` finds or makes the paper of each row, `flush` writes what changed."""

    def __init__(self, connection: Connection, found: Sequence[FoundPaper], at: str) -> None:
        self.connection, self.at = connection, at
        self.by_key: dict[tuple[str, str], PaperRow] = {}
        self.by_title: dict[str, list[PaperRow]] = {}
        self.by_id: dict[str, PaperRow] = {}
        self.dirty: dict[str, PaperRow] = {}
        self.new_keys: dict[tuple[str, str], str] = {}
        self.gone: dict[str, str] = {}
        self.rulings = Rulings(connection, map(record_key, found))
        self._load(found)

    def _load(self, found: Sequence[FoundPaper]) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        for kind, value in (k for p in found for k in keys_of(p)):
            keys[kind].add(value)
        titles = sorted({t for p in found if len(t := title_key(p.title)) >= SHORTEST_TITLE_KEY})
        # Kind by kind: SQLite looks values up in the index, but would read the whole table for pairs of both.
        for kind, part in ((k, part) for k in sorted(keys) for part in in_batches(sorted(keys[k]))):
            query = (
                select(paper_keys.c.kind, paper_keys.c.value, papers)
                .join(papers, papers.c.id == paper_keys.c.paper_id)
                .where(paper_keys.c.kind == kind, paper_keys.c.value.in_(part))
            )
            for found_row in self.connection.execute(query):
                self.by_key[(found_row.kind, found_row.value)] = self._row(found_row)
        for names in in_batches(titles):
            query = select(papers).where(papers.c.title_key.in_(names), papers.c.merged_into.is_(None))
            for found_row in self.connection.execute(query.order_by(papers.c.id)):
                row = self._row(found_row)
                self.by_title.setdefault(row["title_key"], []).append(row)
        ruled = sorted({i for ids in self.rulings.papers.values() for i in ids})
        for part in in_batches(ruled):
            query = select(papers).where(papers.c.id.in_(part), papers.c.merged_into.is_(None))
            for found_row in self.connection.execute(query):
                self._row(found_row)

    def _row(self, found: Row[Any]) -> PaperRow:
        told = {name: found._mapping[name] for name in PAPER_COLUMNS}
        return self.by_id.setdefault(found.id, told)

    def place(self, paper: FoundPaper) -> tuple[PaperRow, bool, int]:
        """(the paper that this row describes, whether it is new, how many known ones became one with it)."""
        matches = self._matches(paper)
        if matches:
            row = matches[0]
            for other in matches[1:]:
                merge(self.connection, row, other)
                self._replace(other, row)
            self._fill(row, paper)
        else:
            row = self._create(paper)
        self._see(row, paper)
        return row, not matches, max(0, len(matches) - 1)

    def refresh(self, paper: FoundPaper) -> None:
        """Fill in the one known paper that this row describes, if there is one."""
        known = {id(row): row for k in keys_of(paper) if (row := self.by_key.get(k))}
        if len(known) == 1:
            (row,) = known.values()
            self._fill(row, paper)
            self._see(row, paper)

    def present(self, paper_id: str) -> str:
        """The id of the paper that this one is now, after the merges of the batch."""
        while paper_id in self.gone:
            paper_id = self.gone[paper_id]
        return paper_id

    def _matches(self, paper: FoundPaper) -> list[PaperRow]:
        """The known papers that this one is, oldest first; several when it ties records together."""
        told = _as_record(paper)
        key = record_key(paper)
        found: list[PaperRow] = []
        hits = {id(row): row for k in keys_of(paper) if (row := self.by_key.get(k))}
        for row in sorted(hits.values(), key=lambda r: r["title_key"] != told["title_key"]):
            self._take(found, row, paper, tied=True)
        for row in self.by_title.get(told["title_key"], ()):
            ruled = self.rulings.of(key, row["id"])
            judgement, reason = by_title(row, told)
            if ruled == Judgement.TWO or (judgement is Judgement.TWO and ruled != Judgement.ONE):
                if reason == OTHER_ABSTRACTS and not any(row is known for known in found):
                    self._doubt(key, row, reason)
                continue
            if self._take(found, row, paper, tied=False) and judgement is Judgement.DOUBTFUL:
                self._doubt(key, row, reason)
        for paper_id in sorted(self.rulings.ones(key)):
            if paper_id in self.by_id:
                self._take(found, self.by_id[paper_id], paper, tied=False)
        return sorted(found, key=lambda r: (r["first_seen"], r["id"]))

    def _take(self, found: list[PaperRow], row: PaperRow, paper: FoundPaper, *, tied: bool) -> bool:
        """Add a paper to those that are one, unless one row alone would weld two that differ."""
        if any(row is known for known in found):
            return True
        for known in found:
            judgement, reason = by_identifiers(known, row)
            if judgement is Judgement.TWO and self.rulings.of(record_key(paper), row["id"]) != Judgement.ONE:
                if tied:
                    self._doubt(_key_of(known), row, f"one record bears identifiers of both: {reason}")
                return False
        found.append(row)
        return True

    def _doubt(self, key: str, row: PaperRow, reason: str) -> None:
        self.rulings.add(key, _key_of(row), Judgement.DOUBTFUL, reason, self.at)

    def _create(self, paper: FoundPaper) -> PaperRow:
        row: PaperRow = {name: getattr(paper, name) for name in FILLED}
        row |= {
            "id": f"p{short_hash(*record_key(paper).split(':', 1))}",
            "title": paper.title,
            "title_key": title_key(paper.title),
            "pdf_urls": list(paper.pdf_urls),
            "authors": authors_of(paper),
            "first_seen": self.at,
            "merged_into": None,
        }
        self.connection.execute(insert(papers), row)
        self.by_id[row["id"]] = row
        if len(row["title_key"]) >= SHORTEST_TITLE_KEY:
            self.by_title.setdefault(row["title_key"], []).append(row)
        return row

    def _fill(self, row: PaperRow, paper: FoundPaper) -> None:
        """Take what the record lacked; what it has stays, so that the order of sources decides nothing twice."""
        before = dict(row)
        foreign = {name for kind, name in IDENTIFIERS if self._belongs_elsewhere(kind, getattr(paper, name), row)}
        for name in FILLED:
            if name not in foreign:
                row[name] = row[name] if row[name] not in (None, "") else getattr(paper, name)
        row["pdf_urls"] = [*row["pdf_urls"], *(u for u in paper.pdf_urls if u not in row["pdf_urls"])]
        row["authors"] = row["authors"] or authors_of(paper)
        if row != before:
            self.dirty[row["id"]] = row

    def _belongs_elsewhere(self, kind: str, value: str | None, row: PaperRow) -> bool:
        owner = self.by_key.get((kind, value.lower())) if value else None
        return owner is not None and owner is not row

    def _see(self, row: PaperRow, paper: FoundPaper) -> None:
        """The row's identifiers lead to its paper from now on; those of another paper go on leading there."""
        for key in keys_of(paper):
            if key not in self.by_key:
                self.by_key[key] = row
                self.new_keys[key] = row["id"]

    def _replace(self, old: PaperRow, row: PaperRow) -> None:
        self.by_key = {k: row if r is old else r for k, r in self.by_key.items()}
        for rows in self.by_title.values():
            rows[:] = [r for r in rows if r is not old]
        self.new_keys = {k: row["id"] if i == old["id"] else i for k, i in self.new_keys.items()}
        self.by_id.pop(old["id"], None)
        self.gone[old["id"]] = row["id"]
        self.dirty.pop(old["id"], None)
        self.dirty[row["id"]] = row

    def flush(self) -> None:
        for row in self.dirty.values():
            self.connection.execute(update(papers).where(papers.c.id == row["id"]).values(**row))
        rows = [{"kind": k, "value": v, "paper_id": i} for (k, v), i in self.new_keys.items()]
        if rows:
            self.connection.execute(ignore_insert(self.connection, paper_keys), rows)


def _as_record(paper: FoundPaper) -> PaperRow:
    return {
        "title_key": title_key(paper.title),
        "year": paper.year,
        "doi": paper.doi,
        "arxiv_id": paper.arxiv_id,
        "s2_id": paper.s2_id,
        "abstract": paper.abstract,
        "authors": authors_of(paper),
    }


def _key_of(row: PaperRow) -> str:
    """The key of a row that was taken for this paper, as `record_key` makes it."""
    for kind, name in IDENTIFIERS:
        if row[name]:
            return f"{kind}:{row[name].lower()}"
    return f"title:{row['title_key']}|{row['year']}"


def authors_of(paper: FoundPaper) -> list[dict[str, Any]]:
    return [{"name": a.name, "affiliations": list(a.affiliations)} for a in paper.authors]
