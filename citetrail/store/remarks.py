"""What reviewers say to each other of a claim: replies to notes, questions by name. Never part of a decision."""

import re
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, insert, or_, select

from citetrail.store.accounts import ReviewerRole
from citetrail.store.engine import now
from citetrail.store.tables import claims, decisions, remark_mentions, remarks, reviewers

LONGEST = 4_000  # characters, as a note may have
MOST = 200  # remarks of one claim that a card shows: more is a conversation to have elsewhere
_NAMED = re.compile(r"(?<![\w@])@([\w.-]*\w)")


class RemarkRefused(Exception):
    """The remark cannot be recorded; the message says why."""


class Remark(NamedTuple):
    """One remark; `replies_to` and `decision_id` name what it answers, if anything."""

    id: int
    claim_id: str
    reviewer: str
    text: str
    remarked_at: str
    replies_to: int | None
    decision_id: int | None


class OpenQuestion(NamedTuple):
    """A claim on which a reviewer was asked something and has said nothing since."""

    claim_id: str
    claim_text: str
    kind: str
    by: str
    remarked_at: str


def add_remark(
    connection: Connection, claim_id: str, reviewer: str, text: str, token: str, *, reply: str = ""
) -> int:
    """Record a remark and whom it asks; returns its number. The same token sent twice counts once.

    `reply` is empty, or `remark-N` or `vote-N` for what it answers, which must stand on the same claim. Raises
    RemarkRefused for an empty or overlong text, a token that was another remark's, or a reply to nothing.
    """
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise RemarkRefused(f"A remark has between 1 and {LONGEST:,} characters.")
    if not 8 <= len(token) <= 100:
        raise RemarkRefused("A remark needs a token of its own, so that sending it twice stores it once.")
    known = connection.execute(select(remarks).where(remarks.c.token == token)).first()
    if known is not None:
        if (known.claim_id, known.reviewer, known.text) != (claim_id, reviewer, words):
            raise RemarkRefused("This form was sent with other words a moment ago. Reload the claim.")
        return int(known.id)
    row: dict[str, str | int | None]
    row = {"token": token, "claim_id": claim_id, "reviewer": reviewer, "text": words, "remarked_at": now()}
    row |= _answered(connection, claim_id, reply)
    made = connection.execute(insert(remarks).values(**row).returning(remarks.c.id)).scalar_one()
    asked = _asked(connection, words, reviewer)
    if asked:
        connection.execute(insert(remark_mentions), [{"remark_id": made, "reviewer": name} for name in asked])
    return int(made)


def _answered(connection: Connection, claim_id: str, reply: str) -> dict[str, int | None]:
    kind, _, number = reply.partition("-")
    if not reply:
        return {"replies_to": None, "decision_id": None}
    # Eighteen digits fit into an integer of both databases.
    if kind in ("remark", "vote") and number.isdecimal() and len(number) < 19:
        table, column = (remarks, "replies_to") if kind == "remark" else (decisions, "decision_id")
        here = (table.c.id == int(number), table.c.claim_id == claim_id)
        if connection.scalar(select(table.c.id).where(*here)) is not None:
            return {"replies_to": None, "decision_id": None} | {column: int(number)}
    raise RemarkRefused("What this replies to does not stand on this claim.")


def _asked(connection: Connection, text: str, by: str) -> list[str]:
    """The reviewers named by "@name" in the text, its writer apart; names that nobody has are words.

    Nor is an analyst asked, who looks on: the question could never be answered and would stay for good.
    """
    names = set(_NAMED.findall(text)) - {by}
    if not names:
        return []
    can_answer = reviewers.c.role != ReviewerRole.ANALYST
    return sorted(connection.scalars(select(reviewers.c.name).where(reviewers.c.name.in_(names), can_answer)))


def remarks_on(connection: Connection, claim_id: str) -> list[Remark]:
    """The last remarks on a claim, oldest first."""
    columns = [remarks.c[name] for name in Remark._fields]
    query = select(*columns).where(remarks.c.claim_id == claim_id).order_by(remarks.c.id.desc()).limit(MOST)
    return [Remark(*row) for row in reversed(connection.execute(query).all())]


def asked_of(connection: Connection, target: str, reviewer: str, most: int = 100) -> list[OpenQuestion]:
    """Claims on which this reviewer was asked by name and has neither voted nor remarked since, newest first.

    What was asked is not in it: a blind reviewer reads that once the own vote stands.
    """
    query = (
        select(claims.c.id, claims.c.text, claims.c.kind, remarks.c.reviewer, remarks.c.remarked_at)
        .join(remark_mentions, remark_mentions.c.remark_id == remarks.c.id)
        .join(claims, claims.c.id == remarks.c.claim_id)
        .where(remark_mentions.c.reviewer == reviewer, claims.c.target == target, ~_answered_since(reviewer))
        .order_by(remarks.c.id.desc())
        .limit(most)
    )
    found: dict[str, OpenQuestion] = {}
    for row in connection.execute(query):
        found.setdefault(row.id, OpenQuestion(*row))
    return list(found.values())


def _answered_since(reviewer: str) -> ColumnElement[bool]:
    later = remarks.alias("later")
    said = exists().where(
        and_(later.c.claim_id == remarks.c.claim_id, later.c.reviewer == reviewer, later.c.id > remarks.c.id)
    )
    voted = exists().where(
        and_(
            decisions.c.claim_id == remarks.c.claim_id,
            decisions.c.reviewer == reviewer,
            decisions.c.decided_at > remarks.c.remarked_at,
        )
    )
    return or_(said, voted)
