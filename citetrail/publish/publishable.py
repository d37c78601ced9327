"""Which claims may be published, under which label, and with which corrections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import Connection

from citetrail.records.vocabulary import ClaimState, Role, Status
from citetrail.store.claims import ClaimFacts, accepted_without_paper
from citetrail.store.decisions import LoggedVote, logs_of
from citetrail.store.objections import ObjectionOutcome, standings
from citetrail.store.sql import in_batches
from citetrail.store.states import ClaimStanding
from citetrail.store.two_people import Judge, sensitive_since

# Claims whose logs are read at once: memory stays even with a million of them.
CHUNK = 500
# What nobody has settled yet. Which way the first of two votes went makes no difference: a claim that left the
# release would tell the second reviewer.
UNSETTLED = (
    *(ClaimState.OPEN, ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE, ClaimState.UNSURE, ClaimState.CONFLICT),
    ClaimState.AGREED,  # after discussion: no sensitive claim is verified by it
)


@dataclass(slots=True)
class Backing:
    """Who stands behind an accepted claim, and what they put right."""

    decision_ids: list[int] = field(default_factory=list)
    reviewers: set[str] = field(default_factory=set)
    decided_at: str = ""
    correction: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()  # addresses that they named for a sector


def publishable(claim: ClaimFacts, *, provisional: bool) -> bool:
    """Whether a release may show this claim.

    An accepted claim outlives the reading it came from; a machine claim counts only while the newest reading
    makes it, and never when the machine itself cleared it.
    """
    if claim.state == ClaimState.ACCEPTED:
        return True
    return provisional and claim.current and not claim.cleared and claim.state in UNSETTLED


def status_of(claim: ClaimFacts) -> Status:
    return Status.VERIFIED if claim.state == ClaimState.ACCEPTED else Status.PROVISIONAL


def is_use(claim: ClaimFacts, correction: dict[str, str]) -> bool:
    """Whether an accepted claim says that the data was used.

    The claim on a paper's best mention reads "this paper uses X": accepting it as it stands is a use whose role
    is not known. A correction that names `compared` or `mentioned` says that it is none.
    """
    role = correction.get("role")
    if role:
        return role not in (Role.COMPARED, Role.MENTIONED)
    return claim.role != Role.COMPARED


@dataclass(slots=True)
class JudgedClaims:
    """Accepted claims judged anew from their votes.

    `backed` are those that their votes carry, each with who stands behind it. A claim that is marked accepted but
    `uncarried` must stop a release.
    """

    backed: dict[str, Backing] = field(default_factory=dict)
    uncarried: list[str] = field(default_factory=list)
    # Claims that an objection keeps out of every release.
    held: dict[str, ObjectionOutcome] = field(default_factory=dict)


def judged(connection: Connection, told: Sequence[ClaimFacts]) -> JudgedClaims:
    """The log of the accepted ones among some claims read again, two people included where the review wants two."""
    found = JudgedClaims()
    if not told:
        return found
    accepted = {claim.id: claim for claim in told if claim.state == ClaimState.ACCEPTED}
    judge = Judge(connection, accepted.values())
    for claim, votes in groupby(logs_of(connection, list(accepted)), key=lambda decision: decision.claim_id):
        about, log = accepted[claim], list(votes)
        standing = judge.standing(claim, log, about.decided_hash)
        if standing.state is ClaimState.ACCEPTED:
            found.backed[claim] = _backing(standing, log)
    found.held = _held(connection, told)
    found.uncarried = sorted(accepted.keys() - found.backed.keys())
    return found


def _held(connection: Connection, told: Sequence[ClaimFacts]) -> dict[str, ObjectionOutcome]:
    """Claims with an upheld objection, and sensitive ones with an open one."""
    found = standings(connection, (claim.id for claim in told))
    open_ones = [c for c in told if c.id in found and found[c.id].outcome is ObjectionOutcome.OPEN]
    sensitive = sensitive_since(connection, open_ones)
    return {
        claim: standing.outcome
        for claim, standing in found.items()
        if standing.outcome is ObjectionOutcome.UPHELD
        or (standing.outcome is ObjectionOutcome.OPEN and claim in sensitive)
    }


def _backing(standing: ClaimStanding, log: Sequence[LoggedVote]) -> Backing:
    backing = Backing(
        correction={k: v for k, v in standing.correction.items() if isinstance(v, str) and v},
        sources=standing.sources,
    )
    # Whoever accepts it: of a conflict that a third person settled, also the one who was right.
    backing.reviewers.update(standing.accepting)
    backing.decision_ids = sorted(entry.id for entry in standing.in_force)
    backing.decided_at = max((d.decided_at for d in log if d.id in backing.decision_ids), default="")
    return backing


def uncarried_elsewhere(connection: Connection, target: str) -> Iterator[str]:
    """Claims that concern no single paper, are marked accepted, and that their votes do not carry."""
    for batch in in_batches(accepted_without_paper(connection, target), CHUNK):
        yield from judged(connection, batch).uncarried
