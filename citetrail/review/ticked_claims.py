"""What becomes of claims decided together: which one word may settle, and of each other one why it may not."""

from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Connection

from citetrail.records.vocabulary import ClaimState, Reason, Vote
from citetrail.review.card_responses import viewer
from citetrail.review.security import Visitor
from citetrail.review.texts import LISTED, reasons_for
from citetrail.store.claims import Claim, find_claims
from citetrail.store.decision_batches import decide_together
from citetrail.store.decision_log import Ballot
from citetrail.store.evidence import evidence_for
from citetrail.store.leases import renew
from citetrail.store.two_people import is_sensitive
from citetrail.store.work_lists import waits_for


class LeftOut(StrEnum):
    """Why a ticked claim was left out."""

    UNKNOWN = "it is not in the store any more"
    PAST = "no paper makes it any more"
    CLEARED = "the machine reads it as not used, and nobody is asked"
    YOURS = "you decided it already, it waits for somebody else"
    SETTLED = "it waits for nobody:"  # its state as a list says it follows
    FLAGGED = "it is flagged for an adjudicator: open its card"
    SENSITIVE = "it is sensitive: accept it on its own card"
    ELSEWHERE = "it is on another screen at this moment"


class Proviso(StrEnum):
    """What a decision on a ticked claim lacks."""

    NO_REASON = "the reason does not fit its kind, and is not kept"
    CHANGED = "its evidence changed after the list was shown, so the claim comes back"


@dataclass(frozen=True, slots=True)
class TickedClaim:
    """A ticked claim and what is to be said of it; of one that is gone there is no text."""

    claim_id: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Lot:
    """Claims that were ticked and decided as one; `token` is the list's that they were ticked in."""

    token: str
    decided: int = 0
    left_out: tuple[TickedClaim, ...] = ()
    provisos: tuple[TickedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class LotBallot:
    """The one thing that is said of all: `shown` is each ticked claim's evidence as the list showed it."""

    token: str
    vote: Vote
    shown: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    note: str = ""


def decide_lot(connection: Connection, person: Visitor, said: LotBallot) -> Lot:
    """Decide those of the ticked claims that wait for this person; raises what `decide_together` raises."""
    found = find_claims(connection, list(said.shown))
    left: list[TickedClaim] = []
    fit: list[Claim] = []
    for key in said.shown:
        why = _why_not(connection, person, found.get(key), said.vote)
        if why:
            left.append(TickedClaim(key, found[key].text if key in found else "", why))
        else:
            fit.append(found[key])
    if not fit:
        return Lot(said.token, left_out=tuple(left))
    done = decide_together(connection, said.token, [_ballot(connection, person, claim, said) for claim in fit])
    provisos = []
    for claim, made in zip(fit, done, strict=True):
        if not made.counts:
            provisos.append(TickedClaim(claim.id, claim.text, Proviso.CHANGED))
        elif _wants_reason(said) and not _fits(said, claim):
            provisos.append(TickedClaim(claim.id, claim.text, Proviso.NO_REASON))
    return Lot(said.token, len(done), tuple(left), tuple(provisos))


def _why_not(connection: Connection, person: Visitor, claim: Claim | None, vote: Vote) -> str:
    """Why one word may not settle this claim; empty when it may, and then this window holds it."""
    if claim is None:
        return LeftOut.UNKNOWN
    if not waits_for(claim, person.name):
        return _not_waiting(claim, person.name)
    if claim.flagged:
        return LeftOut.FLAGGED
    if vote is Vote.ACCEPT and is_sensitive(connection, claim):
        return LeftOut.SENSITIVE
    return "" if renew(connection, viewer(person), claim.id) else LeftOut.ELSEWHERE


def _not_waiting(claim: Claim, reviewer: str) -> str:
    if not claim.current:
        return LeftOut.PAST
    if claim.cleared:
        return LeftOut.CLEARED
    if claim.once_by == reviewer:
        return LeftOut.YOURS
    return f"{LeftOut.SETTLED} {LISTED[ClaimState(claim.state)]}"


def _ballot(connection: Connection, person: Visitor, claim: Claim, said: LotBallot) -> Ballot:
    """One claim's ballot; a reason that does not fit its kind is left out."""
    return Ballot(
        token="",
        claim_id=claim.id,
        reviewer=person.name,
        vote=said.vote,
        evidence_hash=said.shown[claim.id][:64],
        evidence_ids=tuple(e.id for e in evidence_for(connection, claim, 1)),
        reason=Reason(said.reason) if _wants_reason(said) and _fits(said, claim) else None,
        note=said.note,
    )


def _wants_reason(said: LotBallot) -> bool:
    return said.vote is Vote.REJECT and bool(said.reason)


def _fits(said: LotBallot, claim: Claim) -> bool:
    return said.reason in reasons_for(claim.kind)
