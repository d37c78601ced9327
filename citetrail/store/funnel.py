"""The state of a target in numbers: the funnel, the failures by reason, the review."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from citetrail.records.vocabulary import ClaimState, Outcome
from citetrail.store.arxiv_versions import count_withdrawn
from citetrail.store.claims import count_states
from citetrail.store.discovery_queries import query_states
from citetrail.store.funnel_numbers import funnel_numbers
from citetrail.store.part_papers import doubtful
from citetrail.store.review_quality import audit_rates
from citetrail.store.tables import assessments, fetches, holds, papers, pending, sightings


def status(connection: Connection, target: str) -> dict[str, Any]:
    """Everything that `citetrail status` shows, as plain values."""
    fetched = _fetch_outcomes(connection, target)
    verdicts = _counts(connection, assessments.c.verdict, assessments.c.target == target)
    read_failures = _read_failures(connection, target)
    incomplete, unknown = _unanswered(connection, target)
    return {
        "target": target,
        **funnel_numbers(connection, target),
        "fetch_failures": {k: v for k, v in fetched.items() if k != Outcome.OK},
        "read_failures": read_failures,
        "verdicts": verdicts,
        "due": _counts(connection, pending.c.step, pending.c.target == target),
        "claims": _states(connection, target),
        "audit": {kind: asdict(rate) for kind, rate in audit_rates(connection, target).items()},
        "doubtful_pairs": [asdict(pair) for pair in doubtful(connection, target)],
        "withdrawn": count_withdrawn(connection, target),
        "is_complete": not incomplete,
        "incomplete_queries": incomplete,
        "unknown_to_source": unknown,
        "held_by": connection.scalar(select(holds.c.holder).where(holds.c.target == target)),
    }


def _counts(connection: Connection, column: ColumnElement[str], *where: ColumnElement[bool]) -> dict[str, int]:
    query = select(column, func.count()).where(*where).group_by(column).order_by(func.count().desc(), column)
    return {row[0]: row[1] for row in connection.execute(query)}


def _fetch_outcomes(connection: Connection, target: str) -> dict[str, int]:
    mine = select(sightings.c.paper_id).where(sightings.c.target == target).distinct().subquery()
    query = (
        select(fetches.c.outcome, func.count())
        .join(mine, mine.c.paper_id == fetches.c.paper_id)
        .join(papers, papers.c.id == fetches.c.paper_id)
        .where(papers.c.merged_into.is_(None))
        .group_by(fetches.c.outcome)
        .order_by(func.count().desc(), fetches.c.outcome)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _read_failures(connection: Connection, target: str) -> dict[str, int]:
    query = (
        select(assessments.c.outcome, func.count())
        .where(assessments.c.target == target, assessments.c.sha256.is_not(None), assessments.c.outcome != Outcome.OK)
        .group_by(assessments.c.outcome)
        .order_by(func.count().desc(), assessments.c.outcome)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _states(connection: Connection, target: str) -> dict[str, dict[str, int]]:
    """Claims by kind and state. Which way a first vote went is nobody's to see before the second."""
    found: dict[str, dict[str, int]] = {}
    for kind, counts in count_states(connection, target).items():
        by = found.setdefault(kind, {})
        for state, count in counts.items():
            once = state in (ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE)
            shown = "waits_for_a_second_vote" if once else state
            by[shown] = by.get(shown, 0) + count
    return found


def _unanswered(connection: Connection, target: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Queries that were not answered in full, and those about papers that a service does not know.

    The same two that a run tells: the second are the target file's to put right, and make no discovery incomplete.
    """
    names = ("query", "expected", "received", "failure")
    found: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    for state in query_states(connection, target):
        if state.failure:
            found[bool(state.unknown)].append({name: getattr(state, name) for name in names})
    return found
