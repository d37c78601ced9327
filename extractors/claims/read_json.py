"""The JSON object that `citetrail read` prints for each file. Its shape is a contract: see the README."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from citetrail.records.organisations import Funding, OrganisationMatch, ResolvedAffiliation
from citetrail.records.readings import Reading
from citetrail.records.text import Box, Evidence, Span
from citetrail.records.usage import MemberUse, Mention, Usage
from citetrail.records.vocabulary import Origin, Sector

Boxes = Mapping[Span, tuple[Box, ...]]


def as_contract(file: str | Path, reading: Reading) -> dict[str, Any]:
    """One line of output for one file; a file that could not be read has its outcome and no guesses."""
    head: dict[str, Any] = {"file": str(file), "sha256": reading.sha256, "outcome": str(reading.outcome)}
    if reading.detail:
        head["detail"] = reading.detail
    if reading.header is None or reading.usage is None:
        return head | {"pages": reading.pages}
    affiliations = [row for a in reading.affiliations for row in _affiliation(a)]
    return head | {
        "pages": reading.pages,
        "title": reading.title,
        "usage": _usage(reading.usage, reading.boxes),
        "authors": _authors(reading),
        "affiliations": affiliations,
        "sectors": [str(s) for s in reading.sectors],
        "headline": str(reading.headline) if reading.headline else None,
        "funding": [_funding(f) for f in reading.funding],
    }


def _usage(usage: Usage, boxes: Boxes) -> dict[str, Any]:
    return {
        "verdict": str(usage.verdict),
        "score": round(usage.score, 4),
        "unresolved": usage.unresolved,
        "reasons": list(usage.reasons),
        "members": [_member(m, boxes) for m in usage.members],
        "mentions": [_mention(m, boxes) for m in usage.mentions],
        "unknown_datasets": [{"name": u.name, "page": u.page, "quote": u.quote} for u in usage.unknown_datasets],
    }


def _member(use: MemberUse, boxes: Boxes) -> dict[str, Any]:
    return {
        "member": use.member,
        "role": str(use.role),
        "score": round(use.score, 4),
        "reasons": list(use.reasons),
        "rule": use.rule,
        "evidence": [_evidence(e, boxes) for e in use.evidence],
    }


def _mention(mention: Mention, boxes: Boxes) -> dict[str, Any]:
    return {"member": mention.member, "role": str(mention.role)} | _evidence(mention.evidence, boxes)


def _evidence(evidence: Evidence, boxes: Boxes) -> dict[str, Any]:
    return {
        "page": evidence.page,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "section": evidence.section,
        "boxes": [[round(v, 2) for v in box] for box in boxes.get(evidence.span, ())],
    }


def _authors(reading: Reading) -> list[dict[str, Any]]:
    """Authors with indices into the list of affiliations as printed here (a string may fill several rows)."""
    assert reading.header is not None
    rows: list[list[int]] = []
    at = 0
    for affiliation in reading.affiliations:
        count = max(1, len(affiliation.matches))
        rows.append(list(range(at, at + count)))
        at += count
    return [
        {"name": a.name, "affiliations": [r for i in a.affiliations if i < len(rows) for r in rows[i]]}
        for a in reading.header.authors
    ]


def _affiliation(affiliation: ResolvedAffiliation) -> list[dict[str, Any]]:
    string = affiliation.string
    base: dict[str, Any] = {"raw": string.raw, "page": string.page}
    if string.note:
        base["note"] = string.note
    if string.origin != Origin.PDF:
        base["origin"] = str(string.origin)
    if not affiliation.matches:
        return [base | {"organisation": None, "method": "unresolved", "score": 0.0}]
    return [
        base | {"organisation": _organisation(m), "method": str(m.method), "score": round(m.score, 4)}
        for m in affiliation.matches
    ]


def _organisation(match: OrganisationMatch) -> dict[str, Any] | None:
    """Who, and where they were when they wrote this; where the organisation has its seat is a second fact."""
    found = match.organisation
    if found is None:
        if match.sector is Sector.UNKNOWN and match.country is None:
            return None
        # Only a sector or a place could be told: no identity is claimed.
        return {"id": None, "name": match.printed or None, "sector": str(match.sector)} | _place(match)
    return (
        {"id": found.id, "name": found.name}
        | _place(match)
        | {
            "seat": {
                "country": found.country,
                "city": found.city,
                "lat": found.lat,
                "lng": found.lng,
                "precision": str(found.precision),
            },
            "sector": str(found.sector),
            "tier": str(found.tier) if found.tier else None,
            "flags": list(found.flags),
            "basis": str(found.basis),
            "source": found.source,
            "source_confirmed": found.source_check.confirmed if found.source_check else None,
            "ror": found.ror,
        }
    )


def _place(match: OrganisationMatch) -> dict[str, Any]:
    place = match.place
    if place is None:
        return {"country": match.country, "city": None, "lat": None, "lng": None, "precision": "none"}
    told = {"country": place.country, "city": place.city, "lat": place.lat, "lng": place.lng}
    return told | {"precision": str(place.precision), "place_basis": str(place.basis)}


def _funding(funding: Funding) -> dict[str, Any]:
    return {
        "funder": funding.funder,
        "military": funding.military,
        "quote": funding.quote,
        "page": funding.page,
        "award": funding.grant,
    }
