"""Whether organisations lie in the countries that they are said to be in."""

import sqlite3
from collections.abc import Iterator

from citetrail.publish.assertions import Assertions
from citetrail.publish.basemap import Country, countries
from citetrail.records.vocabulary import Precision

SHOWN = 5


def misplaced(tables: sqlite3.Connection, rules: Assertions) -> Iterator[str]:
    """Organisations whose point lies outside their country by more than the tolerance, or off the globe."""
    shapes = countries()
    wrong: list[str] = []
    query = (
        "SELECT lat, lng, country, min(organisation_id) FROM organisations "
        "WHERE lat IS NOT NULL AND lng IS NOT NULL AND precision <> ? GROUP BY 1, 2, 3 ORDER BY 4"
    )
    for lat, lng, country, organisation in tables.execute(query, (Precision.NONE,)):
        if not (-90 <= lat <= 90 and -180 <= lng <= 180):
            wrong.append(f"{organisation} at {lat}, {lng}")
            continue
        allowed = [shapes[c] for c in (country, *rules.also_inside.get(country, ())) if c in shapes]
        # Codes without a shape in the atlas cannot be checked.
        if country in shapes and not _inside(allowed, lng, lat, rules.tolerance_km):
            wrong.append(f"{organisation} at {lat}, {lng} is not in {country}")
    if wrong:
        more = " …" if len(wrong) > SHOWN else ""
        yield f"{len(wrong)} places lie outside their country: {'; '.join(wrong[:SHOWN])}{more}"


def _inside(allowed: list[Country], lng: float, lat: float, tolerance_km: float) -> bool:
    return any(c.contains(lng, lat) for c in allowed) or any(c.distance_km(lng, lat) <= tolerance_km for c in allowed)
