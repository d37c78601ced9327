"""Making two papers one."""

from typing import Any

from sqlalchemy import Connection, select, update

from citetrail.store.sql import ignore_insert
from citetrail.store.tables import (
    affiliations,
    assessments,
    claims,
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
DERIVED = (pending, assessments, affiliations, funding)


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
        ignore_insert(connection, paper_keys), {"kind": "merged", "value": gone["id"], "paper_id": keep["id"]}
    )
    connection.execute(update(claims).where(claims.c.paper_id == gone["id"]).values(current=False))
    for table in DERIVED:
        connection.execute(table.delete().where(table.c.paper_id == gone["id"]))
