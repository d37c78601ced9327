"""Rows of the organisations, added up on disk from the papers on which they stand."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from citetrail.publish.affiliation_places import POINTS
from citetrail.publish.database import everywhere
from citetrail.publish.load_places import lists, meet
from citetrail.publish.paper_batch import Organisations, PaperBatch, SectorTold
from citetrail.publish.publishable import CHUNK
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import address, line, several
from citetrail.records.vocabulary import Ground, Sector, Status
from citetrail.store.organisations import StoredOrganisation, organisations_of
from citetrail.store.sql import in_batches


@dataclass(frozen=True, slots=True)
class Presence:
    """What the published papers of one organisation add up to."""

    papers: int
    sure: int  # papers of which people confirmed the use and the affiliation
    first_year: int | None
    last_year: int | None
    first_read: str | None
    last_read: str | None
    lists: list[str]  # listings in force at a paper's date


@dataclass(frozen=True, slots=True)
class PublishedOrganisation:
    """A published organisation: the store's row, what may be said of its sector, where it stands."""

    row: StoredOrganisation
    sector: SectorTold
    presence: Presence
    ground: Ground | None = None  # of a military sector


def begin(staged: sqlite3.Connection, *, kept: bool = False) -> None:
    kind = "TABLE" if kept else "TEMP TABLE"
    staged.execute(f"CREATE {kind} presence (organisation, paper, sure, year, read, lists)")


def note(staged: sqlite3.Connection, batch: PaperBatch) -> None:
    """Remember where the batch's papers place organisations: one row a paper and organisation."""
    found: dict[tuple[str, str], list[Any]] = {}
    for place in batch.places.values():
        if not place.organisation:
            continue
        paper = place.paper
        entry = found.setdefault((place.organisation, paper), [0, None])
        if place.status is Status.VERIFIED and batch.published[paper] is Status.VERIFIED:
            entry[0] = 1
        entry[1] = json.dumps(listed) if (listed := lists(batch, place)) else None
    staged.executemany(
        "INSERT INTO presence VALUES (?, ?, ?, ?, ?, ?)",
        (
            (organisation, paper, sure, batch.dates[paper][1], batch.last_read.get(paper), listed)
            for (organisation, paper), (sure, listed) in found.items()
        ),
    )


def published_organisations(
    connection: Connection, release: sqlite3.Connection, known: Organisations
) -> Iterator[list[PublishedOrganisation]]:
    """The organisations of published affiliations, in the order of their ids, some hundred at a time."""
    added_up = "count(*), sum(sure), min(year), max(year), min(read), max(read), group_concat(DISTINCT lists)"
    noted = everywhere(release, "presence")
    grouped = release.execute(f"SELECT organisation, {added_up} FROM ({noted}) GROUP BY 1 ORDER BY 1")  # noqa: S608
    for batch in in_batches(grouped, CHUNK):
        ids = [row[0] for row in batch]
        told = organisations_of(connection, ids)
        known.make_room()
        meet(connection, known, set(ids))
        found = []
        for key, count, sure, first_year, last_year, first_read, last_read, listed in batch:
            if key in told:
                names = {name for one in json.loads(f"[{listed or ''}]") for name in one}
                presence = Presence(count, sure, first_year, last_year, first_read, last_read, sorted(names))
                found.append(PublishedOrganisation(told[key], known.sector(key), presence, known.grounds.get(key)))
        yield found


def organisation_row(organisation: PublishedOrganisation) -> PublishedRow:
    row, presence = organisation.row, organisation.presence
    sector, status, told = organisation.sector
    # Tier, flags, basis and source explain the machine's sector: without it, or corrected, they would mislead.
    explained = status is not None and sector == row.sector
    placed = row.precision in POINTS
    return (
        row.id,
        line(row.name) or row.id,
        address(row.ror),
        row.country,
        line(row.city),
        row.lat if placed else None,
        row.lng if placed else None,
        row.precision,
        sector,
        status,
        told.claim if told else None,
        organisation.ground if sector == Sector.MILITARY else None,
        row.tier if explained else None,
        several(row.flags) if explained else None,
        row.basis if explained else None,
        line(row.source) if explained else None,
        None if row.source_confirmed is None or not explained else int(row.source_confirmed),
        line(row.source_checked_on) if explained else None,
        line(row.source_words) if explained else None,
        row.parent,
        several(listing(d) for d in row.designations),
        several(presence.lists),
        presence.papers,
        presence.sure,
        presence.first_year,
        presence.last_year,
    )


def listing(designation: dict[str, str]) -> str:
    return f"{designation['list']} {designation['since']}/{designation.get('until') or '..'}"
