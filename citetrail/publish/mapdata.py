"""What the map knows: map.geojson for other programs, and the page's own compact form."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from citetrail.publish.basemap import countries, names
from citetrail.records.vocabulary import Precision, Role, Status

BLOCK = 256  # papers or organisations whose details the page parses together
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
QUOTES = 3  # quotations shown for one use; all of them stand in evidence.csv

Place = tuple[float, float]  # longitude, latitude


def split(cell: str | None) -> list[str]:
    return cell.split(";") if cell else []


def place_of(lat: float | None, lng: float | None, precision: str, country: str | None) -> Place | None:
    """Where a marker may stand; the middle of the country when only that is known, None when not even that."""
    if precision == Precision.NONE:
        return None
    if lat is not None and lng is not None:
        return round(lng, 5), round(lat, 5)
    known = countries().get(country or "")
    return known.middle() if known and precision == Precision.COUNTRY else None


def write_geojson(release: sqlite3.Connection, path: Path) -> None:
    """RFC 7946: one feature an organisation, with its own id, in the order of the ids.

    An organisation without a known place keeps `geometry: null`. Where `geo_precision` is country the point is
    the middle of the country and says nothing of where the organisation is.
    """
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for number, feature in enumerate(_features(release)):
            out.write((",\n" if number else "\n") + _encode(feature))
        out.write("\n]}\n")


def _features(release: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    cursor = release.execute("SELECT * FROM organisations ORDER BY organisation_id")
    columns = [c[0] for c in cursor.description]
    for values in cursor:
        row = dict(zip(columns, values, strict=True))
        place = place_of(row.pop("lat"), row.pop("lng"), row["precision"], row["country"])
        precision = row.pop("precision")
        if place is None:
            precision = Precision.NONE
        for name in ("flags", "designations", "designations_at_paper_dates"):
            row[name] = split(row[name])
        yield {
            "type": "Feature",
            "id": row["organisation_id"],
            "geometry": {"type": "Point", "coordinates": list(place)} if place else None,
            "properties": {**row, "geo_precision": str(precision), "status": _status(row["papers_verified"])},
        }


def _status(papers_verified: int) -> str:
    return str(Status.VERIFIED if papers_verified else Status.PROVISIONAL)


def number_papers(release: sqlite3.Connection) -> None:
    """Number the papers with a place on the map, in the order of their ids; the page knows them by these numbers."""
    release.execute("DROP TABLE IF EXISTS temp.on_map")
    release.execute("CREATE TEMP TABLE on_map (number INTEGER PRIMARY KEY, paper_id TEXT UNIQUE, year INTEGER)")
    release.execute("BEGIN")
    release.execute(
        "INSERT INTO on_map (paper_id, year) SELECT paper_id, year FROM papers WHERE paper_id IN "
        "(SELECT paper_id FROM affiliations WHERE organisation_id IS NOT NULL) ORDER BY paper_id"
    )
    release.execute("COMMIT")


def years(release: sqlite3.Connection) -> list[int]:
    """The years of the numbered papers."""
    return [year for (year,) in release.execute("SELECT DISTINCT year FROM on_map WHERE year ORDER BY 1")]


def roles(release: sqlite3.Connection) -> list[str]:
    """The roles in which the numbered papers use the data."""
    query = "SELECT DISTINCT u.role FROM uses u JOIN on_map USING (paper_id)"
    used = {role for (role,) in release.execute(query)}
    return [str(r) for r in Role if r in used]


def page_words(release: sqlite3.Connection) -> dict[str, Any]:
    """What the numbers in the index stand for: members, roles, countries."""
    members = list(release.execute("SELECT member, name FROM members ORDER BY member"))
    shown = release.execute("SELECT DISTINCT country FROM organisations WHERE country <> '' ORDER BY 1")
    known = names()
    return {
        "blockSize": BLOCK,
        "members": [slug for slug, _ in members],
        "memberNames": [name for _, name in members],
        "roles": [str(r) for r in Role],
        "countries": {code: known.get(code, code) for (code,) in shown},
    }


def indexed_papers(release: sqlite3.Connection, told: dict[str, Any]) -> Iterator[list[Any]]:
    """Year and uses of the numbered papers, in their order, as small numbers."""
    places = {slug: number for number, slug in enumerate(told["members"])}
    query = (
        "SELECT m.number, m.year, u.member, u.role, u.status FROM on_map m LEFT JOIN uses u USING (paper_id) "
        "ORDER BY m.number, u.use_id"
    )
    for (_, year), uses in groupby(release.execute(query), key=lambda row: row[:2]):
        yield [
            year,
            [
                [places[member], told["roles"].index(role) if role else -1, int(status == Status.VERIFIED)]
                for _, _, member, role, status in uses
                if member is not None
            ],
        ]


def indexed_organisations(release: sqlite3.Connection) -> Iterator[list[Any]]:
    """The organisations with their place, sector, and the numbers of their papers, doubled, odd where verified."""
    links = (
        "SELECT (m.number - 1) * 2 + max(a.status = 'verified' AND p.use_status = 'verified') "
        "FROM affiliations a JOIN papers p USING (paper_id) JOIN on_map m USING (paper_id) "
        "WHERE a.organisation_id = ? GROUP BY m.number ORDER BY m.number"
    )
    query = (
        "SELECT organisation_id, name, country, city, lat, lng, precision, sector, sector_status "
        "FROM organisations ORDER BY organisation_id"
    )
    for key, name, country, city, lat, lng, precision, sector, status in release.execute(query):
        place = place_of(lat, lng, precision, country)
        where = (place[1], place[0]) if place else (None, None)
        kind = precision if place else str(Precision.NONE)
        papers = [number for (number,) in release.execute(links, (key,))]
        yield [key, name, country, city, *where, kind, sector, status, papers]


def organisation_blocks(release: sqlite3.Connection) -> Iterator[list[Any]]:
    query = "SELECT tier, flags, basis, source, designations, ror FROM organisations ORDER BY organisation_id"
    yield from _blocks(
        [tier, split(flags), basis, source, split(designations), ror]
        for tier, flags, basis, source, designations, ror in release.execute(query)
    )


def paper_blocks(release: sqlite3.Connection) -> Iterator[list[Any]]:
    """Titles, uses and quotations, a block at a time."""
    query = (
        "SELECT p.paper_id, p.title, p.url, p.doi, p.arxiv_id, u.member, u.role, u.status, u.evidence_ids "
        "FROM papers p JOIN uses u USING (paper_id) WHERE p.paper_id IN "
        "(SELECT paper_id FROM affiliations WHERE organisation_id IS NOT NULL) ORDER BY p.paper_id, u.use_id"
    )
    quotes = release.cursor()
    yield from _blocks(_paper_details(release.execute(query), quotes))


def _paper_details(rows: Iterable[Any], cursor: sqlite3.Cursor) -> Iterator[list[Any]]:
    current: str | None = None
    entry: list[Any] = []
    for paper, title, url, doi, arxiv, member, role, status, evidence_ids in rows:
        if paper != current:
            if current is not None:
                yield entry
            current, entry = paper, [title, landing_page(url, doi, arxiv), []]
        shown = split(evidence_ids)[:QUOTES]
        entry[2].append([member, role, status, [q for e in shown for q in _quote(cursor, e)]])
    if current is not None:
        yield entry


def landing_page(url: str | None, doi: str | None, arxiv: str | None) -> str | None:
    """The most lasting address that is known."""
    if doi:
        return f"https://doi.org/{doi}"
    return f"https://arxiv.org/abs/{arxiv}" if arxiv else url


def _quote(cursor: sqlite3.Cursor, evidence_id: str) -> Iterator[list[Any]]:
    columns = "quote, match_start, match_end, page, section, url, origin, document"
    query = f"SELECT {columns} FROM evidence WHERE evidence_id = ?"  # noqa: S608  (our own names)
    for row in cursor.execute(query, (evidence_id,)):
        yield list(row)


def _blocks(entries: Iterable[list[Any]]) -> Iterator[list[Any]]:
    block: list[Any] = []
    for entry in entries:
        block.append(entry)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block
