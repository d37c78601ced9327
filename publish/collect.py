"""From the store to the release's tables."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select

from publish.database import insert, insert_sorted
from publish.gather import (
    Gathered,
    PublishedRow,
    affiliation_rows,
    chunks,
    gather,
    organisation_rows,
    paper_sectors,
    use_rows,
)
from publish.people import public_names
from publish.schema import (
    AFFILIATIONS,
    DECISIONS,
    EVENTS,
    EVIDENCE,
    FACTS,
    FUNDING,
    FUNNEL,
    MEMBERS,
    ORGANISATIONS,
    PAPERS,
    SEARCHES,
    STATEMENTS,
    USES,
)
from publish.standing import rows
from publish.statements import statement_rows
from publish.values import address, line, moment, quotation, several
from records.identifiers import short_hash
from records.targets import Target
from records.vocabulary import ClaimKind, ClaimState, Outcome, PaperStatus, Role, Status, Verdict
from store.tables import (
    assessments,
    claims,
    decisions,
    documents,
    evidence,
    fetches,
    funding,
    papers,
    queries,
    sightings,
)

NAMING = (Verdict.USES, Verdict.MENTIONS, Verdict.UNCLEAR)
PAPER_COLUMNS = (
    *("id", "title", "authors", "year", "published_on", "venue", "doi", "arxiv_id", "s2_id", "corpus_id", "url"),
    "first_seen",
)
EVIDENCE_COLUMNS = (
    *("id", "paper_id", "quote", "match_start", "match_end", "section", "page", "start", "end", "origin", "sha256"),
    "text_version",
)
DECISION_COLUMNS = (
    *("id", "claim_id", "reviewer", "vote", "correction", "reason", "undoes", "adjudication", "audit"),
    *("evidence_ids", "version", "decided_at"),
)
CLAIM_COLUMNS = ("kind", "paper_id", "member", "role", "organisation_id", "sector")
SETTLED = (ClaimState.ACCEPTED, ClaimState.REJECTED)


def collect(connection: Connection, release: sqlite3.Connection, target: Target, *, provisional: bool) -> list[str]:
    """Fill the release's tables from the store. Streams: memory grows with what is published, not with the store.

    Returns the claims that are marked accepted but not carried by their votes.
    """
    found = gather(connection, target, provisional=provisional)
    insert_sorted(release, USES, use_rows(found))
    insert_sorted(release, ORGANISATIONS, organisation_rows(found))
    insert_sorted(release, AFFILIATIONS, affiliation_rows(found))
    funded = list(_funding(connection, found))
    insert_sorted(release, FUNDING, (row for row, _ in funded))
    ids = found.evidence_ids() | {evidence_id for _, evidence_id in funded}
    insert_sorted(release, EVIDENCE, _evidence(connection, found, sorted(ids)))
    insert(release, PAPERS, _papers(connection, found))
    insert(release, DECISIONS, _decisions(connection, found))
    insert_sorted(release, MEMBERS, _members(release, target))
    insert_sorted(release, EVENTS, _events(target))
    insert_sorted(release, FACTS, _facts(target))
    insert(release, FUNNEL, _funnel(release))
    insert_sorted(release, SEARCHES, _searches(connection, target))
    insert_sorted(release, STATEMENTS, statement_rows(connection, release, found))
    return found.uncarried


def _evidence(connection: Connection, found: Gathered, ids: list[str]) -> Iterable[PublishedRow]:
    joined = evidence.outerjoin(documents, documents.c.sha256 == evidence.c.sha256).outerjoin(
        papers, papers.c.id == evidence.c.paper_id
    )
    columns = (
        *(evidence.c[name] for name in EVIDENCE_COLUMNS),
        documents.c.retrieved_at,
        documents.c.url,
        papers.c.url,
    )
    for batch in chunks(ids):
        query = select(*columns).select_from(joined).where(evidence.c.id.in_(batch)).order_by(evidence.c.id)
        # Unpacked by position: this and the log are the longest tables.
        for (
            key,
            paper,
            quote,
            *place,
            section,
            page,
            start,
            end,
            origin,
            sha,
            version,
            at,
            url,
            page_url,
        ) in connection.execute(query):
            yield (
                key,
                found.merged.get(paper, paper),
                quotation(quote),
                *place,
                line(section),
                page,
                start,
                end,
                origin,
                sha,
                version,
                moment(at),
                address(url or page_url),
            )


def _funding(connection: Connection, found: Gathered) -> Iterable[tuple[PublishedRow, str]]:
    """Funders as papers name them. Whether one is military is the machine's word: provisional releases only."""
    published = found.papers
    query = select(funding).where(funding.c.target == found.target.slug)
    seen: set[str] = set()
    for row in rows(connection, query.order_by(funding.c.paper_id, funding.c.position)):
        paper = found.merged.get(row.paper_id, row.paper_id)
        key = short_hash("funding", paper, row.funder, row.award, row.evidence_id)
        if paper not in published or key in seen:
            continue
        seen.add(key)
        told: tuple[Any, ...] = (None, None, Status.QUOTED)
        if found.provisional:
            told = (int(row.military), row.organisation_id, Status.PROVISIONAL)
        yield (key, paper, line(row.funder) or "", line(row.award), *told, row.evidence_id), row.evidence_id


