"""Rows of the tables that do not grow with the papers: members, events, facts, funnel, searches."""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection

from citetrail.publish.history_rows import event_key
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import address, line
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Outcome, PaperStatus
from citetrail.store.discovery_queries import query_states


def member_rows(release: sqlite3.Connection, target: Target) -> Iterable[PublishedRow]:
    query = (
        "SELECT member, count(DISTINCT paper_id), count(DISTINCT CASE status WHEN 'verified' THEN paper_id END) "
        "FROM uses GROUP BY member"
    )
    counts = {member: (papers_, sure) for member, papers_, sure in release.execute(query)}
    for member in target.members:
        yield (
            member.slug,
            line(member.name),
            member.kind,
            member.parent,
            member.code,
            member.year,
            member.identities,
            member.images,
            line(member.host),
            address(member.url),
            line(member.licence),
            line(member.available),
            line(member.note),
            line(member.source),
            *counts.get(member.slug, (0, 0)),
        )


def event_rows(target: Target) -> Iterable[PublishedRow]:
    for event in target.events:
        key = event_key(target, event.date, event.title)
        yield key, event.date, line(event.title), line(event.text), event.member, event.kind, line(event.source)


def fact_rows(target: Target) -> Iterable[PublishedRow]:
    for number, fact in enumerate(target.facts, start=1):
        yield f"fact-{number:03}", line(fact.text), line(fact.source)


def funnel_rows(release: sqlite3.Connection) -> list[PublishedRow]:
    """How far the papers came, from the papers table alone, so that each number has its rows.

    Each step counts papers of the one before; uses that no text of the paper shows are numbers beside it.
    """
    fetched, read = Counter[str](), Counter[str]()
    named, unnamed = Counter[str](), Counter[str]()  # papers by status, as their text names the family or not
    total = 0
    query = "SELECT fetch_outcome, read_outcome, names_family, use_status, count(*) FROM papers GROUP BY 1, 2, 3, 4"
    for fetch_outcome, read_outcome, names, use_status, count in release.execute(query):
        total += count
        fetched[fetch_outcome or ""] += count
        if fetch_outcome == Outcome.OK:
            read[read_outcome or ""] += count
        (named if names else unnamed)[use_status] += count
    steps: list[tuple[str, str | None, int]] = [("collected", None, total), ("with_pdf", None, fetched[Outcome.OK])]
    steps += [
        ("not_fetched", reason or "not_tried", n) for reason, n in sorted(fetched.items()) if reason != Outcome.OK
    ]
    steps.append(("readable", None, read[Outcome.OK]))
    steps += [
        ("not_readable", reason or "not_tried", n) for reason, n in sorted(read.items()) if reason != Outcome.OK
    ]
    steps += [
        ("naming", None, named.total()),
        ("using", None, _using(named)),
        ("verified", None, named[PaperStatus.VERIFIED]),
        ("using_without_text", None, _using(unnamed)),
        ("verified_without_text", None, unnamed[PaperStatus.VERIFIED]),
    ]
    return [(position, *step) for position, step in enumerate(steps, start=1)]


def _using(status: Counter[str]) -> int:
    return sum(status[s] for s in (PaperStatus.VERIFIED, PaperStatus.PROVISIONAL, PaperStatus.IN_REVIEW))


def search_rows(connection: Connection, target: Target) -> Iterable[PublishedRow]:
    for state in query_states(connection, target.slug):
        yield line(state.query), state.expected, state.received, line(state.failure)
