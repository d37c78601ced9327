"""Rows of the markers: organisations at places, added up from the published affiliations."""

import sqlite3
from collections.abc import Iterator

from citetrail.publish.use_rows import PublishedRow
from citetrail.records.vocabulary import HEADLINE_ORDER, PlaceBasis, Sector, Status

# The best of what tells a marker's place, and the first of its sectors.
_BASES = ", ".join(f"('{basis}', {rank})" for rank, basis in enumerate(PlaceBasis))
_SECTORS = ", ".join(f"('{sector}', {rank})" for rank, sector in enumerate(HEADLINE_ORDER))
_QUERY = f"""
    WITH bases(basis, rank) AS (VALUES {_BASES}), sectors(sector, rank) AS (VALUES {_SECTORS})
    SELECT a.marker_id, a.organisation_id, coalesce(o.name, min(a.raw)), a.country, min(a.city), min(a.lat),
        min(a.lng), min(a.precision), min(b.rank), min(s.rank), o.sector_status, max(a.status = '{Status.VERIFIED}'),
        count(DISTINCT a.paper_id),
        count(DISTINCT CASE WHEN a.status = '{Status.VERIFIED}' AND p.use_status = '{Status.VERIFIED}'
            THEN a.paper_id END)
    FROM affiliations a JOIN papers p USING (paper_id) LEFT JOIN organisations o USING (organisation_id)
    JOIN bases b ON b.basis = a.place_basis JOIN sectors s ON s.sector = a.sector
    GROUP BY a.marker_id ORDER BY a.marker_id
"""  # noqa: S608  (our own vocabulary)


def marker_rows(release: sqlite3.Connection) -> Iterator[PublishedRow]:
    """One row for each organisation and place; words that no organisation answers to are markers of their own."""
    bases = tuple(PlaceBasis)
    for key, organisation, *told, basis, kind, status, confirmed, papers, sure in release.execute(_QUERY):
        sector = HEADLINE_ORDER[kind]
        if organisation is None and sector is not Sector.UNKNOWN:
            status = Status.VERIFIED if confirmed else Status.PROVISIONAL
        yield key, organisation, *told, bases[basis], sector, status, papers, sure
