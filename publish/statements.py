"""One row for each published fact: what is said of whom, what it was before, where it stands, who decided."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from publish.gather import Gathered, Place, PublishedRow, Use, chunks
from publish.values import line, moment, several
from records.identifiers import short_hash
from records.vocabulary import Precision, Status
from store.tables import assessments, papers, sightings

# Bibliographic facts of papers with a published use; the other papers' stand in papers.csv only.
ABOUT_PAPERS = ("title", "authors", "year", "published_on", "venue", "doi", "arxiv_id", "url")


def statement_rows(connection: Connection, release: sqlite3.Connection, found: Gathered) -> Iterable[PublishedRow]:
    seen = _last_read(connection, found)
    shas = dict(release.execute("SELECT evidence_id, document FROM evidence"))
    for use in found.uses.values():
        yield _of_use(use, seen, shas)
    for place in found.places.values():
        yield _of_place(found, place, seen, shas)
    yield from _of_organisations(release, found, seen)
    yield from _of_funding(release, seen, shas)
    yield from _of_papers(connection, release, found)


def _statement(
    entity: str, kind: str, name: str, value: str, original: str | None = None, **told: Any
) -> PublishedRow:
    return (
        short_hash(entity, name, value, original or "", str(told.get("key", ""))),
        entity,
        kind,
        name,
        value,
        original,
        told.get("status"),
        told["origin"],
        told.get("document"),
        several(str(i) for i in told.get("decisions", ())),
        moment(told.get("first")),
        moment(told.get("last")),
    )


def _last_read(connection: Connection, found: Gathered) -> dict[str, str]:
    told: dict[str, str] = {}
    for batch in chunks(sorted(found.papers)):
        query = select(assessments.c.paper_id, assessments.c.assessed_at).where(
            assessments.c.target == found.target.slug, assessments.c.paper_id.in_(batch)
        )
        told |= {row.paper_id: row.assessed_at for row in connection.execute(query)}
    return told


def _of_use(use: Use, seen: dict[str, str], shas: dict[str, str | None]) -> PublishedRow:
    claim = use.claim
    last = seen.get(use.paper, claim.created_at) if claim.current else claim.created_at
    value = f"{use.member}:{use.role}" if use.role else use.member
    return _statement(
        use.paper,
        "paper",
        "uses",
        value,
        f"{claim.member}:{claim.role}",
        key=use.id,
        status=use.status,
        origin=claim.rule or "reading",
        document=next((shas.get(e) for e in use.evidence if shas.get(e)), None),
        decisions=use.backing.decision_ids,
        first=claim.created_at,
        last=max(last, use.backing.decided_at),
    )


def _of_place(found: Gathered, place: Place, seen: dict[str, str], shas: dict[str, str | None]) -> PublishedRow:
    row = place.row
    told = found.settled_affiliations.get((row.paper_id, row.organisation_id or ""))
    when = seen.get(place.paper)
    return _statement(
        place.paper,
        "paper",
        "affiliation",
        place.organisation or line(row.raw) or "",
        line(row.raw),
        key=place.id,
        status=place.status,
        origin=row.origin,
        document=shas.get(row.evidence_id),
        decisions=told.decisions if told and place.status is Status.VERIFIED else (),
        first=when,
        last=when,
    )


def _of_organisations(release: sqlite3.Connection, found: Gathered, seen: dict[str, str]) -> Iterable[PublishedRow]:
    times: dict[str, list[str]] = {}
    for place in found.places.values():
        if place.organisation and place.paper in seen:
            times.setdefault(place.organisation, []).append(seen[place.paper])
    query = (
        "SELECT organisation_id, name, ror, country, city, lat, lng, precision, sector, sector_status, source, tier, "
        "flags FROM organisations"
    )
    for key, name, ror, country, city, lat, lng, precision, sector, status, source, tier, flags in release.execute(
        query
    ):
        row = found.organisations[key]
        when = times.get(key, [])
        common: dict[str, Any] = {
            "origin": f"organisations {row.version}",
            "first": min(when, default=None),
            "last": max(when, default=None),
        }
        where = f"{lat},{lng}" if lat is not None and lng is not None and precision != Precision.NONE else None
        for property_, value in (
            ("name", name),
            ("ror", ror),
            ("country", country),
            ("city", city),
            ("place", where),
        ):
            if value:
                yield _statement(key, "organisation", property_, value, **common)
        for designation in row.designations:
            value = f"{designation['list']} {designation['since']}/{designation.get('until') or '..'}"
            told = common | {"origin": line(designation.get("citation")) or common["origin"]}
            yield _statement(key, "organisation", "designation", value, **told)
        if status is None:
            continue
        settled = found.sectors[key][2]
        told = common | {
            "status": status,
            "origin": source or common["origin"],
            "decisions": settled.decisions if settled and status == Status.VERIFIED else (),
        }
        yield _statement(key, "organisation", "sector", sector, settled.value if settled else None, **told)
        for property_, value in (("tier", tier), *(("flag", flag) for flag in (flags or "").split(";"))):
            if value:
                yield _statement(key, "organisation", property_, value, **told)


def _of_funding(
    release: sqlite3.Connection, seen: dict[str, str], shas: dict[str, str | None]
) -> Iterable[PublishedRow]:
    query = "SELECT funding_id, paper_id, funder, award, military, status, evidence_id FROM funding"
    for key, paper, funder, award, military, status, evidence_id in release.execute(query):
        when = seen.get(paper)
        told = {
            "key": key,
            "status": status,
            "origin": "pdf",
            "document": shas.get(evidence_id),
            "first": when,
            "last": when,
        }
        name = "military_funding" if military else "funding"
        yield _statement(paper, "paper", name, f"{funder} {award}" if award else funder, funder, **told)


def _of_papers(connection: Connection, release: sqlite3.Connection, found: Gathered) -> Iterable[PublishedRow]:
    published = sorted(found.papers)
    names = ", ".join(ABOUT_PAPERS)
    for batch in chunks(published):
        sources: dict[str, tuple[str, str]] = {}
        seen = select(sightings.c.paper_id, sightings.c.source, sightings.c.first_seen).where(
            sightings.c.target == found.target.slug, sightings.c.paper_id.in_(batch)
        )
        for row in connection.execute(seen.order_by(sightings.c.first_seen, sightings.c.source, sightings.c.reason)):
            first_source = sources.get(row.paper_id, (row.source, ""))[0]
            sources[row.paper_id] = (first_source, row.first_seen)
        columns = (papers.c.id, papers.c.first_seen, *(papers.c[name] for name in ABOUT_PAPERS))
        raw = {r.id: r for r in connection.execute(select(*columns).where(papers.c.id.in_(batch)))}
        marks = ", ".join("?" * len(batch))
        query = f"SELECT paper_id, {names} FROM papers WHERE paper_id IN ({marks})"  # noqa: S608  (marks only)
        for paper, *values in release.execute(query, batch):
            source, last_seen = sources.get(paper, ("store", raw[paper].first_seen))
            common = {"origin": source, "first": raw[paper].first_seen, "last": last_seen}
            for name, value in zip(ABOUT_PAPERS, values, strict=True):
                if value is not None:
                    yield _statement(paper, "paper", name, str(value), _original(raw[paper], name), **common)


def _original(row: Any, name: str) -> str | None:
    value = row._mapping[name]
    if isinstance(value, list):
        return line(json.dumps(value, ensure_ascii=False))
    return line(str(value)) if value is not None else None
