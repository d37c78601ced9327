"""Files that people add: whose paper each is, who says so, and the copy that it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from citetrail.records.copies import BESIDE_THE_PAPER, Copy, CopyKind, CopyOrigin
from citetrail.records.file_identity import SHORTEST_TITLE_KEY, FirstPage, Match
from citetrail.records.identifiers import PaperId, title_key
from citetrail.records.papers import Fetched
from citetrail.records.vocabulary import Outcome, Ruling, Step
from citetrail.store.copies import save_copies
from citetrail.store.engine import StoreError
from citetrail.store.part_papers import paper_named
from citetrail.store.readings import save_fetch
from citetrail.store.search import search
from citetrail.store.sql import in_batches
from citetrail.store.tables import (
    copies,
    document_rulings,
    fetches,
    paper_keys,
    papers,
    sightings,
)
from citetrail.store.work import move, put_before

# Stored with the question in the first words, which stay: no migration for a word. Shown in the second.
ON_CARD, ON_CARD_SHOWN = "handed in on the paper's card", "added on the paper's card"
UNKNOWN = "no known paper has its title, DOI or arXiv number"
# How the reason of a file begins that a run could not read; what follows is its outcome and what to do.
UNREAD = "could not be read: "
_WORDS = 8  # of a title that are searched for
PAPER = (papers.c.id, papers.c.title, papers.c.doi, papers.c.arxiv_id, papers.c.authors)


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that is in the store of documents, before it is anybody's copy."""

    sha256: str
    name: str
    by: str
    kind: CopyKind = CopyKind.OTHER
    version: int | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A file of which it is asked whose it is; `papers` are those proposed, with their titles and why."""

    sha256: str
    file: str
    by: str
    at: str
    papers: tuple[tuple[str, str, str], ...]  # (id, title, reason)


def known_papers(connection: Connection, page: FirstPage) -> list[dict[str, Any]]:
    """The papers that a first page may belong to: by its identifiers, its title, and titles with the same words."""
    keys = [("doi", d) for d in page.dois] + ([("arxiv", page.arxiv_id)] if page.arxiv_id else [])
    ids: set[str] = set()
    for kind, value in keys:
        owner = select(paper_keys.c.paper_id).where(paper_keys.c.kind == kind, paper_keys.c.value == value)
        ids |= set(connection.scalars(owner))
    if len(key := title_key(page.title)) >= SHORTEST_TITLE_KEY:
        ids |= set(connection.scalars(select(papers.c.id).where(papers.c.title_key == key)))
        words = " ".join(page.title.split()[:_WORDS])
        ids |= set(search(connection, words).papers[:50])
    query = select(*PAPER).where(papers.c.id.in_(sorted(ids)), papers.c.merged_into.is_(None))
    return [dict(row) for row in connection.execute(query.order_by(papers.c.id)).mappings()]


def paper_of_copy(connection: Connection, sha256: str) -> str | None:
    """The paper of which this file is a copy; None where it is nobody's."""
    found: str | None = connection.scalar(select(copies.c.paper_id).where(copies.c.sha256 == sha256).limit(1))
    return found


def refused_by(connection: Connection, sha256: str) -> str:
    """Who said last of this file that it is nobody's copy; "" where that is not the last word."""
    last = _last(connection, sha256)
    return str(last.said_by) if last is not None and last.ruling == Ruling.REFUSED else ""


def attach_or_ask(connection: Connection, file: AddedFile, found: Sequence[Match], at: str) -> str | None:
    """Attach a file where its paper is certain, else ask. Returns the paper's id, None where it is asked.

    A file that is a paper's copy already stays what it is.
    """
    if (held := paper_of_copy(connection, file.sha256)) is not None:
        return held
    sure = [m for m in found if m.certain]
    if len(sure) == 1:
        _rule(connection, file, sure[0].paper_id, Ruling.ATTACHED, sure[0].reason, "citetrail", at)
        attach(connection, file, sure[0].paper_id, at)
        return sure[0].paper_id
    if _last(connection, file.sha256) is None:
        proposed: list[tuple[str | None, str]] = [(m.paper_id, m.reason) for m in found] or [(None, UNKNOWN)]
        for paper, reason in proposed:
            _rule(connection, file, paper, Ruling.ASKED, reason, file.by, at)
    return None


