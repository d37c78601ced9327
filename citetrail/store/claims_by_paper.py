"""Dealing by paper: the claims that hang on one paper come one after the other, leased to one window together."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Text, bindparam, func, or_, select

from citetrail.records.vocabulary import ClaimKind
from citetrail.store.claim_filters import Filter, Order, conditions
from citetrail.store.claims import find_claim, papers_touched
from citetrail.store.leases import Viewer, held_by, lease, times
from citetrail.store.queue import FREE, Dealt, audits_for, candidates, forget_skips, held_cards
from citetrail.store.sql import read_records
from citetrail.store.states import ANSWERS
from citetrail.store.tables import WAITING, affiliations, claims, decisions

MOST_OF_PAPER = 40  # claims of one paper that a window holds at once
MOST_LOOKED_AT = 10  # papers of an organisation, for the one with which its sector is asked
# In the order in which a person reads a paper: what it used, who wrote it, what they are.
KINDS = (ClaimKind.USE, ClaimKind.DIFFERENCE, ClaimKind.AFFILIATION, ClaimKind.RESOLUTION, ClaimKind.SECTOR)


class ClaimOfPaper(NamedTuple):
    """A claim in the list beside its paper's cards."""

    id: str
    kind: str
    text: str


def deal_by_paper(
    connection: Connection,
    wanted: Filter,
    viewer: Viewer,
    *,
    cards: int = 2,
    audit_share: float = 0.0,
    turn: int = 0,
    of_paper: str = "",
) -> list[Dealt]:
    """Lease the next cards so that a paper's claims follow each other.

    `of_paper` is the paper whose claims were on screen; what waits of it comes first. Audits come between two papers,
    about one in ten cards, unmarked as ever. Must run in a writing transaction.
    """
    moment = datetime.now(UTC)
    held = held_cards(connection, wanted, viewer, times(moment))
    for card in held:
        lease(connection, card.claim_id, viewer, moment)
    dealt = _rest_of_paper(connection, wanted, viewer, held, of_paper)
    if len(dealt) < cards:
        dealt += _next_paper(connection, wanted, viewer, dealt, audit_share, turn)
    if not dealt and forget_skips(connection, wanted, viewer):
        return deal_by_paper(connection, wanted, viewer, cards=cards, audit_share=audit_share, turn=turn)
    return dealt[:cards]


def _rest_of_paper(
    connection: Connection, wanted: Filter, viewer: Viewer, held: list[Dealt], of_paper: str
) -> list[Dealt]:
    """What this window holds, the claims of one paper in front: of the one on screen, else of the first card held."""
    for paper in dict.fromkeys([of_paper, *(paper_of(connection, d.claim_id) for d in held[:1])]):
        ids = waiting_of_paper(connection, wanted, viewer, paper) if paper else []
        mine = {d.claim_id: d for d in held}
        first = [
            replace(mine.get(c, Dealt(c)), paper=paper)
            for c in ids
            if c in mine or lease(connection, c, viewer, datetime.now(UTC))
        ]
        if first:
            taken = {d.claim_id for d in first}
            return [*first, *(_with_paper(connection, d) for d in held if d.claim_id not in taken)]
    return [_with_paper(connection, d) for d in held]


def _next_paper(
    connection: Connection, wanted: Filter, viewer: Viewer, dealt: list[Dealt], share: float, turn: int
) -> list[Dealt]:
    """The claims of the paper with the best claim that this window does not hold; before them an audit when due."""
    when = times(datetime.now(UTC))
    taken = {d.claim_id for d in dealt}
    best = next((c for c in candidates(connection, wanted, viewer, when) if c not in taken), None)
    drawn: list[Dealt] = []
    if best is not None:
        paper, ids = _best_paper(connection, wanted, viewer, best)
        drawn = [Dealt(c, paper=paper) for c in (ids if best in ids else [best, *ids]) if c not in taken]
    # One card in ten, counted in claims: a paper of many claims leaps over no audit.
    due = best is None or turn % 10 + len(drawn) >= 10
    if share > 0 and due and not any(d.audit for d in dealt):
        marked = [c for c in audits_for(connection, wanted, viewer, share, when) if c not in taken]
        drawn = [*(Dealt(c, audit=True, paper=paper_of(connection, c)) for c in marked[:1]), *drawn]
    return [d for d in drawn if lease(connection, d.claim_id, viewer, datetime.now(UTC))]


