"""What a release says of the log of decisions: the head of its chain, what came back, what is disputed."""

from typing import Any

from sqlalchemy import Connection

from citetrail.records.vocabulary import ClaimState
from citetrail.store.claims import in_state, of_target
from citetrail.store.decision_chain import last_link
from citetrail.store.review_policies import judged_again


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
