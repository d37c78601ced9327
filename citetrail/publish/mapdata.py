"""What the map knows: map.geojson for other programs, and the page's own compact form."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from citetrail.publish.basemap import names
from citetrail.publish.map_participants import countries, participant_features
from citetrail.publish.wording import spoken
from citetrail.records.vocabulary import Role, Status

BLOCK = 256  # papers or markers whose details the page parses together
_IN_ADDRESSES = "/:()._-~!$&'*,=@+"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What the features of challenge participants tell; the same properties in the same order on every other feature.
NO_PARTICIPANT = {"kind": "user", "challenges": None, "teams": None, "won": 0}
QUOTES = 3  # quotations shown for one use; all of them stand in evidence.csv


def split(cell: str | None) -> list[str]:
    return cell.split(";") if cell else []


def write_geojson(release: sqlite3.Connection, path: Path) -> None:
    """RFC 7946: one feature an organisation and place, with its own id, in the order of the ids; participants of
    challenges among them.

    Properties are as in the tables, lists joined by semicolons: programs that guess a column's type from the first
    feature guess the same of every release. A marker without a known city keeps `geometry: null`.
    """
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for number, feature in enumerate(_features(release)):
            out.write((",\n" if number else "\n") + _encode(feature))
        out.write("\n]}\n")


def _features(release: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    cursor = release.execute(
        "SELECT m.*, o.ror, o.country AS seat_country, o.city AS seat_city, o.tier, o.flags, o.basis, o.source, "
        "o.sector_ground, o.designations, o.designations_at_paper_dates, "
        "CASE WHEN m.papers_verified THEN 'verified' ELSE 'provisional' END AS status "
        "FROM markers m LEFT JOIN organisations o USING (organisation_id) ORDER BY m.marker_id"
    )
    columns = [c[0] for c in cursor.description]
    beside = participant_features(release, [c for c in columns if c not in ("lat", "lng", "precision")])
    yield from merge(_users(cursor, columns), sorted(beside, key=_own_id), key=_own_id)


def _own_id(feature: dict[str, Any]) -> str:
    return str(feature["id"])


def _users(cursor: sqlite3.Cursor, columns: list[str]) -> Iterator[dict[str, Any]]:
    for values in cursor:
        row = dict(zip(columns, values, strict=True))
        lat, lng, precision = row.pop("lat"), row.pop("lng"), row.pop("precision")
        point = {"type": "Point", "coordinates": [round(lng, 5), round(lat, 5)]} if lat is not None else None
        properties = {**row, **NO_PARTICIPANT, "geo_precision": precision}
        yield {"type": "Feature", "id": row["marker_id"], "geometry": point, "properties": properties}


def number_papers(release: sqlite3.Connection) -> None:
    """Number the papers with a place on the map, in the order of their ids; the page knows them by these numbers."""
    release.execute("DROP TABLE IF EXISTS temp.on_map")
    release.execute("CREATE TEMP TABLE on_map (number INTEGER PRIMARY KEY, paper_id TEXT UNIQUE, year INTEGER)")
    release.execute("BEGIN")
    release.execute(
        "INSERT INTO on_map (paper_id, year) SELECT paper_id, year FROM papers WHERE paper_id IN "
        "(SELECT paper_id FROM affiliations) ORDER BY paper_id"
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


def copies_disagree(release: sqlite3.Connection) -> bool:
    """Whether copies of any numbered paper disagree."""
    return release.execute("SELECT 1 FROM copies JOIN on_map USING (paper_id) LIMIT 1").fetchone() is not None


def page_words(release: sqlite3.Connection) -> dict[str, Any]:
    """What the numbers in the index stand for: members, roles, countries."""
    members = list(release.execute("SELECT member, name FROM members ORDER BY member"))
    shown = release.execute("SELECT DISTINCT country FROM markers WHERE country <> ''")
    codes = sorted({code for (code,) in shown} | set(countries(release)))
    known = names(spoken())
    return {
        "blockSize": BLOCK,
        "members": [slug for slug, _ in members],
        "memberNames": [name for _, name in members],
        "roles": [str(r) for r in Role],
        "countries": {code: known.get(code, code) for code in codes},
    }


def indexed_papers(release: sqlite3.Connection, told: dict[str, Any]) -> Iterator[list[Any]]:
    """Year and uses of the numbered papers, in their order, as small numbers; then a 1 where copies disagree."""
    places = {slug: number for number, slug in enumerate(told["members"])}
    query = (
        "SELECT m.number, m.year, m.paper_id IN (SELECT paper_id FROM copies), u.member, u.role, u.status "
        "FROM on_map m LEFT JOIN uses u USING (paper_id) ORDER BY m.number, u.use_id"
    )
    for (_, year, disagree), uses in groupby(release.execute(query), key=lambda row: row[:3]):
        yield [
            year,
            [
                [places[member], told["roles"].index(role) if role else -1, int(status == Status.VERIFIED)]
                for *_, member, role, status in uses
                if member is not None
            ],
            *([1] if disagree else []),
        ]


def indexed_markers(release: sqlite3.Connection) -> Iterator[list[Any]]:
    """The markers with their place, sector, and the numbers of their papers, doubled, odd where verified."""
    links = (
        "SELECT a.marker_id, (m.number - 1) * 2 + max(a.status = 'verified' AND p.use_status = 'verified') "
        "FROM affiliations a JOIN papers p USING (paper_id) JOIN on_map m USING (paper_id) "
        "GROUP BY a.marker_id, m.number ORDER BY a.marker_id, m.number"
    )
    query = (
        "SELECT marker_id, organisation_id, name, country, city, lat, lng, precision, place_basis, sector, "
        "sector_status FROM markers ORDER BY marker_id"
    )
    # Every marker has affiliations, and both come in the order of the markers.
    linked = groupby(release.execute(links), key=itemgetter(0))
    for marker, (of, papers) in zip(release.execute(query), linked, strict=True):
        key, organisation, name, country, city, lat, lng, *told = marker
        if of != key:
            raise ValueError(f"marker {key} has no affiliation, or affiliations name marker {of}, which is not there")
        where = (round(lat, 5), round(lng, 5)) if lat is not None else (None, None)
        yield [key, organisation, name, country, city, *where, *told, [number for _, number in papers]]


def marker_blocks(release: sqlite3.Connection) -> Iterator[list[Any]]:
    """What is known of the organisations of the markers, a block of markers at a time."""
    query = (
        "SELECT o.tier, o.flags, o.basis, o.source, o.designations, o.ror, o.country, o.city, o.sector_ground, "
        "o.source_confirmed "
        "FROM markers m LEFT JOIN organisations o USING (organisation_id) ORDER BY m.marker_id"
    )
    yield from _blocks(
        [tier, split(flags), basis, source, split(designations), *seat_and_grounds]
        for tier, flags, basis, source, designations, *seat_and_grounds in release.execute(query)
    )


def paper_blocks(release: sqlite3.Connection) -> Iterator[list[Any]]:
    """Titles, authors, uses with quotations and affiliations as printed, a block of papers at a time.

    Then, where copies of a paper disagree, in what.
    """
    query = (
        "SELECT m.number, p.title, p.url, p.doi, p.arxiv_id, p.authors FROM on_map m CROSS JOIN papers p "
        "USING (paper_id) WHERE m.number BETWEEN ? AND ? ORDER BY m.number"
    )
    (last,) = release.execute("SELECT coalesce(max(number), 0) FROM on_map").fetchone()
    for first in range(1, last + 1, BLOCK):
        span = (first, first + BLOCK - 1)
        uses, printed, apart = _uses(release, span), _printed(release, span), _apart(release, span)
        yield [
            [
                *(title, landing_page(url, doi, arxiv), split(authors), uses.get(n, []), printed.get(n, [])),
                *([apart[n]] if n in apart else []),
            ]
            for n, title, url, doi, arxiv, authors in release.execute(query, span)
        ]


Span = tuple[int, int]  # of the papers' numbers
ByNumber = dict[int, list[list[Any]]]


def _of_papers(release: sqlite3.Connection, table: str, columns: str, key: str, span: Span) -> Iterator[Any]:
    """The rows of a table about the papers of a span, in their order, each with the paper's number before it."""
    query = (
        f"SELECT m.number, {columns} FROM on_map m CROSS JOIN {table} t USING (paper_id) "  # noqa: S608  (our own names)
        f"WHERE m.number BETWEEN ? AND ? ORDER BY m.number, t.{key}"
    )
    return iter(release.execute(query, span))


