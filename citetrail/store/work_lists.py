"""Which claims of a list wait for the one who reads it."""

from citetrail.records.vocabulary import ClaimState
from citetrail.store.claims import Claim

_WAITING = frozenset({ClaimState.OPEN, ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE})


def waits_for(claim: Claim, reviewer: str) -> bool:
    """Whether the claim waits for a vote of this reviewer: the queue would ask for it too."""
    return claim.current and not claim.cleared and claim.state in _WAITING and claim.once_by != reviewer
