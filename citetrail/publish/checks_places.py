"""Whether places lie in the countries that they are said to be in, and markers say what affiliations say."""

import sqlite3
from collections.abc import Iterator

from citetrail.publish.assertions import Assertions
from citetrail.publish.basemap import Country, countries
from citetrail.records.counted import counted

# Rows named in the message: enough to find the cause, few enough to read.
SHOWN = 5


def misplaced(tables: sqlite3.Connection, rules: Assertions) -> Iterator[str]:
    """Points that lie outside their country by more than the tolerance, and markers that say another place."""
    for table, key in (("organisations", "organisation_id"), ("affiliations", "affiliation_id")):
        yield from _outside(tables, rules, table, key)
    yield from _contradicted(tables)


def _outside(tables: sqlite3.Connection, rules: Assertions, table: str, key: str) -> Iterator[str]:
    """Rows of a table whose point is off the globe or not in the country that the row names."""
    shapes = countries()
    wrong: list[str] = []
    query = (
        f"SELECT lat, lng, country, min({key}) FROM {table} "  # noqa: S608  (our own names)
        "WHERE lat IS NOT NULL AND lng IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 4"
    )
    for lat, lng, country, row in tables.execute(query):
        if not (-90 <= lat <= 90 and -180 <= lng <= 180):
            wrong.append(f"{row} at {lat}, {lng}")
            continue
        allowed = [shapes[c] for c in (country, *rules.also_inside.get(country, ())) if c in shapes]
        # Codes without a shape in the atlas cannot be checked.
        if country in shapes and not _inside(allowed, lng, lat, rules.tolerance_km):
            wrong.append(f"{row} at {lat}, {lng} is not in {country}")
    if wrong:
        yield f"{len(wrong)} places of {table} lie outside their country: {_some(wrong)}"


def _contradicted(tables: sqlite3.Connection) -> Iterator[str]:
    """Markers whose country is not that of an affiliation they stand for; papers whose countries are not theirs."""
    query = (
        "SELECT a.affiliation_id, a.country, m.country FROM affiliations a JOIN markers m USING (marker_id) "
        "WHERE a.country IS NOT m.country ORDER BY 1"
    )
    wrong = [f"{row} is in {printed}, its marker in {drawn}" for row, printed, drawn in tables.execute(query)]
    if wrong:
        yield f"{len(wrong)} markers are in another country than the affiliation: {_some(wrong)}"
    query = (
        "SELECT p.paper_id, p.countries, (SELECT group_concat(country, ';') FROM (SELECT DISTINCT country FROM "
        "affiliations a WHERE a.paper_id = p.paper_id AND country IS NOT NULL ORDER BY country)) AS found "
        "FROM papers p WHERE p.countries IS NOT found ORDER BY 1"
    )
    wrong = [f"{paper} says {told}, its affiliations {found}" for paper, told, found in tables.execute(query)]
    if wrong:
        many = counted(len(wrong), "paper names", "papers name")
        yield f"{many} other countries than the affiliations: {_some(wrong)}"


def _some(wrong: list[str]) -> str:
    return "; ".join(wrong[:SHOWN]) + (" …" if len(wrong) > SHOWN else "")


def _inside(allowed: list[Country], lng: float, lat: float, tolerance_km: float) -> bool:
    return any(c.contains(lng, lat) for c in allowed) or any(c.is_near(lng, lat, tolerance_km) for c in allowed)
