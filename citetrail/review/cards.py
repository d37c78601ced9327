"""What one card shows, gathered from the store. Reads only."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from citetrail.records.copies import Copy
from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import ClaimKind, ClaimState, Sector, Vote
from citetrail.records.withdrawals import Withdrawal
from citetrail.review.card_copies import in_how_many, readable_copies, with_copies
from citetrail.review.card_quotes import Quote
from citetrail.review.criteria import Criteria, criteria
from citetrail.review.texts import state_words
from citetrail.store.accounts import ReviewerRole
from citetrail.store.claims import Claim, PaperTitle, find_claim, papers_touched
from citetrail.store.decisions import Decision, log_of
from citetrail.store.evidence import ShownEvidence, evidence_for
from citetrail.store.kept_annotations import KeptAnnotation, outsiders_annotations
from citetrail.store.like_decisions import LikeDecision, like_decisions
from citetrail.store.military_grounds import is_printed
from citetrail.store.organisations import StoredOrganisation, find_organisation
from citetrail.store.paper_withdrawals import withdrawals_of
from citetrail.store.papers import StoredPaper, find_paper, printed_head
from citetrail.store.remarks import Remark, remarks_on
from citetrail.store.states import ANSWERS, ClaimStanding, may_rule
from citetrail.store.two_people import Judge

# More than anybody reads before deciding; a claim on a school may rest on hundreds of papers.
MOST_EVIDENCE = 20
MOST_PAPERS = 50
MOST_NOTES = 20


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

    claim: Claim
    criteria: Criteria
    quotes: list[Quote]
    paper: StoredPaper | None
    title: str
    authors: list[str]
    date: str
    organisation: StoredOrganisation | None
    parent_name: str
    designations: list[Listed]
    papers: list[PaperTitle]
    score: float | None
    learned: float | None
    blind: bool
    mine: Decision | None
    earlier: list[Decision]
    votes: list[Decision]
    standing: ClaimStanding
    state: str
    audit: bool = False
    may_decide: bool = True
    adjudicates: bool = False
    wants_source: bool = False  # nothing else would carry the sector military in a verified release
    copies: str = ""  # "in 2 of 3 copies"; empty where there is one
    readable: int = 0  # copies of its paper whose text was read
    withdrawal: Withdrawal | None = None
    sees_votes: bool = False  # whoever sees them may also read and write what people say of the claim
    remarks: list[Remark] = field(default_factory=list)
    # What people settled on like claims; an audit judges without it.
    decided_alike: list[LikeDecision] = field(default_factory=list)
    # What others wrote on its documents in tools of their own; an audit and a blind vote judge without it.
    notes: list[KeptAnnotation] = field(default_factory=list)

    @property
    def textless(self) -> bool:
        """Whether no text of its paper could be had, so that somebody may add a file."""
        return self.paper is not None and not self.readable and not any(q.sha256 for q in self.quotes)

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
    claim = find_claim(connection, claim_id)
    if claim is None:
        return None
    view = _view(connection, claim, reviewer, role, audit)
    paper = find_paper(connection, claim.paper_id) if claim.paper_id is not None else None
    date = (paper.published_on or str(paper.year or "")) if paper else ""
    organisation = find_organisation(connection, claim.organisation_id) if claim.organisation_id is not None else None
    parent = find_organisation(connection, organisation.parent) if organisation and organisation.parent else None
    title, authors = _head(connection, claim, paper)
    quotes = [quote_of(found) for found in evidence_for(connection, claim, MOST_EVIDENCE)]
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
        parent_name=parent.name if parent else "",
        designations=_designations(organisation, date),
        papers=papers_touched(connection, claim, MOST_PAPERS),
        score=None if view.blind else claim.score,
        learned=None if view.blind else claim.learned,
        blind=view.blind,
        mine=view.mine,
        earlier=view.earlier,
        votes=view.votes,
        standing=view.standing,
        state=view.state,
        audit=audit,
        may_decide=role != ReviewerRole.ANALYST,
        adjudicates=view.adjudicates,
        wants_source=_wants_source(connection, claim, organisation),
        withdrawal=withdrawals_of(connection, claim.target, [paper.id]).get(paper.id) if paper else None,
        readable=len(held),
        copies=in_how_many([q.sha256 for q in quotes], held),
        sees_votes=view.sees_votes,
        remarks=remarks_on(connection, claim_id) if view.sees_votes else [],
        decided_alike=[] if audit else like_decisions(connection, claim),
        notes=[] if audit or view.blind else _notes(connection, quotes, held),
    )


@dataclass(frozen=True, slots=True)
class _View:
    """What one reviewer is shown of a claim's decisions."""

    standing: ClaimStanding
    mine: Decision | None
    earlier: list[Decision]  # on other evidence, which the claim has no more
    votes: list[Decision]
    state: str
    adjudicates: bool
    blind: bool
    sees_votes: bool