def _papers(connection: Connection, found: Gathered) -> Iterable[PublishedRow]:
    slug = found.target.slug
    sources = _sources(connection, slug)
    refused, waiting = _use_states(connection, found)
    published, sectors = found.papers, paper_sectors(found)
    members: dict[str, tuple[set[str], set[str]]] = {}
    for use in found.uses.values():
        used, roles = members.setdefault(use.paper, (set(), set()))
        used.add(use.member)
        roles |= {use.role} if use.role else set()
    joined = (
        papers.outerjoin(fetches, fetches.c.paper_id == papers.c.id)
        .outerjoin(assessments, (assessments.c.paper_id == papers.c.id) & (assessments.c.target == slug))
        .outerjoin(documents, documents.c.sha256 == fetches.c.sha256)
    )
    columns = (
        *(papers.c[name] for name in PAPER_COLUMNS),
        fetches.c.outcome.label("fetch_outcome"),
        fetches.c.sha256,
        assessments.c.outcome.label("read_outcome"),
        assessments.c.verdict,
        documents.c.retrieved_at,
    )
    seen_here = select(sightings.c.paper_id).where(sightings.c.target == slug)
    wanted = papers.c.merged_into.is_(None) & papers.c.id.in_(seen_here)
    for row in rows(connection, select(*columns).select_from(joined).where(wanted).order_by(papers.c.id)):
        used, roles = members.get(row.id, (set(), set()))
        countries, kinds, headline, headline_status = sectors.get(row.id, ([], [], None, None))
        read = row.read_outcome if row.sha256 else None
        yield (
            row.id,
            line(row.title) or row.id,
            several(a["name"] for a in row.authors),
            row.year,
            line(row.published_on),
            line(row.venue),
            line(row.doi),
            line(row.arxiv_id),
            line(row.s2_id),
            line(row.corpus_id),
            address(row.url),
            several(sorted(sources.get(row.id, ()))),
            moment(row.first_seen),
            row.fetch_outcome,
            read,
            row.sha256,
            moment(row.retrieved_at),
            int(row.verdict in NAMING) if read == Outcome.OK else None,
            _paper_status(row, read, published.get(row.id), row.id in waiting, row.id in refused),
            several(sorted(used)),
            several(r for r in Role if r in roles),
            several(countries),
            several(kinds),
            headline,
            headline_status,
        )


def _paper_status(
    row: Row[Any], read: str | None, status: Status | None, waiting: bool, refused: bool
) -> PaperStatus:
    if status is not None:
        return PaperStatus(status.value)
    if waiting:
        return PaperStatus.IN_REVIEW
    if refused:
        return PaperStatus.NOT_USED
    if read == Outcome.OK:
        return PaperStatus.NAMED_ONLY if row.verdict in NAMING else PaperStatus.NOT_NAMED
    if row.fetch_outcome is None or (row.fetch_outcome == Outcome.OK and read is None):
        return PaperStatus.NOT_READ
    return PaperStatus.NO_TEXT


