"""Decisions made as one: several claims, one judgement, taken back as one. In the log each stands for itself."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from citetrail.records.vocabulary import Vote
from citetrail.store.decision_log import Ballot, Decided, DecisionRefused, decide
from citetrail.store.decisions import Decision
from citetrail.store.sql import columns_of, read_records
from citetrail.store.states import ANSWERS
from citetrail.store.tables import decisions

LARGEST = 200  # claims decided as one
_KEY = re.compile(r"[A-Za-z0-9_-]{8,60}")
_TOKEN = re.compile(r"batch\.([A-Za-z0-9_-]{8,60})\.[0-9]{3}")


def decide_together(connection: Connection, key: str, ballots: Sequence[Ballot]) -> list[Decided]:
    """Append these ballots under tokens that tell they belong together; the same key twice counts once.

    Raises DecisionRefused for none, more than 200, or a key that is none, besides what `decide` raises.
    """
    if not _KEY.fullmatch(key):
        raise DecisionRefused("A token has 8 to 60 letters, digits, - and _.")
    if not 1 <= len(ballots) <= LARGEST:
        raise DecisionRefused(f"Between one and {LARGEST} claims are decided as one; these are {len(ballots)}.")
    return [decide(connection, replace(b, token=_token(key, number))) for number, b in enumerate(ballots)]


def _token(key: str, number: int) -> str:
    return f"batch.{key}.{number:03d}"


def batch_of(token: str) -> str:
    """The key of the batch that a decision with this token belongs to; empty for one made by itself."""
    found = _TOKEN.fullmatch(token)
    return found[1] if found else ""


def size_of_batch(connection: Connection, reviewer: str, key: str) -> int:
    """How many decisions of this reviewer the log holds under this key."""
    return len(_made(connection, reviewer, key))


def standing_of_batch(connection: Connection, reviewer: str, key: str) -> list[Decision]:
    """The reviewer's votes of the batch that are still the last word of this reviewer on their claims."""
    made = _made(connection, reviewer, key)
    latest = dict(_last_votes(connection, reviewer, [d.claim_id for d in made]))
    return sorted((d for d in made if latest.get(d.claim_id) == d.id), key=lambda d: d.id)


def _last_votes(connection: Connection, reviewer: str, ids: list[str]) -> list[tuple[str, int]]:
    later = decisions.alias()
    undone = select(later.c.id).where(later.c.undoes == decisions.c.id, later.c.vote == Vote.UNDO)
    query = (
        select(decisions.c.claim_id, decisions.c.id)
        .where(decisions.c.claim_id.in_(ids), decisions.c.reviewer == reviewer, decisions.c.vote.in_(ANSWERS))
        .where(~undone.exists())
        .order_by(decisions.c.id)
    )
    return [(row.claim_id, row.id) for row in connection.execute(query)]


def _made(connection: Connection, reviewer: str, key: str) -> list[Decision]:
    tokens = [_token(key, number) for number in range(LARGEST)]
    query = select(*columns_of(Decision, decisions)).where(decisions.c.token.in_(tokens))
    return [d for d in read_records(connection, Decision, query) if d.reviewer == reviewer and d.vote in ANSWERS]