def _view(connection: Connection, claim: Claim, reviewer: str, role: str, audit: bool) -> _View:
    log = log_of(connection, claim.id)
    judge = Judge(connection, [claim])
    standing, two = judge.standing(claim.id, log, claim.evidence_hash), judge.wants_two(claim.id)
    undone = {e.undoes for e in log if e.vote == Vote.UNDO}
    votes = [e for e in log if e.id not in undone and e.vote in (*ANSWERS, Vote.FLAG)]
    # A flag or a note is no vote: whoever only flagged has not judged yet.
    answers = [e for e in votes if e.reviewer == reviewer and e.vote in ANSWERS and _current(e, claim)]
    mine = answers[-1] if answers else None
    # A second or auditing reviewer sees nothing that could lead: not the machine's score, not the other vote.
    settled = standing.state not in (ClaimState.OPEN, ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE)
    adjudicates = role == ReviewerRole.ADJUDICATOR and may_rule(log, claim.evidence_hash, reviewer)
    looks_on = role == ReviewerRole.ANALYST
    blind = mine is None and not adjudicates and not looks_on and (audit or two)
    sees_votes = not audit and not blind and (mine is not None or adjudicates or settled or looks_on)
    before = [e for e in votes if not _current(e, claim) and e.vote in ANSWERS]
    return _View(
        standing,
        mine,
        earlier=[e for e in before if not blind or e.reviewer == reviewer],
        votes=[e for e in votes if _current(e, claim)] if sees_votes else [],
        state=state_words(standing.state) if sees_votes or standing.state == ClaimState.OPEN else "",
        adjudicates=adjudicates,
        blind=blind,
        sees_votes=sees_votes,
    )


def _notes(connection: Connection, quotes: list[Quote], held: list[Copy]) -> list[KeptAnnotation]:
    shas = dict.fromkeys(sha for sha in (*(q.sha256 for q in quotes), *(copy.sha256 for copy in held)) if sha)
    return outsiders_annotations(connection, list(shas))[:MOST_NOTES]


def _current(entry: Decision, claim: Claim) -> bool:
    return entry.evidence_hash == claim.evidence_hash


def _head(connection: Connection, claim: Claim, paper: StoredPaper | None) -> tuple[str, list[str]]:
    """Title and authors: the service's, else as printed."""
    if paper is None:
        return "", []
    title, authors = printed_head(connection, paper.id, claim.target)
    return paper.title or title, [a["name"] for a in paper.authors] or authors


def quote_of(row: ShownEvidence) -> Quote:
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


def _wants_source(connection: Connection, claim: Claim, organisation: StoredOrganisation | None) -> bool:
    """Whether "military" would rest on a row that nobody checked, so that a reviewer must name a source for it."""
    if claim.sector != Sector.MILITARY or (organisation is not None and organisation.source_confirmed):
        return False
    about = claim.organisation_id if claim.kind == ClaimKind.SECTOR else None
    return not is_printed(connection, claim.target, organisation=about, words=claim.raw_key)


def _designations(organisation: StoredOrganisation | None, date: str) -> list[Listed]:
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
