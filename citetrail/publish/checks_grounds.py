"""Whether everything that a verified release calls military rests on more than a row that nobody checked."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection, Engine

from citetrail.publish.military_ground import named_in_print, source_named, words_in_print
from citetrail.records.counted import counted
from citetrail.records.vocabulary import Ground, Sector
from citetrail.store.engine import reading
from citetrail.store.military_grounds import is_confirmed

# Rows named in the message: enough to find the cause, few enough to read.
SHOWN = 5


def groundless(tables: sqlite3.Connection, engine: Engine, target: str) -> Iterator[str]:
    """Military organisations and affiliations whose ground is missing, or is not what the store and the votes say."""
    with reading(engine) as connection:
        wrong = [*_organisations(tables, connection, target), *_words(tables, connection, target)]
    if wrong:
        more = " …" if len(wrong) > SHOWN else ""
        many = counted(len(wrong), "row is", "rows are")
        yield f"{many} military without a ground: {', '.join(wrong[:SHOWN])}{more}"


def _organisations(tables: sqlite3.Connection, connection: Connection, target: str) -> Iterator[str]:
    query = (
        "SELECT organisation_id, sector_ground, sector_claim_id FROM organisations "
        "WHERE sector = ? ORDER BY organisation_id"
    )
    for organisation, ground, claim in tables.execute(query, (Sector.MILITARY,)):
        told = {
            Ground.PRINTED: lambda one=organisation: named_in_print(connection, target, one),
            Ground.SOURCE: lambda one=organisation: is_confirmed(connection, one),
            Ground.REVIEWER: lambda one=claim: source_named(connection, one),
        }.get(ground)
        if told is None or not told():
            yield organisation


def _words(tables: sqlite3.Connection, connection: Connection, target: str) -> Iterator[str]:
    """Affiliations that no organisation answers to."""
    query = (
        "SELECT affiliation_id, sector_ground, claim_id FROM affiliations "
        "WHERE sector = ? AND organisation_id IS NULL ORDER BY affiliation_id"
    )
    for row, ground, claim in tables.execute(query, (Sector.MILITARY,)):
        told = {
            Ground.PRINTED: lambda one=claim: words_in_print(connection, target, one),
            Ground.REVIEWER: lambda one=claim: source_named(connection, one),
        }.get(ground)
        if told is None or not told():
            yield row
