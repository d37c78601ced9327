"""What one card shows, gathered from the store. Reads only."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import ClaimKind, ClaimState, Vote
from citetrail.review.card_copies import in_how_many, readable_copies, with_copies
from citetrail.review.card_quotes import Quote
from citetrail.review.criteria import Criteria, criteria
from citetrail.review.texts import state_words
from citetrail.store.accounts import ReviewerRole
from citetrail.store.decision_log import log_of
from citetrail.store.review_policies import wants_two
from citetrail.store.states import ANSWERS, Standing, derive, may_rule
from citetrail.store.tables import (
    affiliations,
    assessments,
    claim_evidence,
    claims,
    documents,
    evidence,
    organisations,
    papers,
)

MOST_EVIDENCE = 20
MOST_PAPERS = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A designation beside the paper's date."""

    list: str
    since: str
    until: str
    citation: str
    holds: str  # in words: whether it was in force when the paper came out


@dataclass(slots=True)
class Card:
    """Everything that one card shows. What a blind reviewer must not see is not in it."""

    claim: Row[Any]
    criteria: Criteria
    quotes: list[Quote]
    paper: Row[Any] | None
    title: str
    authors: list[str]
    date: str
    organisation: Row[Any] | None
    designations: list[Listed]
    papers: list[Row[Any]]
    score: float | None
    learned: float | None
    blind: bool
    mine: Row[Any] | None
    earlier: list[Row[Any]]
    votes: list[Row[Any]]
    standing: Standing
    state: str
    audit: bool = False
    may_decide: bool = True
    adjudicates: bool = False
    others: list[Row[Any]] = field(default_factory=list)
    copies: str = ""  # "in 2 of 3 copies"; empty where there is one

    @property
    def evidence_ids(self) -> tuple[str, ...]:
        return tuple(q.id for q in self.quotes)

    @property
    def mark(self) -> str:
        """Changes with whatever makes a card that was fetched a moment ago out of date."""
        standing = self.standing
        told = (self.claim.evidence_hash, self.claim.current, self.blind, self.audit, self.may_decide, self.state)
        return short_hash(json.dumps([*told, standing.flagged, self.adjudicates, len(self.votes)]))


def build(connection: Connection, claim_id: str, reviewer: str, role: str, *, audit: bool = False) -> Card | None:
    """The card of a claim for this reviewer; None when there is no such claim."""
    claim = connection.execute(select(claims).where(claims.c.id == claim_id)).first()
    if claim is None:
        return None
    log = log_of(connection, claim_id)
    two = wants_two(connection) and claim.sensitive
    standing = derive(log, claim.evidence_hash, two_reviewers=two)
    undone = {e.undoes for e in log if e.vote == Vote.UNDO}
    votes = [e for e in log if e.id not in undone and e.vote in (*ANSWERS, Vote.FLAG)]
    # A flag or a note is no vote: whoever only flagged has not judged yet.
    answers = [e for e in votes if e.reviewer == reviewer and e.vote in ANSWERS and _current(e, claim)]
    mine = answers[-1] if answers else None
    # A second or auditing reviewer sees nothing that could lead: not the machine's score, not the other vote.
    settled = standing.state not in (ClaimState.OPEN, ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE)
    adjudicates = role == ReviewerRole.ADJUDICATOR and may_rule(log, claim.evidence_hash, reviewer)
    looks_on = role == ReviewerRole.ANALYST
    blind = mine is None and not adjudicates and not looks_on and (audit or bool(two))
    sees_votes = not audit and not blind and (mine is not None or adjudicates or settled or looks_on)
    paper = _paper(connection, claim)
    date = (paper.published_on or str(paper.year or "")) if paper else ""
    organisation = _organisation(connection, claim.organisation_id)
    title, authors = _head(connection, claim, paper)
    quotes = _quotes(connection, claim)
    held = readable_copies(connection, claim.paper_id) if claim.paper_id else []
    return Card(
        claim=claim,
        criteria=criteria()[claim.kind],
        quotes=with_copies(quotes, held),
        paper=paper,
        title=title,
        authors=authors,
        date=date,
        organisation=organisation,
        designations=_designations(organisation, date),
        papers=_papers(connection, claim),
        score=None if blind else claim.score,
        learned=None if blind else claim.learned,
        blind=blind,
        mine=mine,
        earlier=[
            e for e in votes if not _current(e, claim) and e.vote in ANSWERS and (not blind or e.reviewer == reviewer)
        ],
        votes=[e for e in votes if _current(e, claim)] if sees_votes else [],
        standing=standing,
        state=state_words(standing.state) if sees_votes or standing.state == ClaimState.OPEN else "",
        audit=audit,
        may_decide=role != ReviewerRole.ANALYST,
        adjudicates=adjudicates,
        copies=in_how_many([q.sha256 for q in quotes], held),
    )


def _current(entry: Row[Any], claim: Row[Any]) -> bool:
    return bool(entry.evidence_hash == claim.evidence_hash)


def _paper(connection: Connection, claim: Row[Any]) -> Row[Any] | None:
    if claim.paper_id is None:
        return None
    return connection.execute(select(papers).where(papers.c.id == claim.paper_id)).first()


