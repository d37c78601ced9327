"""How far the review is: counts by kind, and what is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from citetrail.records.counted import counted
from citetrail.records.vocabulary import ClaimState
from citetrail.review.texts import ANOTHER
from citetrail.store.claims import count_states
from citetrail.store.decisions import vote_times

SECOND = "waits for a second vote"
SHOWN = (ClaimState.OPEN, SECOND, ClaimState.ACCEPTED, ClaimState.REJECTED, ANOTHER, ClaimState.CONFLICT)
# Shown as one, as in the lists: which way a first vote went is nobody's to see before the second, and a count of one
# would tell it of the one claim that a list shows.
_AS_ONE = {
    **dict.fromkeys((ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE), SECOND),
    **dict.fromkeys((ClaimState.UNSURE, ClaimState.AGREED), ANOTHER),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Claims by kind: decided, waiting, in all; the pace of the last hours; what is left at that pace."""

    kinds: tuple[tuple[str, int, int], ...]  # kind, decided, all
    waiting: int
    conflicts: int
    per_hour: float
    states: dict[str, dict[str, int]]

    @property
    def total(self) -> int:
        return sum(n for _, _, n in self.kinds)

    @property
    def decided(self) -> int:
        return sum(n for _, n, _ in self.kinds)

    @property
    def left(self) -> str:
        """The estimate in words; empty until there is a pace to judge by."""
        if not self.per_hour or not self.waiting:
            return ""
        hours = self.waiting / self.per_hour
        if hours < 1:
            minutes = max(1, round(hours * 60))
            return f"about {counted(minutes, 'minute')} left"
        return f"about {hours:,.0f} hours left" if hours >= 1.5 else "about an hour left"


def figures(connection: Connection, target: str) -> Progress:
    """The progress of one target, from the claims' cached states."""
    states: dict[str, dict[str, int]] = {}
    for kind, counts in count_states(connection, target).items():
        by = states.setdefault(kind, {})
        for state, count in counts.items():
            shown = _AS_ONE.get(ClaimState(state), state)
            by[shown] = by.get(shown, 0) + count
    waiting = {k: by.get(ClaimState.OPEN, 0) + by.get(SECOND, 0) for k, by in states.items()}
    kinds = tuple((k, sum(by.values()) - waiting[k], sum(by.values())) for k, by in sorted(states.items()))
    conflicts = sum(by.get(ClaimState.CONFLICT, 0) for by in states.values())
    return Progress(kinds, sum(waiting.values()), conflicts, pace(connection, target), states)


def pace(connection: Connection, target: str) -> float:
    """Decisions per hour of work: from the newest votes, not counting pauses over five minutes."""
    times: dict[str, list[datetime]] = {}
    for reviewer, at in vote_times(connection, target, 500):
        times.setdefault(reviewer, []).append(datetime.fromisoformat(at))
    gaps = [a - b for each in times.values() for a, b in pairwise(each)]
    worked = [g for g in gaps if timedelta(0) <= g <= timedelta(minutes=5)]
    spent = sum(worked, timedelta(0)).total_seconds()
    return 3600 * len(worked) / spent if len(worked) >= 5 and spent else 0.0
