"""The state of a target in numbers: the funnel, the failures by reason, the review."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from citetrail.records.vocabulary import NAMES_FAMILY, ClaimKind, ClaimState, Outcome, Verdict
from citetrail.store.arxiv_versions import count_withdrawn
from citetrail.store.claims import count_states
from citetrail.store.discovery_queries import query_states
from citetrail.store.papers import count_papers
from citetrail.store.part_papers import doubtful
from citetrail.store.review_quality import audit_rates
from citetrail.store.tables import assessments, claims, fetches, holds, papers, pending, sightings

_HAS_TEXT = assessments.c.outcome == Outcome.OK


def status(connection: Connection, target: str) -> dict[str, Any]:
    """Everything that `citetrail status` shows, as plain values.

    Each number of the funnel counts papers of the one before. Papers that use the data by what Semantic Scholar
    quotes of them alone, and those of which every claim is decided wherever they stand, are numbers beside it.
    """
    fetched = _fetch_outcomes(connection, target)
    read = _counts(connection, assessments.c.outcome, assessments.c.target == target)
    verdicts = _counts(connection, assessments.c.verdict, assessments.c.target == target)
    has_pdf = fetched.get(Outcome.OK, 0)
    read_failures = _read_failures(connection, target)
    incomplete, unknown = _unanswered(connection, target)
    return {
        "target": target,
        "funnel": {
            "collected": count_papers(connection, target),
            "with_pdf": has_pdf,
            "readable": read.get(Outcome.OK, 0),
            "naming_the_family": _naming(connection, target),
            "using_it": _count(connection, _uses(target)),
            "reviewed": _count(connection, _uses(target), assessments.c.paper_id.in_(_decided(target))),
        },
        "beside_the_funnel": {
            "using_it_without_text": _count(connection, _uses(target, with_text=False)),
            "reviewed_in_all": _count(connection, claims.c.paper_id.in_(_decided(target)), of=claims.c.paper_id),
        },
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


def _naming(connection: Connection, target: str) -> int:
    return _count(connection, _mine(target), _HAS_TEXT, assessments.c.verdict.in_(NAMES_FAMILY))


def _mine(target: str) -> ColumnElement[bool]:
    return assessments.c.target == target


def _uses(target: str, *, with_text: bool = True) -> ColumnElement[bool]:
    """Papers that the machine says use the data: by their own text, or else by what others quote of them."""
    text = _HAS_TEXT if with_text else ~_HAS_TEXT
    return and_(_mine(target), text, assessments.c.verdict == Verdict.USES)


def _decided(target: str) -> Select[tuple[str]]:
    """Papers of which every use claim has a decision that stands."""
    settled = (ClaimState.ACCEPTED, ClaimState.REJECTED)
    mine = (claims.c.target == target, claims.c.kind == ClaimKind.USE, claims.c.current, ~claims.c.cleared)
    left = select(claims.c.paper_id).where(*mine, claims.c.state.not_in(settled))
    return select(claims.c.paper_id).where(*mine, claims.c.paper_id.not_in(left))


def _count(
    connection: Connection, *where: ColumnElement[bool], of: ColumnElement[str] = assessments.c.paper_id
) -> int:
    return int(connection.scalar(select(func.count(of.distinct())).where(*where)) or 0)


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
