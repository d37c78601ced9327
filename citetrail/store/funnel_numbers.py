"""The funnel of a target: how many papers came through each step, and nothing else that `funnel.status` tells.

A run ends with these numbers; that it also looked up what stands beside them would cost more than they do.
"""

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from citetrail.records.vocabulary import NAMES_FAMILY, ClaimKind, ClaimState, Outcome, Verdict
from citetrail.store.papers import count_papers
from citetrail.store.tables import assessments, claims, fetches, papers, sightings

_HAS_TEXT = assessments.c.outcome == Outcome.OK


def funnel_numbers(connection: Connection, target: str) -> dict[str, dict[str, int]]:
    """`funnel` and `beside_the_funnel`, each with its numbers of papers.

    Each number of the funnel counts papers of the one before. Papers that use the data by what Semantic Scholar
    quotes of them alone, and those of which every claim is decided wherever they stand, are numbers beside it.
    """
    return {
        "funnel": {
            "collected": count_papers(connection, target),
            "with_pdf": _with_pdf(connection, target),
            "readable": _count(connection, _mine(target), _HAS_TEXT),
            "naming_the_family": _naming(connection, target),
            "using_it": _count(connection, _uses(target)),
            "reviewed": _count(connection, _uses(target), assessments.c.paper_id.in_(_decided(target))),
        },
        "beside_the_funnel": {
            "using_it_without_text": _count(connection, _uses(target, with_text=False)),
            "reviewed_in_all": _count(connection, claims.c.paper_id.in_(_decided(target)), of=claims.c.paper_id),
        },
    }


def _with_pdf(connection: Connection, target: str) -> int:
    mine = select(sightings.c.paper_id).where(sightings.c.target == target)
    query = (
        select(func.count())
        .select_from(fetches)
        .join(papers, papers.c.id == fetches.c.paper_id)
        .where(fetches.c.outcome == Outcome.OK, papers.c.merged_into.is_(None), fetches.c.paper_id.in_(mine))
    )
    return int(connection.scalar(query) or 0)


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
