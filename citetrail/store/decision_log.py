"""The log of decisions: appending to it, and keeping the claims' cached state in step with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from citetrail.records.vocabulary import ClaimState, Reason, Vote
from citetrail.store.claims import Claim, find_claim, find_claims
from citetrail.store.decision_chain import append, one_at_a_time
from citetrail.store.decisions import Decision, decision_of, find_decision, log_of
from citetrail.store.engine import now
from citetrail.store.review_policies import set_two_reviewers, wants_two
from citetrail.store.sensitive_corrections import corrected_claims, made_sensitive
from citetrail.store.sql import columns_of, read_records
from citetrail.store.states import ANSWERS, SOURCE, ClaimStanding, has_voted, in_conflict, rulings
from citetrail.store.tables import claims, decisions, leases
from citetrail.store.two_people import Judge, out_of_step, touched

# A page of text. The log is append-only: what a broken client sends stays in it for ever.
LONGEST_NOTE = 4_000
LONGEST_TOKEN = 100


class DecisionRefused(Exception):
    """The decision cannot be taken as it stands; the message says why."""


class UnknownClaim(DecisionRefused):
    """No claim has this id."""


class TokenReused(DecisionRefused):
    """The token stands in the log already, with another decision."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A decision on its way into the log. `token` is made by whoever decides: the same token, the same decision."""

    token: str
    claim_id: str
    reviewer: str
    vote: Vote
    evidence_hash: str  # of the evidence that was on screen
    evidence_ids: tuple[str, ...] = ()
    correction: dict[str, str] | None = None
    reason: Reason | None = None
    note: str = ""
    undoes: int | None = None
    adjudication: bool = False
    audit: bool = False
    version: str = ""  # of extractors and rules that made what was on screen; the claim's own when empty


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a ballot: its number in the log, and the claim's state after it."""

    id: int
    claim_id: str
    state: ClaimState
    repeated: bool = False  # the token was in the log already, so nothing was added
    counts: bool = field(default=True)  # false when the evidence changed while the reviewer looked


def decide(connection: Connection, ballot: Ballot, at: str | None = None) -> Decided:
    """Append a decision, bring the claim's cached state up to date and free its lease; one transaction.

    Raises UnknownClaim, TokenReused, or DecisionRefused when the ballot contradicts itself or the log.
    """
    one_at_a_time(connection)
    # Two reviewers may decide one claim at once: the lock makes the second see the first.
    claim = find_claim(connection, ballot.claim_id, lock=True)
    if claim is None:
        raise UnknownClaim(f"There is no claim {ballot.claim_id!r}.")
    if known := find_decision(connection, ballot.token):
        if not _same(known, ballot):
            raise TokenReused(f"Token {ballot.token!r} stands in the log for another decision (number {known.id}).")
        return Decided(known.id, claim.id, ClaimState(claim.state), repeated=True)
    _check(connection, ballot)
    if ballot.adjudication and ballot.vote in ANSWERS:
        _check_ruling(log_of(connection, claim.id), ballot)
    row = {
        "token": ballot.token,
        "claim_id": ballot.claim_id,
        "reviewer": ballot.reviewer,
        "vote": ballot.vote,
        "correction": ballot.correction,
        "reason": ballot.reason or "",
        "note": ballot.note,
        "undoes": ballot.undoes,
        "adjudication": ballot.adjudication,
        "audit": ballot.audit,
        "evidence_ids": list(ballot.evidence_ids),
        "evidence_hash": ballot.evidence_hash,
        "version": ballot.version or claim.version,
        "decided_at": at or now(),
    }
    key = connection.execute(insert(decisions).values(**row).returning(decisions.c.id)).scalar_one()
    append(connection, {**row, "id": key})
    standing = refresh(connection, claim)
    if wants_two(connection):
        refresh_claims(connection, touched(connection, claim))
    connection.execute(delete(leases).where(leases.c.claim_id == claim.id, leases.c.reviewer == ballot.reviewer))
    return Decided(key, claim.id, standing.state, counts=ballot.evidence_hash == claim.evidence_hash)


def _check(connection: Connection, ballot: Ballot) -> None:
    if not 8 <= len(ballot.token) <= LONGEST_TOKEN:
        raise DecisionRefused("A token has 8 to 100 characters.")
    if len(ballot.note) > LONGEST_NOTE:
        raise DecisionRefused(f"A note has at most {LONGEST_NOTE:,} characters; this one has {len(ballot.note):,}.")
    told = {k for k, v in (ballot.correction or {}).items() if v}
    if (ballot.vote is Vote.CORRECT) != bool(told - {SOURCE}):
        raise DecisionRefused("A correction says what is right, and only a correction does.")
    if SOURCE in told and ballot.vote not in (Vote.ACCEPT, Vote.CORRECT):
        raise DecisionRefused("A source stands with the vote that accepts or corrects a sector.")
    if ballot.reason and ballot.vote is not Vote.REJECT:
        raise DecisionRefused("Only a rejection has a reason from the list; others can have a note.")
    if (ballot.vote is Vote.UNDO) != (ballot.undoes is not None):
        raise DecisionRefused("An undo names the decision that it takes back, and only an undo does.")
    if ballot.undoes is not None:
        _check_undo(connection, ballot)