def add_on_card(connection: Connection, file: AddedFile, paper: str, at: str) -> None:
    """Keep a file that somebody says is this paper's: it is asked, until its first page or somebody else says so.

    Raises StoreError for a paper that is not known, and for a file that is a copy, waits or was refused already.
    """
    named = str(paper_named(connection, paper)["id"])
    if paper_of_copy(connection, file.sha256):
        raise StoreError("These bytes are a paper's copy already.")
    if (last := _last(connection, file.sha256)) is not None:
        if last.reason.startswith(UNREAD):
            raise StoreError(f"{file.name} was added before and {last.reason}.")
        told = {Ruling.ASKED: "wait for an answer", Ruling.REFUSED: "were refused"}
        raise StoreError(f"These bytes {told.get(Ruling(last.ruling), 'were attached')} already.")
    _rule(connection, file, named, Ruling.ASKED, ON_CARD, file.by, at)


def added_on_cards(connection: Connection) -> list[Question]:
    """The waiting files that came by a card and of which nothing but that is known, oldest first."""
    return [q for q in questions(connection) if [reason for _, _, reason in q.papers] == [ON_CARD_SHOWN]]


def met_before(connection: Connection, shas: Sequence[str]) -> set[str]:
    """Those of these files that are a paper's copy, or of which it was asked or said whose they are."""
    found: set[str] = set()
    for some in in_batches(shas):
        found |= set(connection.scalars(select(copies.c.sha256).where(copies.c.sha256.in_(some))))
        found |= set(connection.scalars(select(document_rulings.c.sha256).where(document_rulings.c.sha256.in_(some))))
    return found


def judge(connection: Connection, file: AddedFile, found: Sequence[Match], fault: str, at: str) -> str | None:
    """Say what the first page of a file added on a card says: it is the paper, or perhaps others, or cannot be read.

    Returns the paper's id where the page is certain of the paper on whose card the file came.
    """
    asked = next((q for q in added_on_cards(connection) if q.sha256 == file.sha256), None)
    if asked is None:
        return None
    if fault:
        _rule(connection, file, None, Ruling.REFUSED, fault, "citetrail", at)
        return None
    paper = asked.papers[0][0]
    sure = [m for m in found if m.certain]
    if [m.paper_id for m in sure] == [paper]:
        _rule(connection, file, paper, Ruling.ATTACHED, sure[0].reason, "citetrail", at)
        attach(connection, file, paper, at)
        return paper
    proposed = [(m.paper_id, m.reason) for m in found] or [(paper, "its first page says nothing of this paper")]
    for other, reason in proposed:
        _rule(connection, file, other, Ruling.ASKED, reason, file.by, at)
    return None


def _rule(
    connection: Connection, file: AddedFile, paper: str | None, ruling: Ruling, reason: str, by: str, at: str
) -> None:
    row = {"sha256": file.sha256, "file": file.name, "paper_id": paper, "ruling": ruling, "reason": reason}
    connection.execute(insert(document_rulings).values(**row, said_by=by, at=at))


def _last(connection: Connection, sha256: str) -> Row[Any] | None:
    query = select(document_rulings).where(document_rulings.c.sha256 == sha256)
    return connection.execute(query.order_by(document_rulings.c.id.desc()).limit(1)).first()


