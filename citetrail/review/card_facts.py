"""A card and a listed claim in plain values, for programs: of scores and votes only what their reader may see."""

from typing import Any

from citetrail.records.vocabulary import ClaimState
from citetrail.review.cards import Card
from citetrail.review.texts import CLEARED, LISTED
from citetrail.store.claims import Claim


def card_facts(card: Card) -> dict[str, Any]:
    """A card in plain values: its passages, and of scores and votes what this reader may see."""
    return listed_claim(card.claim) | {
        "score": card.score,
        "blind": card.blind,
        "evidence_hash": card.claim.evidence_hash,
        "rule": card.claim.rule,
        "quotes": [
            {
                "id": q.id,
                "quote": "".join(q.quote),
                "match": q.quote[1],
                "before": q.before,
                "after": q.after,
                "section": q.section,
                "page": q.page,
                "origin": q.origin,
                "sha256": q.sha256,
            }
            for q in card.quotes
        ],
        "remarks": [one._asdict() for one in card.remarks],
        "decided_alike": [one._asdict() for one in card.decided_alike],
        "votes": [
            {
                "reviewer": v.reviewer,
                "vote": v.vote,
                "correction": v.correction,
                "reason": v.reason,
                "note": v.note,
                "adjudication": v.adjudication,
                "decided_at": v.decided_at,
            }
            for v in card.votes
        ],
    }


def listed_claim(claim: Claim) -> dict[str, Any]:
    """A claim as lists tell it: in which of the waiting states it is would tell how somebody voted."""
    cleared = claim.cleared and claim.state == ClaimState.OPEN
    return {
        "claim": claim.id,
        "target": claim.target,
        "kind": claim.kind,
        "text": claim.text,
        "paper": claim.paper_id,
        "member": claim.member,
        "role": claim.role,
        "organisation": claim.organisation_id,
        "sector": claim.sector,
        "state": CLEARED if cleared else LISTED[ClaimState(claim.state)],
        "flagged": claim.flagged,
        "current": claim.current,
        "papers": claim.papers,
    }
