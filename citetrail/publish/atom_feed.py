"""feed.atom: what people confirmed lately, and numbers that no longer stand, as an Atom feed (RFC 4287)."""

import sqlite3
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citetrail.publish.json_stream import rows
from citetrail.publish.use_numbers import Numbers
from citetrail.publish.values import xml_text
from citetrail.publish.wording import words

NAME = "feed.atom"
ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 100  # the newest; all uses stand in used-by.json


def write(release: sqlite3.Connection, path: Path, about: dict[str, Any], told: Numbers) -> None:
    """Ids are the same in every release: a reader shows an entry once, and again when it has changed."""
    ET.register_namespace("", ATOM)
    entries = sorted(_entries(release, about, told), key=lambda entry: (entry["updated"], entry["id"]), reverse=True)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", _id(about["slug"], "feed"))
    _add(feed, "title", about["title"])
    _add(feed, "updated", max([f"{about['day']}T00:00:00Z", *(entry["updated"] for entry in entries)]))
    _add(_add(feed, "author"), "name", about["publisher"] or words()["package"]["author"])
    _add(feed, "link", rel="alternate", href="used-by/index.html")
    _add(feed, "link", rel="self", href=NAME)
    for entry in entries[:ENTRIES]:
        element = _add(feed, "entry")
        for name in ("id", "title", "updated"):
            _add(element, name, entry[name])
        _add(element, "link", rel="alternate", href=entry["href"])
        _add(element, "summary", entry["summary"])
    ET.indent(feed)
    ET.ElementTree(feed).write(path, encoding="utf-8", xml_declaration=True)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = xml_text(text) or None
    return element


def _id(*parts: object) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(["urn:citetrail", *map(str, parts)])).urn


def _entries(release: sqlite3.Connection, about: dict[str, Any], told: Numbers) -> Iterator[dict[str, str]]:
    wording = words()["used_by"]
    query = (
        "SELECT u.use_id, u.member, u.role, u.decided_at, p.title, p.year, m.name FROM uses u "
        "JOIN papers p USING (paper_id) JOIN members m USING (member) WHERE u.status = 'verified' "
        "ORDER BY u.decided_at DESC, u.use_id LIMIT ?"
    )
    for row in rows(release, query, (ENTRIES,)):
        if (number := told.of.get(row["use_id"])) is None:
            continue
        role = words()["roles"][row["role"]].lower() if row["role"] else words()["evidence"]["uses"]
        yield {
            "id": _id(about["slug"], "use", number),
            "title": f"{number}: {row['title']}",
            "updated": row["decided_at"] or f"{about['day']}T00:00:00Z",
            "href": f"used-by/{row['member']}.html#use-{number}",
            "summary": f"{role} {row['name']}" + (f" ({row['year']})" if row["year"] else ""),
        }
    for tombstone in told.gone:
        key = "joined" if tombstone.joined else "withdrawn"
        yield {
            "id": _id(about["slug"], "use", tombstone.number),
            "title": f"{tombstone.number}: {wording['gone_title']}",
            "updated": f"{tombstone.gone_on}T00:00:00Z",
            "href": f"used-by/{tombstone.member}.html#use-{tombstone.number}",
            "summary": wording[key].format(number=tombstone.joined),
        }
