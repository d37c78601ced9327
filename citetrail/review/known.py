"""What analysts look at, for pages and programs alike: funnel, runs, queries; all that is known of a paper.

Decisions are told as on the card of each claim: who is still to vote blind is shown nobody's vote here either.
"""

from typing import Any

from sqlalchemy import Connection

from citetrail.review.card_facts import card_facts
from citetrail.review.card_responses import audited
from citetrail.review.cards import Card, build
from citetrail.review.queue_state import QueueState
from citetrail.review.security import Visitor
from citetrail.store.discovery_queries import query_states
from citetrail.store.funnel import status
from citetrail.store.kept_annotations import outsiders_annotations
from citetrail.store.known_papers import (
    affiliations_of,
    claims_on_paper,
    copy_of,
    held_documents,
    paper_keys_of,
    readings_of,
    runs_of,
    sightings_of,
)
from citetrail.store.papers import find_paper

# Of `citetrail status`: what one of several who review may see. How a first vote went is nobody's to see.
_OPEN_TO_ALL = (
    *("target", "funnel", "beside_the_funnel", "fetch_failures", "read_failures", "verdicts", "due"),
    *("doubtful_pairs", "withdrawn", "incomplete_queries"),
)
MOST_CLAIMS = 100  # of one paper


def target_facts(connection: Connection, target: str) -> dict[str, Any]:
    """The funnel, what could not be had and why, each query with its shortfall, the newest runs."""
    found = status(connection, target)
    told = {name: found[name] for name in _OPEN_TO_ALL}
    return told | {
        "queries": [_query(state._asdict()) for state in query_states(connection, target)],
        "runs": [run._asdict() for run in runs_of(connection, target)],
    }


def _query(told: dict[str, Any]) -> dict[str, Any]:
    del told["cursor"]  # a service's own words for where to go on
    expected = told["expected"]
    return told | {"missing": max(0, expected - told["received"]) if expected is not None else None}


def paper_facts(
    connection: Connection, state: QueueState, person: Visitor, target: str, paper_id: str
) -> dict[str, Any] | None:
    """Everything the store holds of a paper for a target; None when there is no such paper."""
    paper = find_paper(connection, paper_id)
    if paper is None:
        return None
    copies = held_documents(connection, paper_id)
    fetched = copy_of(connection, paper_id)
    return {
        "paper": paper._asdict(),
        "keys": [{"kind": kind, "value": value} for kind, value in paper_keys_of(connection, paper_id)],
        "sightings": [s._asdict() for s in sightings_of(connection, paper_id, target)],
        "fetch": fetched._asdict() if fetched else None,
        "copies": [c._asdict() for c in copies],
        "readings": [r._asdict() for r in readings_of(connection, [c.sha256 for c in copies], target)],
        "annotations": [a._asdict() for a in outsiders_annotations(connection, [c.sha256 for c in copies])],
        "affiliations": [a._asdict() for a in affiliations_of(connection, paper_id, target)],
        "claims": [
            card_facts(card)
            for claim_id in claims_on_paper(connection, paper_id, target)[:MOST_CLAIMS]
            if (card := _card(connection, state, person, claim_id)) is not None
        ],
    }


def _card(connection: Connection, state: QueueState, person: Visitor, claim_id: str) -> Card | None:
    audit = audited(connection, state, person, claim_id)
    return build(connection, claim_id, person.name, person.role, audit=audit)
