"""The learned order: its examples out of the log, and the ranks it gives to what waits."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import Vote
from citetrail.store.engine import now
from citetrail.store.sql import in_batches
from citetrail.store.states import ANSWERS, Entry, last_of_each
from citetrail.store.tables import WAITING, claim_evidence, claims, decisions, evidence, orders

BATCH = 300
POSITIVE = frozenset({Vote.ACCEPT, Vote.CORRECT})


@dataclass(frozen=True, slots=True)
class Example:
    """A decided claim: what the machine knew of it, and whether people accepted it."""

    claim_id: str
    kind: str
    priority: float
    features: dict[str, float]
    accepted: bool
    first: int  # number of the first decision on it


def features(row: Any) -> dict[str, float]:
    """What a claim is told by: its kind, rule, member, role, sector, section, score, and the words of its quote."""
    told: dict[str, float] = {"score": float(row.score)}
    for name in ("kind", "rule", "member", "role", "headline", "section", "origin"):
        value = getattr(row, name)
        if value:
            told[f"{name}={value}"] = 1.0
    told[f"{row.kind}:score"] = float(row.score)
    for word in set((row.quote or "").lower().split()[:80]):
        plain = word.strip(".,;:()[]{}“”\"'")
        if plain.isalpha() and len(plain) > 2:
            told[f"word={plain}"] = 1.0
    return told


def _described() -> Any:
    """Claims with their best piece of evidence."""
    return (
        select(claims, evidence.c.quote, evidence.c.section, evidence.c.origin)
        .outerjoin(claim_evidence, (claim_evidence.c.claim_id == claims.c.id) & (claim_evidence.c.rank == 0))
        .outerjoin(evidence, evidence.c.id == claim_evidence.c.evidence_id)
    )


def examples(connection: Connection, target: str, through: int | None = None) -> list[Example]:
    """Decided claims in the order of their first decision, as the log stood after decision `through`.

    Claims whose last votes differ, or are all "unsure", teach nothing.
    """
    query = (
        select(decisions)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target)
        .order_by(decisions.c.id)
    )
    if through is not None:
        query = query.where(decisions.c.id <= through)
    logs: dict[str, list[Row[Any]]] = {}
    for entry in connection.execute(query):
        logs.setdefault(entry.claim_id, []).append(entry)
    verdicts = {claim: verdict for claim, log in logs.items() if (verdict := _verdict(log)) is not None}
    rows: dict[str, Any] = {}
    for part in in_batches(verdicts, BATCH):
        rows |= {r.id: r for r in connection.execute(_described().where(claims.c.id.in_(part)))}
    return [
        Example(claim, rows[claim].kind, rows[claim].priority, features(rows[claim]), verdict, logs[claim][0].id)
        for claim, verdict in verdicts.items()
    ]


def _verdict(log: Sequence[Row[Any]]) -> bool | None:
    undone = {e.undoes for e in log if e.vote == Vote.UNDO}
    votes = [e for e in log if e.vote in ANSWERS and e.id not in undone]
    rulings = [e for e in votes if e.adjudication]
    counted: Sequence[Entry] = rulings[-1:] if rulings else tuple(last_of_each(votes).values())
    said = {e.vote in POSITIVE for e in counted if e.vote != Vote.UNSURE}
    return said.pop() if len(said) == 1 else None


def last_decision(connection: Connection, target: str) -> tuple[int, int]:
    """Number of the target's last decision, and how many it has."""
    query = (
        select(func.max(decisions.c.id), func.count())
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target)
    )
    last, count = connection.execute(query).one()
    return int(last or 0), int(count)


def latest(connection: Connection, target: str) -> Row[Any] | None:
    """The newest learned order of a target."""
    query = select(orders).where(orders.c.target == target).order_by(orders.c.id.desc()).limit(1)
    return connection.execute(query).first()


def save(connection: Connection, target: str, through: int, count: int, digest: str, told: dict[str, Any]) -> None:
    row = {"target": target, "through": through, "examples": count, "digest": digest, "fitted_at": now()}
    connection.execute(insert(orders), row | {"weights": told["weights"], "curves": told["curves"]})


def waiting(connection: Connection, target: str, most: int) -> Iterator[list[Any]]:
    """The claims that wait, most pressing first, in batches."""
    best = select(claims.c.id).where(claims.c.target == target, WAITING)
    ids = list(connection.scalars(best.order_by(claims.c.priority.desc(), claims.c.id.desc()).limit(most)))
    for part in in_batches(ids, BATCH):
        yield list(connection.execute(_described().where(claims.c.id.in_(part))))


def set_ranks(connection: Connection, ranks: Sequence[tuple[str, float, float]]) -> None:
    """Write (claim, learned probability, rank)."""
    statement = update(claims).where(claims.c.id == bindparam("claim"))
    statement = statement.values(learned=bindparam("p"), rank=bindparam("r"))
    connection.execute(statement, [{"claim": c, "p": p, "r": r} for c, p, r in ranks])


def digest_of(weights: dict[str, float]) -> str:
    return short_hash(json.dumps(weights, sort_keys=True))
