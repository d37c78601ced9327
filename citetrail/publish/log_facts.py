"""What a release says of the log of decisions: the head of its chain, what came back, what is disputed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from citetrail.publish.descriptors import DATABASE
from citetrail.records.vocabulary import ClaimState
from citetrail.store.claims import in_state, of_target
from citetrail.store.decision_chain import last_link
from citetrail.store.review_policies import judged_again

_VERIFIED = (
    "SELECT claim_id FROM uses WHERE status = 'verified' UNION "
    "SELECT claim_id FROM affiliations WHERE status = 'verified'"
)


def log_facts(connection: Connection, target: str) -> dict[str, Any]:
    """`head` and `links` of the chain up to the target's last decision, and the claims that were `judged_again`
    or are `disputed`: the votes on them differ, and nobody has settled it.

    The head covers every decision up to that one, also those on other targets. None where nothing was decided.
    """
    links, head = last_link(connection, target)
    return {
        "log_head": head,
        "log_links": links,
        "judged_again": of_target(connection, target, judged_again(connection)),
        "disputed": in_state(connection, target, ClaimState.CONFLICT),
    }


def reopened(engine: Engine, target: str, previous: Path | None) -> list[str]:
    """Claims that the release before verifies and that wait for a second person again.

    Somebody took a vote back, or the paper turned out to be one of which nobody says alone that it used the data.
    """
    if previous is None:
        return []
    with engine.connect() as connection:
        waiting = {
            claim
            for state in (ClaimState.ACCEPTED_ONCE, ClaimState.AGREED)
            for claim in in_state(connection, target, state)
        }
    address = f"{(previous / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as release:
        # Few wait, of what is verified there may be a million: that is only passed by.
        return sorted(claim for (claim,) in release.execute(_VERIFIED) if claim in waiting)
