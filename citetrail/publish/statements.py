"""One row for each published fact: what is said of whom, what it was before, where it stands, who decided."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from citetrail.publish.organisation_rows import PublishedOrganisation, listing
from citetrail.publish.paper_batch import PaperBatch, PublishedAffiliation, Use
from citetrail.publish.table_columns import EVIDENCE, FUNDING, ORGANISATIONS, PAPERS
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import line, moment
from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import Status
from citetrail.store.paper_progress import PaperProgress

# Bibliographic facts of papers with a published use; the other papers' stand in papers.csv only.
ABOUT_PAPERS = ("title", "authors", "year", "published_on", "venue", "doi", "arxiv_id", "url")
_ABOUT = [PAPERS.names.index(name) for name in ABOUT_PAPERS]
_ID, _DOCUMENT = EVIDENCE.names.index("evidence_id"), EVIDENCE.names.index("document")


def batch_statements(
    batch: PaperBatch,
    papers: Sequence[PublishedRow],
    proof: Sequence[PublishedRow],
    funded: Sequence[PublishedRow],
) -> Iterator[PublishedRow]:
    """What is said of a batch's papers, from its rows of papers, evidence and funding."""
    shas: dict[str, str | None] = {row[_ID]: row[_DOCUMENT] for row in proof}
    for use in batch.uses.values():
        yield _of_use(batch, use, shas)
    for place in batch.places.values():
        yield _of_place(batch, place, shas)
    for row in funded:
        yield _of_funding(batch, dict(zip(FUNDING.names, row, strict=True)), shas)
    yield from _of_papers(batch, papers)


def _statement(
    entity: str,
    kind: str,
    name: str,
    value: str,
    original: str | None = None,
    *,
    origin: str,
    key: str = "",
    status: str | None = None,
    document: str | None = None,
    decisions: Iterable[int] = (),
    first: str | None = None,
    last: str | None = None,
) -> PublishedRow:
    return (
        short_hash(entity, name, value, original or "", key),
        entity,
        kind,
        name,
        value,
        original,
        status,
        origin,
        document,
        ";".join(map(str, decisions)) or None,
        moment(first),
        moment(last),
    )


def _of_use(batch: PaperBatch, use: Use, shas: dict[str, str | None]) -> PublishedRow:
    claim = use.claim
    last = batch.last_read.get(use.paper, claim.created_at) if claim.current else claim.created_at
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


def _of_place(batch: PaperBatch, place: PublishedAffiliation, shas: dict[str, str | None]) -> PublishedRow:
    row = place.row
    told = batch.settled_affiliations.get((row.paper_id, row.organisation_id or ""))
    printed = line(batch.printed(place.paper, row.raw))
    when = batch.last_read.get(place.paper)
    return _statement(
        place.paper,
        "paper",
        "affiliation",
        place.organisation or printed or "",
        printed,
        key=place.id,
        status=place.status,
        origin=row.origin,
        document=shas.get(row.evidence_id or ""),
        decisions=told.decisions if told and place.status is Status.VERIFIED else (),
        first=when,
        last=when,
    )


def organisation_statements(organisation: PublishedOrganisation, published: PublishedRow) -> Iterator[PublishedRow]:
    """What is said of an organisation, from its published row."""
    cells = dict(zip(ORGANISATIONS.names, published, strict=True))
    key, row = cells["organisation_id"], organisation.row
    common: dict[str, Any] = {
        "origin": f"organisations {row.version}",
        "first": organisation.presence.first_read,
        "last": organisation.presence.last_read,
    }
    lat, lng = cells["lat"], cells["lng"]
    where = f"{lat},{lng}" if lat is not None and lng is not None else None
    for name in ("name", "ror", "country", "city"):
        if cells[name]:
            yield _statement(key, "organisation", name, cells[name], **common)
    if where:
        yield _statement(key, "organisation", "place", where, **common)
    for designation in row.designations:
        told = common | {"origin": line(designation.get("citation")) or common["origin"]}
        yield _statement(key, "organisation", "designation", listing(designation), **told)
    sector, status, settled = organisation.sector
    if status is None:
        return
    told = common | {
        "status": status,
        "origin": cells["source"] or common["origin"],
        "decisions": settled.decisions if settled and status == Status.VERIFIED else (),
    }
    yield _statement(key, "organisation", "sector", sector, settled.value if settled else None, **told)
    for property_, value in (("tier", cells["tier"]), *(("flag", f) for f in (cells["flags"] or "").split(";"))):
        if value:
            yield _statement(key, "organisation", property_, value, **told)


def _of_funding(batch: PaperBatch, row: dict[str, Any], shas: dict[str, str | None]) -> PublishedRow:
    when = batch.last_read.get(row["paper_id"])
    told = {
        "key": row["funding_id"],
        "status": row["status"],
        "origin": "pdf",
        "document": shas.get(row["evidence_id"]),
        "first": when,
        "last": when,
    }
    name = "military_funding" if row["military"] else "funding"
    funder, award = row["funder"], row["award"]
    return _statement(row["paper_id"], "paper", name, f"{funder} {award}" if award else funder, funder, **told)


def _of_papers(batch: PaperBatch, published: Sequence[PublishedRow]) -> Iterator[PublishedRow]:
    raw = {row.id: row for row in batch.papers if row.id in batch.published}
    for row in published:
        if row[0] not in raw:
            continue
        seen = batch.sightings[row[0]]
        stored = raw[row[0]]
        common: dict[str, Any] = {"origin": seen[0].source, "first": stored.first_seen, "last": seen[-1].first_seen}
        for name, place in zip(ABOUT_PAPERS, _ABOUT, strict=True):
            if row[place] is not None:
                yield _statement(row[0], "paper", name, str(row[place]), _original(batch, stored, name), **common)


def _original(batch: PaperBatch, row: PaperProgress, name: str) -> str | None:
    value = getattr(row, name)
    if name == "authors":
        named = set(batch.names(author["name"] for author in value))
        value = [author for author in value if author["name"] in named]
    if isinstance(value, list):
        return line(json.dumps(value, ensure_ascii=False))
    return line(str(value)) if value is not None else None
