"""Challenge participants as the map shows them: a kind of their own beside the organisations that wrote papers."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from citetrail.publish.values import several
from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import PlaceBasis, Sector

KIND = "participant"
_ROWS = (
    "SELECT coalesce(p.organisation_id, p.name), p.organisation_id, p.name, p.country, p.city, p.lat, p.lng, "
    "p.precision, e.title, e.date, e.member, p.team, p.affiliation, p.won, p.standing, p.source, p.source_confirmed, "
    "p.source_words FROM participants p JOIN events e USING (event_id) WHERE p.name IS NOT NULL "
    "ORDER BY 1, e.date, p.won DESC, p.team, p.participant_id"
)
_PLACED = 8  # columns that tell the organisation and its place


def countries(release: sqlite3.Connection) -> list[str]:
    """The countries in which participants have their seats."""
    return [code for (code,) in release.execute("SELECT DISTINCT country FROM participants WHERE country <> ''")]


def indexed_participants(release: sqlite3.Connection) -> Iterator[list[Any]]:
    """Marker, organisation, place, and each team: challenge, date, member, team, words, won, standing, source."""
    for told, teams in _organisations(release):
        key, organisation, name, country, city, lat, lng, _ = told
        where = (round(lat, 5), round(lng, 5))
        yield [_marker(key), organisation, name, country, city, *where, [list(team) for team in teams]]


def participant_features(release: sqlite3.Connection, columns: list[str]) -> Iterator[dict[str, Any]]:
    """GeoJSON features with the properties that the organisations' features have, and those of their own kind.

    `won` is 0 or 1: programs that guess a column's type take booleans for several.
    """
    for told, teams in _organisations(release):
        key, organisation, name, country, city, lat, lng, precision = told
        properties = dict.fromkeys(columns) | {
            "marker_id": _marker(key),
            "organisation_id": organisation,
            "name": name,
            "country": country,
            "city": city,
            "place_basis": str(PlaceBasis.SEAT),
            "sector": str(Sector.UNKNOWN),
            "papers": 0,
            "papers_verified": 0,
            "source": teams[0][7],
            "status": "sourced" if any(team[8] for team in teams) else "unconfirmed",
            "kind": KIND,
            "challenges": several(dict.fromkeys(team[0] for team in teams)),
            "teams": several(dict.fromkeys(team[3] for team in teams)),
            "won": int(any(team[5] for team in teams)),
            "geo_precision": precision,
        }
        point = {"type": "Point", "coordinates": [round(lng, 5), round(lat, 5)]}
        yield {"type": "Feature", "id": properties["marker_id"], "geometry": point, "properties": properties}


def table_of_participants(release: sqlite3.Connection, event_id: str) -> list[dict[str, Any]]:
    """The teams of a challenge for the report, those ranked first before the others, unnamed ones last."""
    query = (
        "SELECT team, won, standing, source, source_confirmed, source_words, affiliation, "
        "json_group_array(json_array(name, coalesce(organisation_id, name), country)) AS organisations "
        "FROM participants WHERE event_id = ? GROUP BY team, standing, source "
        "ORDER BY won DESC, max(name IS NULL), team, standing"
    )
    cursor = release.execute(query, (event_id,))
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    for row in found:
        told = [one for one in json.loads(row["organisations"]) if one[0]]
        row["organisations"] = [(name, _marker(key), country) for name, key, country in sorted(told)]
    return found


def _marker(key: str) -> str:
    return short_hash("participant marker", key)


def _organisations(release: sqlite3.Connection) -> Iterator[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]:
    """Each organisation with its place, and its teams."""
    for _, rows in groupby(release.execute(_ROWS), key=lambda row: row[0]):
        found = list(rows)
        yield found[0][:_PLACED], [row[_PLACED:] for row in found]
