"""Rulings of people on which records are one paper: listing the doubtful pairs, joining and parting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from citetrail.records.identifiers import PaperId, short_hash, title_key
from citetrail.records.vocabulary import KeyKind, Ruling
from citetrail.store.add_papers import add_sighting, make_due
from citetrail.store.engine import StoreError
from citetrail.store.merge_papers import DERIVED, FILLED, merge, move_copies
from citetrail.store.paper_book import authors_of
from citetrail.store.paper_identity import Judgement
from citetrail.store.source_records import KeptRecord, Rulings, keys_of, records_of
from citetrail.store.tables import (
    claims,
    copies,
    document_rulings,
    fetches,
    identity_rulings,
    paper_keys,
    papers,
    promising,
    sightings,
    source_records,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two rows of sources that may or may not be one paper; where each was put, and why that is in doubt."""

    first: str
    second: str
    reason: str
    papers: tuple[str, ...]  # one id where they are told as one, two where not
    titles: tuple[str, ...]


def doubtful(connection: Connection, target: str) -> list[Doubt]:
    """The pairs of a target's records that the program is not sure of and nobody has ruled on."""
    last: dict[tuple[str, str], Any] = {}
    for row in connection.execute(select(identity_rulings).order_by(identity_rulings.c.id)):
        last[(row.first, row.second)] = row
    open_ = [row for row in last.values() if row.ruling == Judgement.DOUBTFUL]
    found = []
    for row in open_:
        of = (source_records.c.key.in_((row.first, row.second)), source_records.c.target == target)
        query = (
            select(papers.c.id, papers.c.title)
            .join(source_records, source_records.c.paper_id == papers.c.id)
            .where(*of)
            .distinct()
        )
        held = sorted((i, title) for i, title in connection.execute(query))
        if held:
            ids, titles = tuple(i for i, _ in held), tuple(dict.fromkeys(t for _, t in held))
            found.append(Doubt(row.first, row.second, row.reason, ids, titles))
    return found


def join(connection: Connection, one: str, other: str, at: str) -> str:
    """Make two papers one, and keep them so; both are named by id or identifier. Returns the id that stays.

    Raises StoreError for a paper that is not known.
    """
    first, second = paper_named(connection, one), paper_named(connection, other)
    if first["id"] == second["id"]:
        _rule_all(connection, first["id"], first["id"], Judgement.ONE, at)
        return str(first["id"])
    keep, gone = sorted((first, second), key=lambda r: (r["first_seen"], r["id"]))
    _rule_all(connection, keep["id"], gone["id"], Judgement.ONE, at)
    targets = _targets(connection, gone["id"]) | _targets(connection, keep["id"])
    merge(connection, keep, gone)
    connection.execute(update(papers).where(papers.c.id == keep["id"]).values(**keep))
    for target in sorted(targets):
        make_due(connection, target, [keep["id"]], {keep["id"]})
    return str(keep["id"])


def part(connection: Connection, paper: str, keys: Sequence[str], at: str) -> tuple[str, str]:
    """Take the records of these keys out of a paper, as a paper of their own. Returns both ids.

    Each gets back its own identifiers, sightings and addresses; the copy is fetched anew for whichever it cannot be
    told to belong to. Decisions stay with their claim and its evidence. Raises StoreError when that cannot be done.
    """
    row = paper_named(connection, paper)
    kept = records_of(connection, row["id"])
    own = [r for r in kept if r.key in keys]
    rest = [r for r in kept if r.key not in keys]
    if not own or not rest:
        told = ", ".join(sorted({r.key for r in kept})) or "none: run `citetrail discover` first"
        raise StoreError(f"{row['id']} cannot be parted so: name some, not all, of its records ({told}).")
    for mine in {r.key for r in own}:
        for theirs in {r.key for r in rest}:
            Rulings(connection, [mine]).add(mine, theirs, Judgement.TWO, "parted by hand", at)
    new = _identity(connection, own)
    _forget(connection, row["id"])
    _write(connection, row["id"], rest, at)
    _write(connection, new, own, at)
    _give_back_copies(connection, row["id"], new, own)
    for paper_id, records in ((row["id"], rest), (new, own)):
        for target in sorted({r.target for r in records}):
            make_due(connection, target, [paper_id], {paper_id})
    return str(row["id"]), new


def paper_named(connection: Connection, name: str) -> dict[str, Any]:
    """A paper by its id or by an identifier such as "arxiv:1801.07698" or "doi:10.1/x"."""
    kind, _, value = name.partition(":")
    query = select(papers).where(papers.c.id == name)
    if value:
        query = (
            select(papers)
            .join(paper_keys, paper_keys.c.paper_id == papers.c.id)
            .where(paper_keys.c.kind == kind, paper_keys.c.value == value.lower())
        )
    row = connection.execute(query).mappings().first()
    if row is None:
        raise StoreError(f"No paper {name!r} is known: give its id (p…), or s2:…, doi:…, arxiv:… or corpus:….")
    while row["merged_into"]:
        row = connection.execute(select(papers).where(papers.c.id == row["merged_into"])).mappings().one()
    return dict(row)