def _head(connection: Connection, claim: Row[Any], paper: Row[Any] | None) -> tuple[str, list[str]]:
    """Title and authors: the service's, else as printed."""
    if paper is None:
        return "", []
    here = (assessments.c.paper_id == paper.id, assessments.c.target == claim.target)
    printed = connection.execute(select(assessments.c.title, assessments.c.authors).where(*here)).first()
    authors = paper.authors or (printed.authors if printed else [])
    title = paper.title or (printed.title if printed else "")
    return title, [a["name"] for a in authors]


def _quotes(connection: Connection, claim: Row[Any]) -> list[Quote]:
    base = select(evidence, documents.c.url, documents.c.retrieved_at).outerjoin(
        documents, documents.c.sha256 == evidence.c.sha256
    )
    query = (
        base.join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
        .where(claim_evidence.c.claim_id == claim.id)
        .order_by(claim_evidence.c.rank, evidence.c.id)
    )
    rows = list(connection.execute(query.limit(MOST_EVIDENCE)))
    if not rows and claim.organisation_id:
        # A claim about an organisation rests on its record; the strings that led to it are shown beside.
        strings = select(affiliations.c.evidence_id).where(
            affiliations.c.organisation_id == claim.organisation_id, affiliations.c.target == claim.target
        )
        rows = list(connection.execute(base.where(evidence.c.id.in_(strings.limit(5))).order_by(evidence.c.id)))
    return [_quote(row) for row in rows]


def _quote(row: Row[Any]) -> Quote:
    text, start, end = row.quote, row.match_start, row.match_end
    inside = 0 <= start < end <= len(text)
    parts = (text[:start], text[start:end], text[end:]) if inside else ("", text, "")
    return Quote(
        id=row.id,
        before=row.before,
        quote=parts,
        after=row.after,
        section=row.section,
        origin=row.origin,
        page=row.page,
        sha256=row.sha256 if row.retrieved_at else None,
        url=row.url,
        retrieved_at=row.retrieved_at,
        boxes=bool(row.boxes),
        top=float(row.boxes[0][1]) if row.boxes else 0.0,
        paper_id=row.paper_id,
    )


def _organisation(connection: Connection, organisation_id: str | None) -> Row[Any] | None:
    if organisation_id is None:
        return None
    parent = organisations.alias("parent")
    query = (
        select(organisations, parent.c.name.label("parent_name"))
        .outerjoin(parent, parent.c.id == organisations.c.parent)
        .where(organisations.c.id == organisation_id)
    )
    return connection.execute(query).first()


def _designations(organisation: Row[Any] | None, date: str) -> list[Listed]:
    if organisation is None:
        return []
    return [_listed(d, date) for d in organisation.designations]


def _listed(told: Mapping[str, Any], date: str) -> Listed:
    since, until = told.get("since") or "", told.get("until") or ""
    if not date:
        holds = ""
    elif since and date < since[: len(date)]:
        holds = "not yet on the list when the paper came out"
    elif until and date > until[: len(date)]:
        holds = "no longer on the list when the paper came out"
    elif since and date == since[: len(date)] and len(date) < len(since):
        holds = "listed in the paper's year; the exact date of the paper is not known"
    else:
        holds = "on the list when the paper came out"
    return Listed(told.get("list", ""), since, until, told.get("citation", ""), holds)


def _papers(connection: Connection, claim: Row[Any]) -> list[Row[Any]]:
    """The papers that one decision on an organisation or a string touches."""
    if claim.kind == ClaimKind.RESOLUTION:
        key = affiliations.c.raw_key == claim.raw_key
    elif claim.kind == ClaimKind.SECTOR:
        key = affiliations.c.organisation_id == claim.organisation_id
    else:
        return []
    mine = select(affiliations.c.paper_id).where(key, affiliations.c.target == claim.target).distinct()
    query = select(papers.c.id, papers.c.title, papers.c.year).where(papers.c.id.in_(mine))
    return list(connection.execute(query.order_by(papers.c.year.desc(), papers.c.id).limit(MOST_PAPERS)))


def other_claims(connection: Connection, claim: Row[Any], limit: int = 12) -> list[Row[Any]]:
    """Other claims about the same paper or organisation, to move between."""
    if claim.paper_id:
        here = claims.c.paper_id == claim.paper_id
    elif claim.organisation_id:
        here = claims.c.organisation_id == claim.organisation_id
    else:
        return []
    query = select(claims.c.id, claims.c.text, claims.c.kind).where(
        here, claims.c.id != claim.id, claims.c.target == claim.target, claims.c.current
    )
    return list(connection.execute(query.order_by(claims.c.priority.desc(), claims.c.id).limit(limit)))


def find_organisations(connection: Connection, words: str, limit: int = 20) -> Sequence[Row[Any]]:
    """Organisations whose name holds the words, for a correction."""
    from citetrail.store.search import search

    if not words.strip():
        return []
    found = search(connection, words).organisations
    query = select(organisations).where(or_(organisations.c.id.in_(found), organisations.c.id == words.strip()))
    return list(
        connection.execute(query.order_by(func.length(organisations.c.name), organisations.c.name).limit(limit))
    )