def attach(connection: Connection, file: AddedFile, paper: str, at: str) -> None:
    """Make a file a copy of a paper; where the paper had no document, it is the one that stands for it.

    Slides, a poster or a supplement do not: the paper itself is still asked for.
    """
    detail = f"A file that {file.by} added."
    copy = Copy(
        paper=paper,
        slot=f"file {file.sha256[:16]}",
        kind=file.kind,
        outcome=Outcome.OK,
        version=file.version,
        sha256=file.sha256,
        detail=detail,
        origin=CopyOrigin.ADDED,
        added_by=file.by,
    )
    save_copies(connection, [copy], at)
    stands = file.kind not in BESIDE_THE_PAPER
    has = select(fetches.c.outcome).where(fetches.c.paper_id == paper, fetches.c.outcome == Outcome.OK)
    if stands and connection.scalar(has) is None:
        told = Fetched(PaperId(paper), Outcome.OK, sha256=file.sha256, size=file.size, detail=detail, kind=file.kind)
        save_fetch(connection, told, at)
    for target in connection.scalars(
        select(sightings.c.target).where(sightings.c.paper_id == paper).distinct()
    ).all():
        if stands:
            move(connection, target, Step.FETCH, [paper], None)
        put_before(connection, target, Step.EXTRACT, [paper])


def questions(connection: Connection) -> list[Question]:
    """The files of which nobody has said yet whose they are, oldest first."""
    rows = connection.execute(select(document_rulings).order_by(document_rulings.c.id)).all()
    last = {row.sha256: row.ruling for row in rows}
    asked = [row for row in rows if last[row.sha256] == Ruling.ASKED]
    titles = _titles(connection, [row.paper_id for row in asked])
    found: dict[str, Question] = {}
    for row in asked:
        known = found.get(row.sha256) or Question(row.sha256, row.file, row.said_by, row.at, ())
        why = ON_CARD_SHOWN if row.reason == ON_CARD else row.reason
        proposed = ((row.paper_id, titles.get(row.paper_id, ""), why),) if row.paper_id else ()
        found[row.sha256] = Question(known.sha256, known.file, known.by, known.at, (*known.papers, *proposed))
    return list(found.values())


def unread_files(connection: Connection, most: int) -> list[Question]:
    """The files that came by a card and that a run could not read, the last first, with their paper and why."""
    rows = connection.execute(select(document_rulings).order_by(document_rulings.c.id)).all()
    asked = {row.sha256: row for row in rows if row.ruling == Ruling.ASKED}
    last = {row.sha256: row for row in rows}
    unread = [row for row in last.values() if row.sha256 in asked and row.reason.startswith(UNREAD)]
    shown = sorted(unread, key=lambda row: row.id, reverse=True)[:most]
    titles = _titles(connection, [asked[row.sha256].paper_id for row in shown])
    return [
        Question(r.sha256, r.file, a.said_by, r.at, ((a.paper_id, titles.get(a.paper_id, ""), r.reason),))
        for r, a in ((row, asked[row.sha256]) for row in shown)
    ]


def _titles(connection: Connection, ids: Sequence[str | None]) -> dict[str, str]:
    query = select(papers.c.id, papers.c.title).where(papers.c.id.in_(sorted({i for i in ids if i})))
    return {row.id: row.title for row in connection.execute(query)}


def answer(
    connection: Connection, sha256: str, paper: str | None, by: str, at: str, kind: CopyKind = CopyKind.OTHER
) -> str:
    """Say whose an asked file is; None refuses it. Returns the paper's id, or "" for a refusal.

    `sha256` may be cut short. Raises StoreError for a file that is not asked about, a paper that is not known, and
    for the person who added the file: whoever adds a file does not alone decide whose it is.
    """
    asked = [q for q in questions(connection) if q.sha256.startswith(sha256)] if sha256 else []
    if len(asked) != 1:
        told = "no file" if not asked else f"{len(asked)} files"
        raise StoreError(f"{told} with the checksum {sha256!r} wait for an answer: see `citetrail documents list`.")
    question = asked[0]
    if by == question.by:
        raise StoreError(f"{by} added {question.file}: somebody else has to say whose it is.")
    file = AddedFile(question.sha256, question.file, question.by, kind)
    if paper is None:
        _rule(connection, file, None, Ruling.REFUSED, "said by hand", by, at)
        return ""
    found = str(paper_named(connection, paper)["id"])
    _rule(connection, file, found, Ruling.ATTACHED, "said by hand", by, at)
    attach(connection, file, found, at)
    return found
