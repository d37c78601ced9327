"""What became of a dataset after its withdrawal, who on government lists used it, and the terms that it came with."""

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Any

from citetrail.publish.figures import Figure, rows_of
from citetrail.publish.json_stream import rows
from citetrail.records.vocabulary import HEADLINE_ORDER, EventKind, Sector

Months = list[tuple[str, Counter[str]]]
_PUBLISHED = "use_status IN ('verified', 'provisional')"
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class After:
    """Papers that surely appeared after the withdrawal, and the same by headline sector."""

    papers: Figure
    sectors: list[Figure]


@dataclass(frozen=True, slots=True)
class Terms:
    """The dataset's licence as its target file tells it, and the papers with a commercial headline."""

    licence: str
    commercial: Figure


@dataclass(frozen=True, slots=True)
class MemberMonths:
    """The papers that use one member, by month; `since` are those that surely appeared after the withdrawal."""

    member: str
    name: str
    months: dict[str, int]
    dated: int  # papers with a known month
    papers: Figure
    since: Figure


def first_withdrawal(release: sqlite3.Connection) -> dict[str, Any] | None:
    query = "SELECT * FROM events WHERE kind = ? ORDER BY date, event_id LIMIT 1"
    return next(rows(release, query, (EventKind.WITHDRAWAL,)), None)


def by_month(release: sqlite3.Connection) -> tuple[Months, int]:
    """Published papers of each month from the first to the last, by headline sector; and how many have no month."""
    counts: dict[str, Counter[str]] = {}
    undated = 0
    query = (
        "SELECT coalesce(published_on, ''), coalesce(headline, 'unknown'), count(*) "  # noqa: S608  (our own words)
        f"FROM papers WHERE {_PUBLISHED} GROUP BY 1, 2"
    )
    for published_on, headline, number in release.execute(query):
        if found := _MONTH.match(published_on):
            counts.setdefault(found[0], Counter())[headline] += number
        else:
            undated += number
    return [(month, counts.get(month, Counter())) for month in _between(counts)], undated


def members_by_month(release: sqlite3.Connection, published: str) -> list[MemberMonths]:
    """Members that published papers use, those with most papers first; a paper counts with each member it uses."""
    months: dict[str, Counter[str]] = {}
    found: dict[str, tuple[str, int, int]] = {}
    query = (
        "SELECT m.member, m.name, substr(coalesce(p.published_on, ''), 1, 7), count(DISTINCT p.paper_id), "  # noqa: S608
        "count(DISTINCT CASE WHEN p.after_dataset_withdrawal = 1 THEN p.paper_id END) FROM uses u "
        f"JOIN papers p USING (paper_id) JOIN members m USING (member) WHERE {_PUBLISHED} GROUP BY 1, 2, 3"
    )
    for member, name, month, number, after in release.execute(query):
        _, papers, since = found.get(member, (name, 0, 0))
        found[member] = (name, papers + number, since + after)
        if _MONTH.fullmatch(month):
            months.setdefault(member, Counter())[month] += number
    told = [
        MemberMonths(
            member,
            name,
            dict(months.get(member, {})),
            sum(months.get(member, Counter()).values()),
            Figure(papers, rows_of("papers", use_status=published, members=member)),
            Figure(since, rows_of("papers", use_status=published, members=member, after_dataset_withdrawal="true")),
        )
        for member, (name, papers, since) in found.items()
    ]
    return sorted(told, key=lambda row: (-row.papers.value, row.name))


def _between(months: dict[str, Counter[str]]) -> list[str]:
    if not months:
        return []
    first, last = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (min(months), max(months)))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def after_withdrawal(release: sqlite3.Connection, published: str) -> After:
    """`published` is the filter of the statuses that this release publishes."""
    query = f"SELECT headline, count(*) FROM papers WHERE {_PUBLISHED} AND after_dataset_withdrawal = 1 GROUP BY 1"  # noqa: S608
    counts = dict(release.execute(query))
    told = {"use_status": published, "after_dataset_withdrawal": "true"}
    return After(
        Figure(sum(counts.values()), rows_of("papers", **told)),
        [
            Figure(counts[str(sector)], rows_of("papers", **told, headline=str(sector)), key=str(sector))
            for sector in HEADLINE_ORDER
            if counts.get(str(sector))
        ],
    )


def designated(release: sqlite3.Connection) -> list[dict[str, Any]]:
    """Organisations on government lists, those with most papers first."""
    query = (
        "SELECT organisation_id, name, designations, designations_at_paper_dates, papers FROM organisations "
        "WHERE designations IS NOT NULL ORDER BY papers DESC, name, organisation_id"
    )
    return list(rows(release, query))


def terms(release: sqlite3.Connection) -> Terms:
    """The licence of the head of the family beside its commercial users."""
    licence = release.execute("SELECT licence FROM members WHERE parent IS NULL ORDER BY rowid LIMIT 1").fetchone()
    query = f"SELECT count(*) FROM papers WHERE {_PUBLISHED} AND headline = ?"  # noqa: S608  (our own words)
    number = release.execute(query, (Sector.COMMERCIAL,)).fetchone()[0]
    told = rows_of("papers", use_status="verified|provisional", headline=str(Sector.COMMERCIAL))
    return Terms((licence[0] if licence else "") or "", Figure(number, told))
