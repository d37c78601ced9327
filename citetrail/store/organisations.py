"""Organisations and printed affiliations as they leave the store."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select

from citetrail.records.renamed_ids import ids_of
from citetrail.store.search import search
from citetrail.store.sql import columns_of, in_batches, read_records
from citetrail.store.tables import affiliations, organisations


class StoredOrganisation(NamedTuple):
    """An organisation as the newest reading that names it knew it. Coordinates in degrees (WGS 84)."""

    id: str
    name: str
    country: str | None
    city: str | None
    lat: float | None
    lng: float | None
    precision: str
    sector: str
    tier: str | None
    flags: list[str]
    basis: str
    source: str
    ror: str | None
    parent: str | None
    designations: list[dict[str, Any]]
    version: str
    source_confirmed: bool | None  # whether somebody opened the source of the gazetteer's row; None: there is no row
    source_checked_on: str | None
    source_words: str | None


class StoredAffiliation(NamedTuple):
    """An affiliation string of a paper and one organisation that it was read as, if any."""

    paper_id: str
    raw: str
    raw_key: str
    organisation_id: str | None
    sector: str
    country: str | None
    method: str
    score: float
    origin: str
    note: str
    authors: list[str]
    evidence_id: str | None
    city: str | None
    lat: float | None
    lng: float | None
    precision: str | None  # empty, like `place_basis`, in rows of readings that told no place
    place_basis: str | None
    ground: str | None  # what a military sector rests on


def find_organisation(connection: Connection, organisation_id: str) -> StoredOrganisation | None:
    """The organisation of this id; None where no reading named it."""
    return organisations_of(connection, [organisation_id]).get(organisation_id)


def organisations_of(connection: Connection, ids: Sequence[str]) -> dict[str, StoredOrganisation]:
    """The organisations of these ids that there are, by id asked for; or known by another of their ids."""
    found = _stored(connection, ids)
    others = {one: ids_of(one)[1:] for one in ids if one not in found}
    known = _stored(connection, sorted({other for some in others.values() for other in some}))
    for one, some in others.items():
        row = next((known[other] for other in some if other in known), None)
        if row is not None:
            found[one] = row._replace(id=one)
    return found


def _stored(connection: Connection, ids: Sequence[str]) -> dict[str, StoredOrganisation]:
    found: dict[str, StoredOrganisation] = {}
    for some in in_batches(ids):
        query = select(*columns_of(StoredOrganisation, organisations)).where(organisations.c.id.in_(some))
        found |= {one.id: one for one in read_records(connection, StoredOrganisation, query)}
    return found


def organisations_named(connection: Connection, words: str, limit: int = 20) -> list[StoredOrganisation]:
    """Organisations whose name holds the words, shortest name first."""
    if not words.strip():
        return []
    found = search(connection, words).organisations
    query = select(*columns_of(StoredOrganisation, organisations)).where(
        or_(organisations.c.id.in_(found), organisations.c.id == words.strip())
    )
    ordered = query.order_by(func.length(organisations.c.name), organisations.c.name).limit(limit)
    return list(read_records(connection, StoredOrganisation, ordered))


def affiliations_of(connection: Connection, target: str, papers: Sequence[str]) -> list[StoredAffiliation]:
    """What these papers print, in its order."""
    found: list[StoredAffiliation] = []
    order = (affiliations.c.paper_id, affiliations.c.position, affiliations.c.match)
    for ids in in_batches(papers):
        query = select(*columns_of(StoredAffiliation, affiliations)).where(
            affiliations.c.target == target, affiliations.c.paper_id.in_(ids)
        )
        found += read_records(connection, StoredAffiliation, query.order_by(*order))
    return found