def _targets(connection: Connection, paper_id: str) -> set[str]:
    query = select(sightings.c.target).where(sightings.c.paper_id == paper_id)
    return set(connection.scalars(query.distinct()))


def _rule_all(connection: Connection, one: str, other: str, ruling: Judgement, at: str) -> None:
    mine = sorted({r.key for r in records_of(connection, one)})
    theirs = sorted({r.key for r in records_of(connection, other)})
    rulings = Rulings(connection, mine)
    for key in mine:
        for second in theirs:
            rulings.add(key, second, ruling, "joined by hand", at)


def _identity(connection: Connection, records: Sequence[KeptRecord]) -> PaperId:
    """The id of the paper that these records make: the one that they had before they were told as one, if any."""
    kind, _, value = records[0].key.partition(":")
    paper_id = PaperId(f"p{short_hash(kind, value)}")
    row = connection.execute(select(papers.c.merged_into).where(papers.c.id == paper_id)).first()
    if row is not None and row.merged_into is None:
        # That id is the other paper's: it was first told by one of these records.
        return PaperId(f"p{short_hash('parted', kind, value)}")
    return paper_id


def _forget(connection: Connection, paper_id: str) -> None:
    """Drop what is made of sources and made again: sightings, keys, assessment. Claims and decisions stay."""
    for table in (*DERIVED, sightings, promising):
        connection.execute(delete(table).where(table.c.paper_id == paper_id))
    connection.execute(
        delete(paper_keys).where(paper_keys.c.paper_id == paper_id, paper_keys.c.kind != KeyKind.MERGED)
    )


def _write(connection: Connection, paper_id: str, records: Sequence[KeptRecord], at: str) -> None:
    """The paper as its own records tell it, in the order in which they came."""
    first = records[0].found
    row: dict[str, Any] = {
        "title": first.title,
        "title_key": title_key(first.title),
        "merged_into": None,
        "authors": next((authors_of(r.found) for r in records if r.found.authors), []),
        "pdf_urls": list(dict.fromkeys(url for r in records for url in r.found.pdf_urls)),
    }
    for name in FILLED:
        row[name] = next((v for r in records if (v := getattr(r.found, name)) not in (None, "")), None)
    if connection.execute(update(papers).where(papers.c.id == paper_id).values(**row)).rowcount == 0:
        connection.execute(insert(papers).values(id=paper_id, first_seen=at, **row))
    connection.execute(delete(paper_keys).where(paper_keys.c.kind == KeyKind.MERGED, paper_keys.c.value == paper_id))
    keys = dict.fromkeys(key for r in records for key in keys_of(r.found))
    for kind, value in keys:
        owned = select(paper_keys.c.paper_id).where(paper_keys.c.kind == kind, paper_keys.c.value == value)
        if connection.scalar(owned) is None:
            connection.execute(insert(paper_keys).values(kind=kind, value=value, paper_id=paper_id))
    for record in records:
        add_sighting(connection, paper_id, record.target, record.found.sighting, record.seen_at)
        here = (source_records.c.key == record.key, source_records.c.target == record.target)
        connection.execute(update(source_records).where(*here).values(paper_id=paper_id))


def _give_back_copies(connection: Connection, paper_id: str, new: str, parted: Sequence[KeptRecord]) -> None:
    """Each copy goes with the side that it came from: by its address, or the paper that its file was ruled to be.

    A first copy that is the other side's is fetched again.
    """
    theirs = {url for r in parted for url in r.found.pdf_urls}
    numbers = {r.found.arxiv_id for r in parted if r.found.arxiv_id}

    def is_theirs(addresses: Iterable[str]) -> bool:
        return any(url in theirs or any(number in url for number in numbers) for url in addresses)

    ruled = select(document_rulings.c.sha256).where(
        document_rulings.c.paper_id == new, document_rulings.c.ruling == Ruling.ATTACHED
    )
    files = set(connection.scalars(ruled))
    rows = connection.execute(select(copies).where(copies.c.paper_id == paper_id)).all()
    slots = {row.slot for row in rows if is_theirs((*row.tried, row.address)) or row.sha256 in files}
    move_copies(connection, paper_id, new, slots)
    row = connection.execute(select(fetches).where(fetches.c.paper_id == paper_id)).first()
    if row is not None and (is_theirs((*row.tried, row.url or "")) or row.sha256 in files):
        connection.execute(delete(fetches).where(fetches.c.paper_id == paper_id))
        connection.execute(update(claims).where(claims.c.paper_id == paper_id).values(current=False))
