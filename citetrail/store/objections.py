"""Objections of those who are named, and the answers: records beside a claim, never a change of its votes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from citetrail.store.engine import now
from citetrail.store.sql import in_batches
from citetrail.store.tables import claims, objections

# Characters: a letter of several pages.
LONGEST = 20_000


class ObjectionOutcome(StrEnum):
    """What became of an objection."""

    OPEN = "open"  # not answered yet: a sensitive claim is held back meanwhile
    UPHELD = "upheld"  # the claim falls, whatever its votes say
    REFUSED = "refused"  # the claim stands


class ObjectionRefused(Exception):
    """The objection or answer cannot be recorded as it is; the message says why."""


@dataclass(frozen=True, slots=True)
class ObjectionStanding:
    """The last objection to a claim and what became of it."""

    id: int
    claim_id: str
    received_on: str
    outcome: ObjectionOutcome
    answered_on: str = ""
    answer: str = ""


def object_to(connection: Connection, claim_id: str, text: str, on: str, by: str) -> int:
    """Record what somebody says against a claim; returns the objection's number.

    Raises ObjectionRefused for an unknown claim, an empty text, or a day that is none.
    """
    if connection.scalar(select(claims.c.id).where(claims.c.id == claim_id)) is None:
        raise ObjectionRefused(f"No claim has the id {claim_id!r}.")
    return _add(connection, claim_id, None, "", text, on, by)


def answer(connection: Connection, objection: int, outcome: ObjectionOutcome, text: str, on: str, by: str) -> int:
    """Record the answer to an objection. A later answer, after an error of ours, counts instead of an earlier one.

    Raises ObjectionRefused for an unknown objection, an empty text, a day that is none, or no outcome.
    """
    row = connection.execute(select(objections).where(objections.c.id == objection)).first()
    if row is None or row.about is not None:
        raise ObjectionRefused(f"No objection has the number {objection}.")
    if outcome is ObjectionOutcome.OPEN:
        raise ObjectionRefused("An answer upholds or refuses the objection.")
    return _add(connection, row.claim_id, objection, outcome, text, on, by)


def _add(connection: Connection, claim: str, about: int | None, outcome: str, text: str, on: str, by: str) -> int:
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise ObjectionRefused(f"An objection or answer has between 1 and {LONGEST:,} characters.")
    try:
        day = date.fromisoformat(on).isoformat()
    except ValueError:
        raise ObjectionRefused(f"{on!r} is no day; write it as 2026-11-05.") from None
    # East of Greenwich it may be tomorrow already.
    if day > (datetime.now(UTC) + timedelta(days=1)).date().isoformat():
        raise ObjectionRefused(f"{day} is yet to come: give the day on which it was said.")
    row = {"claim_id": claim, "about": about, "outcome": outcome, "text": words, "said_on": day}
    row |= {"recorded_at": now(), "recorded_by": by}
    return int(connection.execute(insert(objections).values(**row).returning(objections.c.id)).scalar_one())


def standings(connection: Connection, claim_ids: Iterable[str]) -> dict[str, ObjectionStanding]:
    """The claims among these that somebody objected to, each with the objection that decides.

    One upheld objection is enough; else an open one; else the last that was refused.
    """
    found: dict[str, ObjectionStanding] = {}
    if connection.scalar(select(objections.c.id).limit(1)) is None:
        return found
    for some in in_batches(sorted(set(claim_ids))):
        query = select(objections).where(objections.c.claim_id.in_(some)).order_by(objections.c.id)
        for standing in _read(connection.execute(query).all()):
            known = found.get(standing.claim_id)
            if known is None or _WEIGHT[standing.outcome] >= _WEIGHT[known.outcome]:
                found[standing.claim_id] = standing
    return found


def everything(connection: Connection, target: str) -> list[ObjectionStanding]:
    """All objections to a target's claims, in the order of their numbers."""
    query = select(objections).join(claims, claims.c.id == objections.c.claim_id).where(claims.c.target == target)
    return _read(connection.execute(query.order_by(objections.c.id)).all())


# Which of several objections decides on a claim: the one that takes most away.
_WEIGHT = {ObjectionOutcome.REFUSED: 0, ObjectionOutcome.OPEN: 1, ObjectionOutcome.UPHELD: 2}


def _read(rows: Iterable[Row[Any]]) -> list[ObjectionStanding]:
    found: dict[int, ObjectionStanding] = {}
    for row in rows:
        if row.about is None:
            found[row.id] = ObjectionStanding(row.id, row.claim_id, row.said_on, ObjectionOutcome.OPEN)
        else:
            first = found[row.about]
            told = ObjectionOutcome(row.outcome), row.said_on, row.text
            found[row.about] = ObjectionStanding(first.id, first.claim_id, first.received_on, *told)
    return list(found.values())