def _sources(connection: Connection, target: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    query = select(sightings.c.paper_id, sightings.c.source).where(sightings.c.target == target).distinct()
    names: dict[str, str] = {}
    for row in rows(connection, query):
        found.setdefault(row.paper_id, set()).add(names.setdefault(row.source, row.source))
    return found


def _use_states(connection: Connection, found: Gathered) -> tuple[set[str], set[str]]:
    """Papers of which people refused every proposed use, and papers with a use still before a reviewer."""
    mine = (claims.c.target == found.target.slug, claims.c.kind == ClaimKind.USE)
    told = select(claims.c.paper_id, claims.c.role, claims.c.state, claims.c.cleared, claims.c.current).where(*mine)
    refused: set[str] = set()
    waiting: set[str] = set()
    for row in rows(connection, told):
        paper = found.merged.get(row.paper_id, row.paper_id)
        proposed = row.role != Role.COMPARED and not row.cleared
        if row.state not in SETTLED:
            waiting |= {paper} if proposed and row.current else set()
        elif proposed or row.state == ClaimState.REJECTED:
            # A claim that is accepted and yet not published was accepted with a correction that says: no use.
            refused.add(paper)
    return refused, waiting


def _decisions(connection: Connection, found: Gathered) -> Iterable[PublishedRow]:
    """The log. A verified release keeps back what is decided about claims that are not settled yet.

    Reviewers' notes are written for colleagues and are never published.
    """
    names = public_names(connection, found.target.slug)
    columns = (*(decisions.c[n] for n in DECISION_COLUMNS), *(claims.c[n] for n in CLAIM_COLUMNS))
    query = select(*columns).join(claims, claims.c.id == decisions.c.claim_id)
    query = query.where(claims.c.target == found.target.slug)
    if not found.provisional:
        query = query.where(claims.c.state.in_(SETTLED))
    for row in rows(connection, query.order_by(decisions.c.id)):
        key, claim, reviewer, vote, correction, reason, undoes, ruling, audit, shown, version, at, *about = row
        kind, paper, *proposed = about
        yield (
            key,
            claim,
            kind,
            found.merged.get(paper, paper),
            *proposed,
            vote,
            json.dumps(correction, ensure_ascii=False, sort_keys=True) if correction else None,
            line(reason),
            undoes,
            int(ruling),
            int(audit),
            names[reviewer],
            several(shown) if shown else None,
            version,
            moment(at),
        )


def _members(release: sqlite3.Connection, target: Target) -> Iterable[PublishedRow]:
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


def _events(target: Target) -> Iterable[PublishedRow]:
    for event in target.events:
        key = short_hash("event", target.slug, event.date, event.title)
        yield key, event.date, line(event.title), line(event.text), event.member, line(event.source)


def _facts(target: Target) -> Iterable[PublishedRow]:
    for number, fact in enumerate(target.facts, start=1):
        yield f"fact-{number:03}", line(fact.text), line(fact.source)


def _funnel(release: sqlite3.Connection) -> list[PublishedRow]:
    """How far the papers came, from the papers table alone, so that each number has its rows."""
    fetched, read, status = Counter[str](), Counter[str](), Counter[str]()
    naming = total = 0
    query = "SELECT fetch_outcome, read_outcome, names_family, use_status, count(*) FROM papers GROUP BY 1, 2, 3, 4"
    for fetch_outcome, read_outcome, names, use_status, count in release.execute(query):
        total += count
        fetched[fetch_outcome or ""] += count
        if fetch_outcome == Outcome.OK:
            read[read_outcome or ""] += count
        naming += count if names else 0
        status[use_status] += count
    using = sum(status[s] for s in (PaperStatus.VERIFIED, PaperStatus.PROVISIONAL, PaperStatus.IN_REVIEW))
    steps: list[tuple[str, str | None, int]] = [("collected", None, total), ("with_pdf", None, fetched[Outcome.OK])]
    steps += [
        ("not_fetched", reason or "not_tried", n) for reason, n in sorted(fetched.items()) if reason != Outcome.OK
    ]
    steps.append(("readable", None, read[Outcome.OK]))
    steps += [
        ("not_readable", reason or "not_tried", n) for reason, n in sorted(read.items()) if reason != Outcome.OK
    ]
    steps += [("naming", None, naming), ("using", None, using), ("verified", None, status[PaperStatus.VERIFIED])]
    return [(position, *step) for position, step in enumerate(steps, start=1)]


def _searches(connection: Connection, target: Target) -> Iterable[PublishedRow]:
    query = select(queries.c.query, queries.c.expected, queries.c.received, queries.c.failure)
    for row in connection.execute(query.where(queries.c.target == target.slug)):
        yield line(row.query), row.expected, row.received, line(row.failure)


def last_change(connection: Connection, target: str) -> str:
    """The day on which the store last changed for the target; the epoch for an empty store."""
    stamps: list[str | None] = [
        connection.scalar(select(func.max(column)).where(table.c.target == target))
        for table, column in (
            (sightings, sightings.c.first_seen),
            (assessments, assessments.c.assessed_at),
            (claims, claims.c.created_at),
        )
    ]
    mine = select(claims.c.id).where(claims.c.target == target)
    stamps.append(connection.scalar(select(func.max(decisions.c.decided_at)).where(decisions.c.claim_id.in_(mine))))
    seen = select(sightings.c.paper_id).where(sightings.c.target == target)
    stamps.append(connection.scalar(select(func.max(fetches.c.finished_at)).where(fetches.c.paper_id.in_(seen))))
    return max((s for s in stamps if s), default="1970-01-01")[:10]
