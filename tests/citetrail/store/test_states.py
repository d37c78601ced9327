"""The standing of a claim with one entry in its log, which takes a shorter way than that of others.

Covers: citetrail.store.states.
"""

from itertools import product

import pytest

from citetrail.records.vocabulary import Vote
from citetrail.store.decisions import LoggedVote
from citetrail.store.states import derive

CORRECTIONS = (None, {}, {"role": "evaluated_on"}, {"source": "https://example.org/a"}, {"sector": "military"})


def entry(number: int, vote: Vote, reviewer: str = "ada", **told: object) -> LoggedVote:
    row: dict[str, object] = {"correction": None, "undoes": None, "adjudication": False, "audit": False}
    row |= {"id": number, "claim_id": "c", "reviewer": reviewer, "vote": vote, "reason": "", "decided_at": ""}
    return LoggedVote(**(row | {"evidence_hash": "h"} | told))  # type: ignore[arg-type]


@pytest.mark.parametrize("vote", Vote)
def test_the_short_way_comes_to_what_the_rules_come_to(vote: Vote) -> None:
    # An entry that takes back what is not there says nothing, and keeps the log from being short.
    nothing = entry(2, Vote.UNDO, "bo", undoes=99)
    for correction, ruling, audit, evidence, two in product(CORRECTIONS, *[(False, True)] * 2, "hx", (False, True)):
        one = entry(1, vote, correction=correction, adjudication=ruling, audit=audit, undoes=7)
        assert derive([one], evidence, two_reviewers=two) == derive([one, nothing], evidence, two_reviewers=two)
