"""Rows of a dataset's history: who took part in its challenges, and the makers' own uses of it.

What the makers did comes from two places: papers of the release with an affiliation at a maker or a branch of it, and
the rows of `makers_uses.csv`. A row whose source is such a paper is left to the paper, which has its evidence.
"""

import json
import re
import sqlite3
from collections.abc import Iterator

from citetrail.publish.mapdata import landing_page
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import address, is_after, line, several
from citetrail.records.identifiers import short_hash
from citetrail.records.sourced_tables import MakersUse, Participant, SourcedRow, SourcedTables
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Precision, Status

_VERSION = re.compile(r"v\d+$")  # of an arXiv address


def event_key(target: Target, date: str, title: str) -> str:
    """The identifier of an event of the target file."""
    return short_hash("event", target.slug, date, title)


def _sourced(row: SourcedRow) -> tuple[str | None, int, str | None, str | None]:
    return address(row.source), int(row.opened), row.checked_on or None, line(row.source_words)


def participant_rows(target: Target, tables: SourcedTables) -> Iterator[PublishedRow]:
    """One row a team and organisation; teams that named none have neither name nor place."""
    events = {e.title: event_key(target, e.date, e.title) for e in target.events}
    for row in tables.participants:
        event = events[row.event]
        key = short_hash("participant", event, row.team, row.standing, row.name)
        precision = Precision.CITY if row.name else Precision.NONE
        yield key, event, *_told(row), row.lat, row.lng, precision, int(row.won), line(row.standing), *_sourced(row)


def _told(row: Participant) -> tuple[str | None, ...]:
    return tuple(
        line(text) for text in (row.team, row.affiliation, row.organisation, row.name, row.country, row.city)
    )


def makers_use_rows(release: sqlite3.Connection, target: Target, tables: SourcedTables) -> list[PublishedRow]:
    """The makers' papers in this release, then what is known from other sources."""
    papers = list(_papers(release, [maker.organisation for maker in tables.makers]))
    addresses = {_VERSION.sub("", str(row[-4])) for row in papers}
    told = [row for row in tables.makers_uses if _VERSION.sub("", row.source) not in addresses]
    return [*papers, *(_use(target, row) for row in told)]


def _use(target: Target, row: MakersUse) -> PublishedRow:
    withdrawn = target.withdrawn_on
    after = int(is_after(row.date, None, withdrawn)) if withdrawn else None
    key = short_hash("makers use", target.slug, row.date, row.title)
    told = (line(row.title), line(row.text), several(row.slugs), several([row.organisation]))
    return key, row.date, *told, None, None, after, *_sourced(row)


def _papers(release: sqlite3.Connection, makers: list[str]) -> Iterator[PublishedRow]:
    """The published papers with an affiliation at one of the makers, or at an organisation whose parent is one."""
    marks = ", ".join("?" * len(makers))
    query = f"""
        SELECT p.paper_id, coalesce(p.published_on, p.year), p.title, p.members, p.after_dataset_withdrawal, p.doi,
            p.arxiv_id, p.url, p.use_status, max(a.status = '{Status.VERIFIED}'), json_group_array(DISTINCT o.name)
        FROM papers p JOIN affiliations a USING (paper_id) JOIN organisations o USING (organisation_id)
        WHERE p.use_status IN ('{Status.VERIFIED}', '{Status.PROVISIONAL}')
            AND (o.organisation_id IN ({marks}) OR o.parent IN ({marks}))
        GROUP BY p.paper_id ORDER BY p.paper_id
    """  # noqa: S608  (our own words)
    for paper, date, title, members, after, doi, arxiv, url, use, there, names in release.execute(query, makers * 2):
        status = Status.VERIFIED if use == Status.VERIFIED and there else Status.PROVISIONAL
        when = None if date is None else str(date)
        where = several(sorted(json.loads(names)))
        source = (landing_page(url, doi, arxiv), None, None, None)
        yield short_hash("makers use", paper), when, title, None, members, where, paper, status, after, *source
