"""The learned order: its examples out of the log, and the ranks it gives to what waits."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import Vote
from citetrail.store.decisions import Decision
from citetrail.store.engine import now
from citetrail.store.sql import columns_of, first_record, in_batches, read_records
from citetrail.store.states import ANSWERS, LogEntry, last_of_each
from citetrail.store.tables import WAITING, claim_evidence, claims, decisions, evidence, orders

# Claims described at once: their evidence and papers fit one query each.
BATCH = 300
POSITIVE = frozenset({Vote.ACCEPT, Vote.CORRECT})


@dataclass(frozen=True, slots=True)
class DecidedExample:
    """A decided claim: what the machine knew of it, and whether people accepted it."""

    claim_id: str
    kind: str
    priority: float
    features: dict[str, float]
    accepted: bool
    first: int  # number of the first decision on it


class LearnedOrder(NamedTuple):
    """An order as it was fitted from the log up to the decision `through`."""

    id: int
    target: str
    through: int
    examples: int
    digest: str  # of the coefficients
    weights: dict[str, float]  # of each feature, the intercept under ""
    curves: dict[str, Any]  # effort: uses found against cards read, with and without the order
    fitted_at: str


class DescribedClaim(NamedTuple):
    """A claim with its best piece of evidence: what an order is learned from."""

    id: str
    kind: str
    rule: str
    member: str | None
    role: str | None
    headline: str
    score: float
    priority: float
    rank: float
    learned: float | None
    quote: str | None
    section: str | None
    origin: str | None


def features(row: DescribedClaim) -> dict[str, float]:
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


def _described() -> Select[Any]:
    own = [claims.c[name] for name in DescribedClaim._fields[:-3]]
    return (
        select(*own, evidence.c.quote, evidence.c.section, evidence.c.origin)
        .outerjoin(claim_evidence, (claim_evidence.c.claim_id == claims.c.id) & (claim_evidence.c.rank == 0))
        .outerjoin(evidence, evidence.c.id == claim_evidence.c.evidence_id)
    )


def _describe(connection: Connection, ids: list[str]) -> list[DescribedClaim]:
    return list(read_records(connection, DescribedClaim, _described().where(claims.c.id.in_(ids))))


def examples(connection: Connection, target: str, through: int | None = None) -> list[DecidedExample]:
    """Decided claims in the order of their first decision, as the log stood after decision `through`.

    Claims whose last votes differ, or are all "unsure", teach nothing.
    """
    query = (
        select(*columns_of(Decision, decisions))
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target)
        .order_by(decisions.c.id)
    )
    if through is not None:
        query = query.where(decisions.c.id <= through)
    logs: dict[str, list[Decision]] = {}
    for entry in read_records(connection, Decision, query):
        logs.setdefault(entry.claim_id, []).append(entry)
    verdicts = {claim: verdict for claim, log in logs.items() if (verdict := _verdict(log)) is not None}
    rows = {row.id: row for part in in_batches(verdicts, BATCH) for row in _describe(connection, part)}
    return [
        DecidedExample(
            claim, rows[claim].kind, rows[claim].priority, features(rows[claim]), verdict, logs[claim][0].id
        )
        for claim, verdict in verdicts.items()
    ]


def _verdict(log: Sequence[Decision]) -> bool | None:
    undone = {e.undoes for e in log if e.vote == Vote.UNDO}
    votes = [e for e in log if e.vote in ANSWERS and e.id not in undone]
    rulings = [e for e in votes if e.adjudication]
    counted: Sequence[LogEntry] = rulings[-1:] if rulings else tuple(last_of_each(votes).values())
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


def latest(connection: Connection, target: str) -> LearnedOrder | None:
    """The newest learned order of a target."""
    query = select(*columns_of(LearnedOrder, orders)).where(orders.c.target == target).order_by(orders.c.id.desc())
    return first_record(connection, LearnedOrder, query.limit(1))


def save(connection: Connection, target: str, through: int, count: int, digest: str, told: dict[str, Any]) -> None:
    row = {"target": target, "through": through, "examples": count, "digest": digest, "fitted_at": now()}
    connection.execute(insert(orders), row | {"weights": told["weights"], "curves": told["curves"]})


def waiting(connection: Connection, target: str, most: int) -> Iterator[list[DescribedClaim]]:
    """The claims that wait, most pressing first, in batches."""
    best = select(claims.c.id).where(claims.c.target == target, WAITING)
    ids = list(connection.scalars(best.order_by(claims.c.priority.desc(), claims.c.id.desc()).limit(most)))
    for part in in_batches(ids, BATCH):
        yield _describe(connection, part)


def set_ranks(connection: Connection, ranks: Sequence[tuple[str, float, float]]) -> None:
    """Write (claim, learned probability, rank)."""
    statement = update(claims).where(claims.c.id == bindparam("claim"))
    statement = statement.values(learned=bindparam("p"), rank=bindparam("r"))
    connection.execute(statement, [{"claim": c, "p": p, "r": r} for c, p, r in ranks])


def digest_of(weights: dict[str, float]) -> str:
    return short_hash(json.dumps(weights, sort_keys=True))