def _best_paper(connection: Connection, wanted: Filter, viewer: Viewer, claim_id: str) -> tuple[str, list[str]]:
    """The paper to deal a claim with, and what waits of it. One on several goes with the fullest."""
    claim = find_claim(connection, claim_id)
    assert claim is not None
    of = [claim.paper_id] if claim.paper_id else [p.id for p in papers_touched(connection, claim, MOST_LOOKED_AT)]
    found = [(paper, waiting_of_paper(connection, wanted, viewer, paper)) for paper in of]
    return max(found, key=lambda each: len(each[1]), default=("", []))


def _with_paper(connection: Connection, card: Dealt) -> Dealt:
    return replace(card, paper=paper_of(connection, card.claim_id))


def paper_of(connection: Connection, claim_id: str) -> str:
    """The paper with whose claims this one is dealt: its own, else the newest that names what it is about."""
    claim = find_claim(connection, claim_id)
    if claim is None:
        return ""
    if claim.paper_id is not None:
        return claim.paper_id
    touched = papers_touched(connection, claim, 1)
    return touched[0].id if touched else ""


def waiting_of_paper(connection: Connection, wanted: Filter, viewer: Viewer, paper: str) -> list[str]:
    """The paper's claims that this viewer may be asked, in the order of reading."""
    told = {**times(datetime.now(UTC)), "session": viewer.session, "reviewer": viewer.reviewer}
    plain = conditions(replace(wanted, words="", order=Order.DATE))
    mine = (WAITING, *FREE, claims.c.once_by != bindparam("reviewer", type_=Text))
    found: dict[str, tuple[int, float]] = {}
    for where in _about(wanted.target, paper):
        query = select(claims.c.id, claims.c.kind, claims.c.rank).where(*where, *plain, *mine)
        for key, kind, rank in connection.execute(query.limit(MOST_OF_PAPER), told):
            found[key] = (KINDS.index(ClaimKind(kind)), -rank)
    return sorted(found, key=lambda key: (*found[key], key))[:MOST_OF_PAPER]


def keep_paper(connection: Connection, viewer: Viewer, paper: str) -> None:
    """Renew what this window holds of the paper, while one of its cards is looked at."""
    moment = datetime.now(UTC)
    for claim_id in held_by(connection, viewer, times(moment)):
        if paper_of(connection, claim_id) == paper:
            lease(connection, claim_id, viewer, moment)


def _about(target: str, paper: str) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Conditions for the claims on a paper: its own, those on its organisations, those on its unresolved strings.

    Three small queries: asked for in one, the database reads every claim of the target.
    """
    yield (claims.c.paper_id == paper,)
    here = (affiliations.c.paper_id == paper, affiliations.c.target == target)
    yield (claims.c.organisation_id.in_(_of(affiliations.c.organisation_id, here)), claims.c.kind == ClaimKind.SECTOR)
    yield (claims.c.raw_key.in_(_of(affiliations.c.raw_key, here)), claims.c.kind == ClaimKind.RESOLUTION)


def _of(column: Any, where: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    return select(column).where(*where, column.is_not(None)).distinct()


def claims_of_paper(connection: Connection, target: str, paper: str, viewer: Viewer) -> list[ClaimOfPaper]:
    """The paper's claims that wait, or that this reviewer voted on, in the order of reading."""
    voted = select(decisions.c.claim_id).where(
        decisions.c.claim_id == claims.c.id,
        decisions.c.reviewer == viewer.reviewer,
        decisions.c.vote.in_(ANSWERS),
    )
    shown = or_(WAITING, voted.exists())
    found: dict[str, ClaimOfPaper] = {}
    for where in _about(target, paper):
        query = select(claims.c.id, claims.c.kind, claims.c.text).where(*where, shown, claims.c.current)
        query = query.where(claims.c.target.concat("") == target).order_by(claims.c.rank.desc(), claims.c.id)
        found |= {row.id: row for row in read_records(connection, ClaimOfPaper, query.limit(MOST_OF_PAPER))}
    return sorted(found.values(), key=lambda row: KINDS.index(ClaimKind(row.kind)))


def own_votes(connection: Connection, reviewer: str, ids: list[str]) -> dict[str, str]:
    """The reviewer's last vote that stands on each of these claims."""
    later = decisions.alias()
    undone = select(later.c.id).where(later.c.undoes == decisions.c.id, later.c.claim_id == decisions.c.claim_id)
    mine = (decisions.c.claim_id.in_(ids), decisions.c.reviewer == reviewer, decisions.c.vote.in_(ANSWERS))
    newest = select(func.max(decisions.c.id)).where(*mine, ~undone.exists()).group_by(decisions.c.claim_id)
    query = select(decisions.c.claim_id, decisions.c.vote).where(decisions.c.id.in_(newest))
    return {row.claim_id: row.vote for row in connection.execute(query)}
