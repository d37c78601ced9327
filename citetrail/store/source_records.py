"""What each source said of each paper, row by row; and what was ruled about which rows are one paper."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from citetrail.records.identifiers import title_key
from citetrail.records.papers import ArxivVersion, FoundPaper, Sighting, SourceAuthor
from citetrail.records.vocabulary import KeyKind, Source
from citetrail.store.paper_identity import Judgement
from citetrail.store.sql import in_batches, upsert
from citetrail.store.tables import identity_rulings, source_records


def keys_of(paper: FoundPaper) -> list[tuple[str, str]]:
    """The identifiers that settle identity, strongest first."""
    pairs = (
        (KeyKind.S2, paper.s2_id),
        (KeyKind.DOI, paper.doi),
        (KeyKind.ARXIV, paper.arxiv_id),
        (KeyKind.CORPUS, paper.corpus_id),
    )
    return [(kind, value.lower()) for kind, value in pairs if value]


def record_key(paper: FoundPaper) -> str:
    """Under which key a source's row is kept: its strongest identifier, else its title and year."""
    kind, value = next(iter(keys_of(paper)), ("title", f"{title_key(paper.title)}|{paper.year}"))
    return f"{kind}:{value}"


def save_records(connection: Connection, target: str, rows: Sequence[tuple[FoundPaper, str]], at: str) -> None:
    """Keep rows as they came, each with the paper that it was taken for.

    A row told again replaces what it tells anew; what it leaves out stays. Of a paper that is known by then the
    search in full texts tells only the corpus id, also after a run that was killed before it could say how far it had
    come: that is no other row than the one with all identifiers.
    """
    before = _bodies(connection, target, [paper_id for _, paper_id in rows])
    fuller = {(body["corpus_id"], *key[1:]): key[0] for key, body in before.items() if body.get("corpus_id")}
    told: dict[tuple[str, str, str], dict[str, Any]] = {}
    for found, paper_id in rows:
        said = (str(found.sighting.source), found.sighting.reason)
        key = (not found.s2_id and fuller.get((found.corpus_id, *said))) or record_key(found)
        old = before.get((key, *said), {})
        body = old | {name: value for name, value in asdict(found).items() if value or not old.get(name)}
        before[key, *said] = body
        row = {"key": key, "target": target, "source": found.sighting.source, "reason": found.sighting.reason}
        told[key, *said] = row | {"paper_id": paper_id, "body": body, "seen_at": at}
    upsert(connection, source_records, list(told.values()), ("key", "target", "source", "reason"))


def _bodies(connection: Connection, target: str, papers: Iterable[str]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The rows kept of these papers, by key, source and reason."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for part in in_batches(sorted(set(papers))):
        query = select(source_records).where(source_records.c.target == target, source_records.c.paper_id.in_(part))
        found |= {(row.key, row.source, row.reason): row.body for row in connection.execute(query)}
    return found


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A row as it was kept, with the target that it came for."""

    key: str
    target: str
    found: FoundPaper
    seen_at: str


def records_of(connection: Connection, paper_id: str) -> list[KeptRecord]:
    """All rows that were taken for this paper, in the order in which they came."""
    query = select(source_records).where(source_records.c.paper_id == paper_id)
    rows = connection.execute(query.order_by(source_records.c.seen_at, source_records.c.key))
    return [KeptRecord(r.key, r.target, _found(r.body), r.seen_at) for r in rows]


def _found(body: dict[str, Any]) -> FoundPaper:
    seen = body["sighting"]
    sighting = Sighting(
        Source(seen["source"]),
        seen["reason"],
        tuple(seen["contexts"]),
        tuple(seen["intents"]),
        seen["is_influential"],
    )
    authors = tuple(SourceAuthor(a["name"], tuple(a["affiliations"])) for a in body["authors"])
    arxiv = ArxivVersion(**body["arxiv"]) if body["arxiv"] else None
    plain = {k: v for k, v in body.items() if k not in ("sighting", "authors", "arxiv", "pdf_urls", "types")}
    urls, types = tuple(body["pdf_urls"]), tuple(body.get("types", ()))
    return FoundPaper(**plain, sighting=sighting, authors=authors, arxiv=arxiv, pdf_urls=urls, types=types)


class Rulings:
    """What was ruled about pairs of rows; the last ruling of a pair counts."""

    def __init__(self, connection: Connection, keys: Iterable[str]) -> None:
        self._connection = connection
        self._of: dict[tuple[str, str], str] = {}
        for part in in_batches(sorted(set(keys))):
            here = or_(identity_rulings.c.first.in_(part), identity_rulings.c.second.in_(part))
            for row in connection.execute(select(identity_rulings).where(here).order_by(identity_rulings.c.id)):
                self._of[(row.first, row.second)] = row.ruling
        self.papers = self._papers()

    def _papers(self) -> dict[str, set[str]]:
        """Row key → the papers that rows of this key were taken for."""
        found: dict[str, set[str]] = {}
        for part in in_batches(sorted({key for pair in self._of for key in pair})):
            query = select(source_records.c.key, source_records.c.paper_id).where(source_records.c.key.in_(part))
            for row in self._connection.execute(query):
                found.setdefault(row.key, set()).add(row.paper_id)
        return found

    def of(self, key: str, paper_id: str) -> str:
        """What was ruled about a row and a paper: one, two, or nothing."""
        told = set()
        for (first, second), ruling in self._of.items():
            other = second if first == key else first if second == key else None
            if other is not None and paper_id in self.papers.get(other, ()):
                told.add(ruling)
        return Judgement.TWO if Judgement.TWO in told else Judgement.ONE if Judgement.ONE in told else ""

    def ones(self, key: str) -> set[str]:
        """The papers that were ruled to be the one of this row."""
        ids = {i for found in self.papers.values() for i in found}
        return {i for i in ids if self.of(key, i) == Judgement.ONE}

    def add(self, one: str, other: str, ruling: Judgement, reason: str, at: str) -> None:
        """Add a ruling; the program's own doubt does not outweigh what was ruled before."""
        first, second = sorted((one, other))
        before = self._of.get((first, second))
        if first == second or before == ruling or (ruling is Judgement.DOUBTFUL and before):
            return
        self._of[(first, second)] = ruling
        row = {"first": first, "second": second, "ruling": ruling, "reason": reason, "at": at}
        self._connection.execute(insert(identity_rulings), row)