def _check_undo(connection: Connection, ballot: Ballot) -> None:
    old = decision_of(connection, ballot.undoes)
    if old is None or old.claim_id != ballot.claim_id or old.reviewer != ballot.reviewer or old.vote == Vote.UNDO:
        raise DecisionRefused("Only one's own vote on the same claim can be taken back.")
    again = select(decisions.c.id).where(decisions.c.undoes == ballot.undoes, decisions.c.claim_id == ballot.claim_id)
    if connection.execute(again).first():
        raise DecisionRefused(f"Decision {ballot.undoes} is taken back already.")


def _check_ruling(log: Sequence[Decision], ballot: Ballot) -> None:
    """Two people are two people: who took part in a conflict does not settle it, and only a conflict is settled."""
    if not in_conflict(log, ballot.evidence_hash, rulings(log)):
        raise DecisionRefused("Only a conflict can be ruled on: the votes on this claim do not differ.")
    if has_voted(log, ballot.reviewer):
        raise DecisionRefused("Who voted on a claim cannot rule on it: a third person must, or change your own vote.")


def _same(known: Decision, ballot: Ballot) -> bool:
    return (known.claim_id, known.reviewer, known.vote) == (ballot.claim_id, ballot.reviewer, ballot.vote)


def standing_of(connection: Connection, claim: Claim, *, two: bool | None = None) -> ClaimStanding:
    """The state of a claim as its log gives it."""
    judge = Judge(connection, [claim], two=two)
    return judge.standing(claim.id, log_of(connection, claim.id), claim.evidence_hash)


def refresh(connection: Connection, claim: Claim, *, two: bool | None = None) -> ClaimStanding:
    """Write what the log says of a claim into its cached columns."""
    standing = standing_of(connection, claim, two=two)
    told = _cached(standing, claim.decided_hash)
    if any(getattr(claim, name) != value for name, value in told.items()):
        connection.execute(update(claims).where(claims.c.id == claim.id).values(**told))
    return standing


def _cached(standing: ClaimStanding, decided_hash: str) -> dict[str, Any]:
    return {
        "state": standing.state,
        # Kept when nothing counts any more: it tells that older evidence was judged once.
        "decided_hash": standing.decided_hash or decided_hash,
        "once_by": standing.once_by,
        "flagged": standing.flagged,
        "audited": standing.audited,
    }


def rebuild(connection: Connection, target: str | None = None, *, only_sensitive: bool = False) -> int:
    """Derive the cached state of every claim that was ever decided; returns how many differed.

    The caches follow from the log alone, so this may run at any time; a claim without decisions is open.
    """
    decided = select(decisions.c.claim_id).distinct()
    query = select(*columns_of(Claim, claims)).where(claims.c.id.in_(decided)).order_by(claims.c.id)
    if target:
        query = query.where(claims.c.target == target)
    if only_sensitive:
        corrected = made_sensitive(connection, corrected_claims(connection))
        query = query.where(or_(claims.c.sensitive, claims.c.id.in_(sorted(corrected))))
    changed = _refresh_all(connection, list(read_records(connection, Claim, query)))
    return changed + (refresh_claims(connection, out_of_step(connection)) if only_sensitive else 0)


def apply_policy(connection: Connection, two_reviewers: bool | None) -> bool:
    """Put the setting in force for everyone (None: on with several reviewers); True when it changed states.

    Corrections to a sensitive sector are judged anew each time, and so is what is said of papers that they concern:
    older versions let one person say it.
    """
    refresh_claims(connection, sorted(made_sensitive(connection, corrected_claims(connection))))
    refresh_claims(connection, out_of_step(connection))
    if not set_two_reviewers(connection, two_reviewers):
        return False
    rebuild(connection, only_sensitive=True)
    return True


def refresh_claims(connection: Connection, ids: Sequence[str]) -> int:
    """Derive the cached state of these claims; returns how many differed. For whoever changed their evidence."""
    return _refresh_all(connection, find_claims(connection, ids).values())


def _refresh_all(connection: Connection, found: Iterable[Claim]) -> int:
    two = wants_two(connection)
    changed = 0
    for claim in found:
        standing = refresh(connection, claim, two=two)
        changed += standing.state != claim.state
    return changed
