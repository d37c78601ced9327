"""Whether quotations from PDFs are what the stored page texts say."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby

from sqlalchemy import Engine

from citetrail.publish.people_named import is_covered
from citetrail.publish.values import quotation
from citetrail.records.batches import batches_of
from citetrail.records.vocabulary import Origin
from citetrail.store.documents import DocumentMissing, DocumentStore
from citetrail.store.engine import reading
from citetrail.store.evidence import quotes_of

# Quotations named in the message: enough to find the cause, few enough to read.
SHOWN = 5
# Quotations looked up at once: few queries, and memory that does not grow with the release.
BATCH = 500
Span = tuple[str, str, str, int, int, int]  # document, text version, evidence, page, start, end


def misquoted(tables: sqlite3.Connection, engine: Engine, documents: DocumentStore) -> Iterator[str]:
    """Quotations from PDFs that are not the page's text at their offsets, in the store or as published."""
    wrong: list[str] = []
    query = (
        "SELECT document, text_version, evidence_id, page, start, end FROM evidence "
        "WHERE origin = ? AND page IS NOT NULL ORDER BY document, text_version, evidence_id"
    )
    rows = tables.execute(query, (Origin.PDF,))
    with reading(engine) as connection, ThreadPoolExecutor(8) as pool:
        # A bucket answers slowly and many at a time; a local disk is fastest asked in turn.
        each = map if documents.url.startswith("file:") else pool.map
        for batch in batches_of(rows, BATCH):
            ids = [row[2] for row in batch]
            quotes = quotes_of(connection, ids)
            groups = [list(spans) for _, spans in groupby(batch, key=lambda span: span[:2])]
            for found in each(partial(_check, documents, quotes), groups):
                wrong += found
            wrong += _altered(tables, quotes)
    if wrong:
        more = " …" if len(wrong) > SHOWN else ""
        yield f"{len(wrong)} quotations are not what their page says: {'; '.join(wrong[:SHOWN])}{more}"


def _check(documents: DocumentStore, quotes: dict[str, str], spans: list[Span]) -> list[str]:
    sha, version = spans[0][:2]
    try:
        pages = documents.pages(sha, version)
    except DocumentMissing as error:
        return [f"{spans[0][2]} ({error})"]
    return [
        f"{key} (document {sha[:12]}, page {page})"
        for _, _, key, page, start, end in spans
        if not (0 < page <= len(pages)) or pages[page - 1][start:end] != quotes[key]
    ]


def _altered(tables: sqlite3.Connection, quotes: dict[str, str]) -> list[str]:
    """Published quotations that differ from the stored ones by more than control characters and what is covered."""
    marks = ", ".join("?" * len(quotes))
    query = f"SELECT evidence_id, quote FROM evidence WHERE evidence_id IN ({marks})"  # noqa: S608  (marks only)
    published = tables.execute(query, list(quotes))
    return [
        f"{key} (altered on the way)" for key, quote in published if not is_covered(quote, quotation(quotes[key]))
    ]
