"""entities.ftm.json: the release as FollowTheMoney entities, one a line, as OpenAleph loads them.

Its library drops in silence every value that does not fit a property's type and every entity id with a colon, so
ids, countries, times and topics are written as it keeps them. A dataset or model has no schema there: `Document`
is the nearest. The PDF's SHA-256 stands in the notes: Aleph takes `contentHash` for the key of a file in its archive.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citetrail.publish.json_stream import rows, write_lines
from citetrail.publish.mapdata import landing_page, split
from citetrail.records.vocabulary import Sector, Status

Entity = dict[str, Any]
# Topics are for what people confirmed: whoever filters by them sees no status.
_TOPICS = {Sector.MILITARY: "mil", Sector.GOVERNMENT: "gov"}

_PAPERS = """SELECT * FROM papers WHERE use_status IN ('verified', 'provisional')
    OR paper_id IN (SELECT paper_id FROM evidence) ORDER BY rowid"""
# With the first of the quotations that a use rests on.
_USES = """SELECT u.use_id, u.paper_id, u.member, u.role, u.status, u.decided_at, e.quote, e.url AS quoted_at
    FROM uses u LEFT JOIN evidence e
    ON e.evidence_id = substr(u.evidence_ids, 1, instr(u.evidence_ids || ';', ';') - 1) ORDER BY u.rowid"""
_QUOTATIONS = """SELECT evidence_id, paper_id, quote, page, section, start, end, url, retrieved_at, origin
    FROM evidence ORDER BY rowid"""
_AFFILIATIONS = """SELECT a.affiliation_id, a.paper_id, a.organisation_id, a.raw, a.country, a.status, a.note, e.url
    FROM affiliations a LEFT JOIN evidence e USING (evidence_id)
    WHERE a.organisation_id IS NOT NULL ORDER BY a.rowid"""
_NOT_KEPT = re.compile(r"[^0-9A-Za-z.-]")


def write(release: sqlite3.Connection, path: Path) -> None:
    """Family, organisations and papers first; then the quotations, mentions and links between them."""
    write_lines(path, _entities(release))


def _entities(release: sqlite3.Connection) -> Iterator[Entity]:
    for row in rows(release, "SELECT * FROM members ORDER BY rowid"):
        yield member(row)
    for row in rows(release, "SELECT * FROM organisations ORDER BY rowid"):
        yield organisation(row)
    for row in rows(release, _PAPERS):
        yield paper(row)
    for row in rows(release, _QUOTATIONS):
        yield quotation(row)
    for row in rows(release, _USES):
        yield use(row, (row["quote"] or "", row["quoted_at"]))
    for row in rows(release, _AFFILIATIONS):
        yield mention(row)
        yield affiliation(row)


def entity_id(kind: str, key: str) -> str:
    """An id that FollowTheMoney keeps: letters, digits, full stops and hyphens only."""
    kept = key if key.isascii() and key.isalnum() else _NOT_KEPT.sub("-", key).strip("-.")
    return f"ct-{kind}-{kept}"


def _entity(kind: str, key: str, schema: str, **told: str | int | list[str] | None) -> Entity:
    properties: dict[str, list[str]] = {}
    for name, value in told.items():
        if value.__class__ is str:  # nearly all are: half a million entities of a dozen properties each
            if value:
                properties[name] = [value]
        elif isinstance(value, list):
            if value:
                properties[name] = list(dict.fromkeys(value))  # as the library reads them: each value once
        elif value not in (None, ""):
            properties[name] = [str(value)]
    return {"id": entity_id(kind, key), "schema": schema, "properties": properties}


def member(row: dict[str, Any]) -> Entity:
    """A dataset or model of the family."""
    return _entity(
        "member", row["member"], "Document",
        title=row["name"], fileName=row["member"], keywords=[row["kind"]], summary=row["note"],
        publisher=row["host"], sourceUrl=row["url"], publishedAt=row["year"],
    )  # fmt: skip


def organisation(row: dict[str, Any]) -> Entity:
    """An organisation; its sector as text with its status, as a topic only when people confirmed it."""
    verified = row["sector_status"] == Status.VERIFIED
    return _entity(
        "organisation", row["organisation_id"], "Organization",
        name=row["name"], country=_country(row["country"]), address=row["city"], sourceUrl=row["ror"],
        sector=row["sector"], status=row["sector_status"], keywords=split(row["flags"]),
        topics=_TOPICS.get(row["sector"]) if verified else None,
        program=split(row["designations"]), notes=[f"organisation: {row['organisation_id']}"],
    )  # fmt: skip


def paper(row: dict[str, Any]) -> Entity:
    """A paper."""
    hashed = [f"SHA-256 of the PDF: {row['document']}"] if row["document"] else []
    return _entity(
        "paper", row["paper_id"], "Article",
        title=row["title"], fileName=row["paper_id"], author=split(row["authors"]), publisher=row["venue"],
        publishedAt=row["published_on"] or row["year"], retrievedAt=_time(row["retrieved_at"]),
        sourceUrl=landing_page(row["url"], row["doi"], row["arxiv_id"]),
        keywords=[row["use_status"], *split(row["members"])],
        notes=[*hashed, *(f"{kind}: {row[kind]}" for kind in ("doi", "arxiv_id", "s2_id") if row[kind])],
    )  # fmt: skip


def quotation(row: dict[str, Any]) -> Entity:
    """A verbatim quotation, with the paper as its proof and the address that it was taken from."""
    place = ", ".join(f"{name} {row[name]}" for name in ("page", "section", "start", "end") if row[name] is not None)
    source = entity_id("paper", row["paper_id"])
    return _entity(
        "evidence", row["evidence_id"], "Note",
        description=row["quote"], summary=place, entity=source, proof=source, sourceUrl=row["url"],
        retrievedAt=_time(row["retrieved_at"]), keywords=row["origin"], notes=[f"evidence: {row['evidence_id']}"],
    )  # fmt: skip


def use(row: dict[str, Any], quoted: tuple[str, str | None]) -> Entity:
    """The paper documents that it used the member."""
    return _entity(
        "use", row["use_id"], "Documentation",
        document=entity_id("paper", row["paper_id"]), entity=entity_id("member", row["member"]),
        role=row["role"], status=row["status"], date=_time(row["decided_at"]), recordId=row["use_id"],
        summary=quoted[0], sourceUrl=quoted[1],
    )  # fmt: skip


def mention(row: dict[str, Any]) -> Entity:
    """The words on the paper that name the organisation."""
    return _entity(
        "mention", row["affiliation_id"], "Mention",
        document=entity_id("paper", row["paper_id"]), resolved=entity_id("organisation", row["organisation_id"]),
        name=row["raw"], detectedSchema="Organization", contextCountry=_country(row["country"]),
    )  # fmt: skip


def affiliation(row: dict[str, Any]) -> Entity:
    """The same as a link with status and address, which mentions cannot carry."""
    return _entity(
        "affiliation", row["affiliation_id"], "Documentation",
        document=entity_id("paper", row["paper_id"]), entity=entity_id("organisation", row["organisation_id"]),
        role="affiliation", status=row["status"], recordId=row["affiliation_id"], summary=row["raw"],
        description=row["note"], sourceUrl=row["url"],
    )  # fmt: skip


def _country(code: str | None) -> str | None:
    return code.lower() if code else None


def _time(stamp: str | None) -> str | None:
    """UTC without the letter for it, which the library would take away."""
    return stamp.removesuffix("Z") if stamp else None
