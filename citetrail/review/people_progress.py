"""Progress of people: of those who agree to be counted, and one's own time, which nobody else is shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from citetrail.store.preferences import preferences_of, who_prefers
from citetrail.store.screening import PersonsVotes, own_vote_times, votes_by_person

COUNT_ME = "count_me"
PAUSE = timedelta(minutes=5)  # a longer gap between two votes is no work


@dataclass(frozen=True, slots=True)
class PeopleProgress:
    """What one person sees of the people at work."""

    people: list[PersonsVotes]  # who agreed, and oneself
    others: int  # votes of everybody else, together
    counted: bool  # whether this person agreed
    minutes: int  # of this person's own work


def people_progress(connection: Connection, target: str, reviewer: str) -> PeopleProgress:
    """The votes on a target by person, as this reviewer may see them."""
    agreed = who_prefers(connection, COUNT_ME, True)
    votes = votes_by_person(connection, target)
    shown = [v for v in votes if v.reviewer in agreed or v.reviewer == reviewer]
    others = sum(v.votes for v in votes) - sum(v.votes for v in shown)
    times = [datetime.fromisoformat(at) for at in own_vote_times(connection, reviewer, target)]
    worked = sum((b - a for a, b in pairwise(times) if timedelta(0) <= b - a <= PAUSE), timedelta(0))
    counted = preferences_of(connection, reviewer).get(COUNT_ME) is True
    return PeopleProgress(shown, others, counted, round(worked.total_seconds() / 60))