def _uses(release: sqlite3.Connection, span: Span) -> ByNumber:
    """Member, role, status and quotations of each use."""
    told = [
        (number, use, split(evidence_ids)[:QUOTES])
        for number, *use, evidence_ids in _of_papers(
            release, "uses", "t.member, t.role, t.status, t.evidence_ids", "use_id", span
        )
    ]
    quotes = _quotes(release, {key for *_, ids in told for key in ids})
    found: ByNumber = {}
    for number, use, ids in told:
        found.setdefault(number, []).append([*use, [quotes[key] for key in ids if key in quotes]])
    return found


def _quotes(release: sqlite3.Connection, ids: set[str]) -> dict[str, list[Any]]:
    """Quotations by id."""
    query = (
        "SELECT evidence_id, quote, match_start, match_end, page, section, url, origin, document "
        "FROM json_each(?) CROSS JOIN evidence ON evidence_id = value"
    )
    return {key: told for key, *told in release.execute(query, (json.dumps(sorted(ids)),))}


def _printed(release: sqlite3.Connection, span: Span) -> ByNumber:
    """Marker, words, authors, note, status and page of each affiliation."""
    page = "(SELECT page FROM evidence e WHERE e.evidence_id = t.evidence_id)"
    columns = f"t.marker_id, t.raw, t.authors, t.note, t.status, {page}, t.origin"
    found: ByNumber = {}
    for number, marker, raw, authors, *told in _of_papers(release, "affiliations", columns, "affiliation_id", span):
        found.setdefault(number, []).append([marker, raw, split(authors), *told])
    return found


def _apart(release: sqlite3.Connection, span: Span) -> ByNumber:
    """Statement and status of each difference between copies."""
    found: ByNumber = {}
    for number, *told in _of_papers(release, "copies", "t.statement, t.status", "difference_id", span):
        found.setdefault(number, []).append(told)
    return found


def landing_page(url: str | None, doi: str | None, arxiv: str | None) -> str | None:
    """The most lasting address that is known. What would end or part an address within a DOI is encoded."""
    if doi:
        return f"https://doi.org/{quote(doi, safe=_IN_ADDRESSES)}"
    return f"https://arxiv.org/abs/{arxiv}" if arxiv else url


def _blocks(entries: Iterable[list[Any]]) -> Iterator[list[Any]]:
    block: list[Any] = []
    for entry in entries:
        block.append(entry)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block
