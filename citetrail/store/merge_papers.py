"""Making two papers one."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, delete, select, update

from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import KeyKind
from citetrail.store.sql import ignore_insert
from citetrail.store.tables import (
    affiliations,
    assessments,
    claims,
    copies,
    copy_differences,
    copy_searches,
    funding,
    paper_keys,
    papers,
    pending,
    promising,
    sightings,
    source_records,
)

FILLED = ("s2_id", "corpus_id", "doi", "arxiv_id", "year", "published_on", "venue", "abstract", "url")
# What is made of a paper's sources and documents, and is made again.
DERIVED = (pending, assessments, affiliations, funding, copy_differences, copy_searches)


def merge(connection: Connection, keep: dict[str, Any], gone: dict[str, Any]) -> None:
    """Let `gone` point at `keep`. Its row, claims and decisions stay where they are, nothing is deleted."""
    for name in FILLED:
        keep[name] = keep[name] if keep[name] not in (None, "") else gone[name]
    keep["pdf_urls"] = [*keep["pdf_urls"], *(u for u in gone["pdf_urls"] if u not in keep["pdf_urls"])]
    keep["authors"] = keep["authors"] or gone["authors"]
    for table in (sightings, promising):
        moved = connection.execute(select(table).where(table.c.paper_id == gone["id"])).mappings().all()
        if moved:
            connection.execute(ignore_insert(connection, table), [dict(m, paper_id=keep["id"]) for m in moved])
    connection.execute(update(papers).where(papers.c.id == gone["id"]).values(merged_into=keep["id"]))
    for table in (paper_keys, source_records):
        connection.execute(update(table).where(table.c.paper_id == gone["id"]).values(paper_id=keep["id"]))
    connection.execute(
        ignore_insert(connection, paper_keys), {"kind": KeyKind.MERGED, "value": gone["id"], "paper_id": keep["id"]}
    )
    move_copies(connection, gone["id"], keep["id"])
    connection.execute(update(claims).where(claims.c.paper_id == gone["id"]).values(current=False))
    for table in DERIVED:
        connection.execute(table.delete().where(table.c.paper_id == gone["id"]))


def move_copies(connection: Connection, old: str, new: str, slots: Collection[str] | None = None) -> None:
    """Copies of one paper become another's: all, or those of these slots. Documents and rulings stay as they are."""
    held = set(connection.scalars(select(copies.c.slot).where(copies.c.paper_id == new)))
    known = set(connection.scalars(select(copies.c.sha256).where(copies.c.paper_id == new)))
    for row in connection.execute(select(copies).where(copies.c.paper_id == old).order_by(copies.c.slot)).all():
        if slots is not None and row.slot not in slots:
            continue
        here = (copies.c.paper_id == old, copies.c.slot == row.slot)
        if row.sha256 is not None and row.sha256 in known:
            connection.execute(delete(copies).where(*here))
            continue
        # Two copies of a kind, as two records of one work have: the second keeps a place of its own.
        slot = row.slot if row.slot not in held else f"{row.slot} {short_hash(old, row.slot)[:6]}"
        connection.execute(update(copies).where(*here).values(paper_id=new, slot=slot))
        held.add(slot)
    connection.execute(delete(copy_searches).where(copy_searches.c.paper_id.in_((old, new))))
