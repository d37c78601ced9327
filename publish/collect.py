"""From the store to the release's tables, a portion of papers at a time."""

import sqlite3
from itertools import chain

from sqlalchemy import Connection, func, select

from publish import organisations
from publish.database import add, insert, insert_sorted, settle, stage
from publish.gather import portions
from publish.log import decision_rows
from publish.paper_rows import paper_rows
from publish.portion import Organisations, Portion
from publish.proof import evidence_rows, funding_rows
from publish.rows import affiliation_rows, use_rows
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
from publish.small_tables import event_rows, fact_rows, funnel_rows, member_rows, search_rows
from publish.standing import uncarried_elsewhere
from publish.statements import organisation_statements, portion_statements
from records.targets import Target
from store.tables import assessments, claims, decisions, fetches, sightings

STAGED = (USES, ORGANISATIONS, AFFILIATIONS, FUNDING, EVIDENCE, PAPERS, STATEMENTS)


def collect(connection: Connection, release: sqlite3.Connection, target: Target, *, provisional: bool) -> list[str]:
    """Fill the release's tables from the store. Memory holds one portion, and a line for each organisation.

    Returns the claims that are marked accepted but not carried by their votes.
    """
    for table in STAGED:
        stage(release, table)
    organisations.begin(release)
    known, uncarried = Organisations(), list(uncarried_elsewhere(connection, target.slug))
    release.execute("BEGIN")
    for portion in portions(connection, target, known, provisional=provisional):
        _add_portion(connection, release, portion)
        uncarried += portion.uncarried
    for batch in organisations.published_organisations(connection, release, known):
        told = [(organisation, organisations.organisation_row(organisation)) for organisation in batch]
        add(release, ORGANISATIONS, (row for _, row in told))
        add(release, STATEMENTS, chain.from_iterable(organisation_statements(*one) for one in told))
    release.execute("COMMIT")
    for table in (USES, ORGANISATIONS, AFFILIATIONS, FUNDING, EVIDENCE, PAPERS):
        settle(release, table)
    insert(release, DECISIONS, decision_rows(connection, target, provisional=provisional))
    insert_sorted(release, MEMBERS, member_rows(release, target))
    insert_sorted(release, EVENTS, event_rows(target))
    insert_sorted(release, FACTS, fact_rows(target))
    insert(release, FUNNEL, funnel_rows(release))
    insert_sorted(release, SEARCHES, search_rows(connection, target))
    settle(release, STATEMENTS)
    return sorted(uncarried)


def _add_portion(connection: Connection, release: sqlite3.Connection, portion: Portion) -> None:
    papers, funded = list(paper_rows(portion)), list(funding_rows(connection, portion))
    ids = portion.evidence_ids() | {row[-1] for row in funded}
    proof = list(evidence_rows(connection, portion, sorted(ids)))
    add(release, USES, use_rows(portion))
    add(release, AFFILIATIONS, affiliation_rows(portion))
    add(release, FUNDING, funded)
    add(release, EVIDENCE, proof)
    add(release, PAPERS, papers)
    add(release, STATEMENTS, portion_statements(portion, papers, proof, funded))
    organisations.note(release, portion)


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
