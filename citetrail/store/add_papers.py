"""Adding what discovery found: one work is one paper, however many sources name it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select, update

from citetrail.records.identifiers import PaperId
from citetrail.records.papers import ArxivVersion, FoundPaper, Paper, Sighting, SourceAuthor
from citetrail.records.vocabulary import Outcome, Source, Step
from citetrail.store.arxiv_versions import load_versions, save_versions
from citetrail.store.copies import seek_again
from citetrail.store.merge_papers import FILLED
from citetrail.store.paper_book import PaperBook
from citetrail.store.source_records import save_records
from citetrail.store.sql import ignore_insert, in_batches
from citetrail.store.tables import assessments, fetches, papers, pending, sightings


@dataclass(slots=True)
class Added:
    """What a batch changed."""

    new: int = 0
    known: int = 0
    merged: int = 0
    # Each row with the id of the paper that it was taken for.
    placed: list[tuple[FoundPaper, str]] = field(default_factory=list)

    @property
    def papers(self) -> set[str]:
        return {paper_id for _, paper_id in self.placed}


def add_papers(connection: Connection, target: str, found: Sequence[FoundPaper], at: str) -> Added:
    """Store a batch of found papers and their sightings; the same batch again changes nothing."""
    book = PaperBook(connection, found, at)
    added = Added()
    for paper in found:
        row, is_new, merged = book.place(paper)
        added.new += is_new
        added.known += not is_new
        added.merged += merged
        added.placed.append((paper, row["id"]))
        add_sighting(connection, row["id"], target, paper.sighting, at)
    changed = set(book.dirty)
    book.flush()
    added.placed = [(paper, book.present(i)) for paper, i in added.placed]
    save_records(connection, target, added.placed, at)
    save_versions(connection, [p.arxiv for p in found if p.arxiv], at)
    for ids in in_batches(sorted(added.papers)):
        make_due(connection, target, ids, changed)
    return added


def refresh_papers(connection: Connection, target: str, found: Sequence[FoundPaper], at: str) -> int:
    """Fill in what known papers lacked; nothing is a reason to look at a paper here. Returns how many changed."""
    book = PaperBook(connection, found, at)
    for paper in found:
        book.refresh(paper)
    changed = set(book.dirty)
    book.flush()
    for ids in in_batches(sorted(changed)):
        make_due(connection, target, ids, changed)
    return len(changed)


def add_sighting(connection: Connection, paper_id: str, target: str, sighting: Sighting, at: str) -> None:
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


def make_due(connection: Connection, target: str, ids: list[str], changed: set[str]) -> None:
    """Put each paper before the step it now needs; the later steps find out themselves that nothing changed."""
    query = select(fetches.c.paper_id, fetches.c.outcome).where(fetches.c.paper_id.in_(ids))
    outcomes = {row.paper_id: row.outcome for row in connection.execute(query)}
    done = select(assessments.c.paper_id).where(assessments.c.target == target, assessments.c.paper_id.in_(ids))
    assessed = set(connection.scalars(done))
    rows = []
    for paper_id in ids:
        outcome = outcomes.get(paper_id)
        if outcome is None or (outcome != Outcome.OK and paper_id in changed):
            step = Step.FETCH  # never tried, or a new address may be known now
        elif paper_id in assessed:
            step = Step.ASSESS  # a new sighting may bring new contexts
        else:
            step = Step.EXTRACT  # fetched for another target
        rows.append({"target": target, "step": step, "paper_id": paper_id})
    connection.execute(ignore_insert(connection, pending), rows)
    seek_again(connection, sorted(changed.intersection(ids)))


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
