"""Whether everything that a verified release calls military rests on more than a row that nobody checked."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Engine

from citetrail.records.vocabulary import Ground, Sector
from citetrail.store.military_grounds import is_confirmed, is_printed

# Rows named in the message: enough to find the cause, few enough to read.
SHOWN = 5


def groundless(tables: sqlite3.Connection, engine: Engine, target: str) -> Iterator[str]:
    """Military organisations and affiliations whose ground is missing, or is not what the store and the votes say."""
    wrong = [*_organisations(tables, engine, target), *_words(tables)]
    if wrong:
        more = " …" if len(wrong) > SHOWN else ""
        yield f"{len(wrong)} rows are military without a ground: {', '.join(wrong[:SHOWN])}{more}"


def _organisations(tables: sqlite3.Connection, engine: Engine, target: str) -> Iterator[str]:
    query = (
        "SELECT organisation_id, sector_ground, sector_claim_id FROM organisations "
        "WHERE sector = ? ORDER BY organisation_id"
    )
    with engine.connect() as connection:
        for organisation, ground, claim in tables.execute(query, (Sector.MILITARY,)):
            told = {
                Ground.PRINTED: lambda one=organisation: is_printed(connection, target, organisation=one),
                Ground.SOURCE: lambda one=organisation: is_confirmed(connection, one),
                Ground.REVIEWER: lambda one=claim: _names_source(tables, one),
            }.get(ground)
            if told is None or not told():
                yield organisation


def _words(tables: sqlite3.Connection) -> Iterator[str]:
    """Affiliations that no organisation answers to."""
    query = (
        "SELECT affiliation_id, sector_ground, claim_id FROM affiliations "
        "WHERE sector = ? AND organisation_id IS NULL ORDER BY affiliation_id"
    )
    for row, ground, claim in tables.execute(query, (Sector.MILITARY,)):
        if ground != Ground.PRINTED and not (ground == Ground.REVIEWER and _names_source(tables, claim)):
            yield row


def _names_source(tables: sqlite3.Connection, claim: str | None) -> bool:
    """Whether a vote that stands in the published log accepts the claim and names a source."""
    query = (
        "SELECT 1 FROM decisions WHERE claim_id = ? AND vote IN ('accept', 'correct') "
        "AND json_extract(correction, '$.source') IS NOT NULL "
        "AND decision_id NOT IN (SELECT undoes FROM decisions WHERE undoes IS NOT NULL)"
    )
    return tables.execute(query, (claim,)).fetchone() is not None
