"""Which claims are wanted, in which order; and a page of them for the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from citetrail.records.vocabulary import ClaimState
from citetrail.store.claims import Claim
from citetrail.store.search import Hits, search
from citetrail.store.sql import columns_of, read_records
from citetrail.store.states import ANSWERS
from citetrail.store.tables import (
    PAPER_DATE,
    WAITING,
    WAITING_STATES,
    affiliations,
    claim_evidence,
    claim_tags,
    claims,
    decisions,
    papers,
)


class ListedState(StrEnum):
    """What a list may ask for beside the states of claims."""

    WAITING = "waiting"  # for a first or second vote
    ANOTHER = "another"  # further votes are wanted
    FLAGGED = "flagged"
    CLEARED = "cleared"


# These two are one in a list, whatever the address asks for: each would tell how somebody voted.
ANOTHER_VOTE = (ListedState.ANOTHER, ClaimState.UNSURE, ClaimState.AGREED)


class Order(StrEnum):
    """In which order the cards come."""

    PRIORITY = "priority"  # newsworthiness × uncertainty
    LEARNED = "learned"  # the same, by what the decisions taught
    PAPER = "paper"
    ORGANISATION = "organisation"
    DATE = "date"  # newest paper first
    REVIEWER = "reviewer"  # in the list: by who decided


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are wanted; empty fields want all."""

    target: str
    kind: str = ""
    member: str = ""
    role: str = ""
    headline: str = ""
    sector: str = ""
    organisation: str = ""
    paper: str = ""
    state: str = ""
    reviewer: str = ""
    words: str = ""
    tag: str = ""
    together: str = ""  # "paper": the claims of a paper are dealt one after the other
    order: Order = Order.LEARNED


def conditions(wanted: Filter, hits: Hits | None = None) -> list[ColumnElement[bool]]:
    """The filter as conditions on `claims`, state and reviewer apart."""
    target = claims.c.target.concat("") if wanted.order is Order.DATE else claims.c.target
    found: list[ColumnElement[bool]] = [target == wanted.target]
    for column, value in (
        (claims.c.kind, wanted.kind),
        (claims.c.member, wanted.member),
        (claims.c.role, wanted.role),
        (claims.c.headline, wanted.headline),
        (claims.c.sector, wanted.sector),
        (claims.c.paper_id, wanted.paper),
    ):
        if value:
            found.append(column == value)
    if wanted.organisation:
        # A use claim belongs to the organisations of its paper.
        written = select(affiliations.c.paper_id).where(affiliations.c.organisation_id == wanted.organisation)
        found.append(or_(claims.c.organisation_id == wanted.organisation, claims.c.paper_id.in_(written)))
    if wanted.tag:
        found.append(claims.c.id.in_(select(claim_tags.c.claim_id).where(claim_tags.c.tag == wanted.tag)))
    if hits is not None:
        proof = select(claim_evidence.c.claim_id).where(claim_evidence.c.evidence_id.in_(hits.evidence))
        found.append(
            or_(
                claims.c.id.in_(proof),
                claims.c.paper_id.in_(hits.papers),
                claims.c.organisation_id.in_(hits.organisations),
            )
        )
    return found


def ordered(query: Select[Any], order: Order) -> Select[Any]:
    """The query in that order. Each order of waiting claims runs down an index of its own."""
    if order is Order.PAPER:
        return query.order_by(claims.c.paper_id.desc(), claims.c.priority.desc(), claims.c.id.desc())
    if order is Order.ORGANISATION:
        return query.order_by(claims.c.organisation_id.desc(), claims.c.priority.desc(), claims.c.id.desc())
    if order is Order.DATE:
        # From the newest paper to its claims: the concatenations here and in `conditions` keep SQLite from going the
        # other way round, from every claim of the target to its paper, and sorting.
        joined = query.join(papers, papers.c.id.concat("") == claims.c.paper_id)
        return joined.order_by(PAPER_DATE.desc(), papers.c.id.desc())
    column = claims.c.rank if order is Order.LEARNED else claims.c.priority
    return query.order_by(column.desc(), claims.c.id.desc())


def listing(
    connection: Connection, wanted: Filter, *, limit: int = 50, offset: int = 0
) -> tuple[list[Claim], bool, bool]:
    """A page of claims for the list: rows, whether more follow, whether the search was cut short."""
    hits = search(connection, wanted.words) if wanted.words else None
    query = select(*columns_of(Claim, claims)).where(*conditions(wanted, hits))
    # Which way a first vote went is nobody's to see before the second: the three waiting states are one.
    if wanted.state == ListedState.WAITING or wanted.state in WAITING_STATES:
        query = query.where(WAITING)
    elif wanted.state in ANOTHER_VOTE:
        query = query.where(claims.c.state.in_((ClaimState.UNSURE, ClaimState.AGREED)))
    elif wanted.state == ListedState.FLAGGED:
        query = query.where(claims.c.flagged)
    elif wanted.state == ListedState.CLEARED:
        query = query.where(claims.c.cleared, claims.c.current)
    elif wanted.state:
        query = query.where(claims.c.state == wanted.state)
    if wanted.reviewer or wanted.order is Order.REVIEWER:
        latest = (
            select(decisions.c.claim_id, func.max(decisions.c.id).label("last"), decisions.c.reviewer)
            .where(decisions.c.vote.in_(ANSWERS))
            .group_by(decisions.c.claim_id, decisions.c.reviewer)
            .subquery()
        )
        query = query.join(latest, latest.c.claim_id == claims.c.id).where(claims.c.once_by == "")
        # Of a claim that two people judge blind, who said the one vote "unsure" is not told either: together with
        # its state it would be the vote itself.
        query = query.where(
            claims.c.state != ClaimState.AGREED, or_(~claims.c.sensitive, claims.c.state != ClaimState.UNSURE)
        )
        if wanted.reviewer:
            query = query.where(latest.c.reviewer == wanted.reviewer)
        query = query.order_by(latest.c.reviewer, latest.c.last.desc())
    else:
        query = ordered(query, wanted.order)
    rows = list(read_records(connection, Claim, query.limit(limit + 1).offset(offset)))
    return rows[:limit], len(rows) > limit, bool(hits and hits.more)


def paper_titles(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    query = select(papers.c.id, papers.c.title).where(papers.c.id.in_(ids))
    return {row.id: row.title for row in connection.execute(query)}
