"""The chain over the log of decisions: a hash of each decision's content and of the link before it.

A chain alone proves only that the log agrees with itself: whoever can write to the database can compute it anew. A
head that was printed elsewhere, in a release or on paper, proves that everything up to it is as it was.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any

import orjson
from sqlalchemy import Connection, Row, func, insert, select, text

from citetrail.store.tables import claims, decision_chain, decisions

# What a link covers. It never changes: links that were written must come out the same for ever.
HASHED = (
    *(
        "id",
        "token",
        "claim_id",
        "reviewer",
        "vote",
        "correction",
        "reason",
        "note",
        "undoes",
        "adjudication",
        "audit",
    ),
    *("evidence_ids", "evidence_hash", "version", "decided_at"),
)
_SORTED = sorted(HASHED)
_escaped = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
# Of what the quicker encoder writes as the other does, but for some signs of a text.
_ALIKE, _TEXTS = frozenset((str, int, bool, NoneType, list)), frozenset((str,))
# What the first link is chained to: no SHA-256 that anything has.
BEFORE_THE_FIRST = "0" * 64
# Rows held at once, so that memory does not grow with the log.
_CHUNK = 2_000


def content_hash(decision: Mapping[str, Any]) -> str:
    """SHA-256 of the decision as JSON: keys sorted, no spaces, characters beyond ASCII escaped."""
    return _hash_of({name: decision[name] for name in _SORTED})


def _hash_of(decision: dict[str, Any]) -> str:
    """The same of a decision that has what a link covers, in the order of the names, and nothing else."""
    return _sha256(_quick(decision) or _escaped(decision).encode())


def _quick(decision: dict[str, Any]) -> bytes | None:
    """A decision as JSON by the encoder that is ten times faster; None where it may not write what the other does.

    A release reads every decision again. The two differ in numbers with a fraction, which SQLite keeps in any column
    for who puts them there, and in what is escaped.
    """
    quotations = decision["evidence_ids"]
    if decision["correction"] is not None or not _ALIKE.issuperset(map(type, decision.values())):
        return None
    if quotations.__class__ is list and not _TEXTS.issuperset(map(type, quotations)):
        return None
    try:
        told = orjson.dumps(decision)
    except orjson.JSONEncodeError:  # half of a pair of surrogates
        return None
    return told if told.isascii() and b"\x7f" not in told else None


def link_hash(previous: str, content: str) -> str:
    """SHA-256 of the hash before it, a colon, and the hash of the content."""
    return _sha256(f"{previous}:{content}".encode())


def _sha256(told: bytes) -> str:
    return hashlib.sha256(told).hexdigest()


def one_at_a_time(connection: Connection) -> None:
    """Wait until nobody else appends, and keep others waiting until this transaction ends.

    Must come before any lock on a claim: two that take the same locks in another order would wait for each other.
    SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE decision_chain IN SHARE ROW EXCLUSIVE MODE"))


def append(connection: Connection, decision: Mapping[str, Any]) -> None:
    """Add the link of a decision that was just written, in its transaction."""
    position, previous = head(connection)
    connection.execute(insert(decision_chain), _link(position + 1, previous, decision))


def _link(position: int, previous: str, decision: Mapping[str, Any]) -> dict[str, Any]:
    content = content_hash(decision)
    told = {"position": position, "decision_id": decision["id"], "content": content, "previous": previous}
    return told | {"hash": link_hash(previous, content)}


def head(connection: Connection) -> tuple[int, str]:
    """Number of links and the last one's hash."""
    query = select(decision_chain.c.position, decision_chain.c.hash).order_by(decision_chain.c.position.desc())
    last = connection.execute(query.limit(1)).first()
    return (last.position, last.hash) if last else (0, BEFORE_THE_FIRST)


def last_link(connection: Connection, target: str) -> tuple[int, str | None]:
    """Number and hash of the link of the target's last decision; 0 and None where nothing was decided."""
    last = (
        select(func.max(decision_chain.c.position))
        .join(decisions, decisions.c.id == decision_chain.c.decision_id)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target)
    )
    query = select(decision_chain.c.position, decision_chain.c.hash)
    link = connection.execute(query.where(decision_chain.c.position == last.scalar_subquery())).first()
    return (link.position, link.hash) if link else (0, None)


def chain_old_log(connection: Connection) -> int:
    """Give every decision without a link its link, in the order of the log; returns how many.

    For the upgrade of a log that is older than the chain. Anywhere else a decision without a link is a break.
    """
    one_at_a_time(connection)
    before, previous = head(connection)
    position, last = before, -1
    while rows := _unchained(connection, last):
        links = []
        for row in rows:
            position += 1
            links.append(_link(position, previous, row))
            previous = links[-1]["hash"]
        # With RETURNING many rows are one statement: PostgreSQL's driver sends each of them by itself otherwise.
        connection.execute(insert(decision_chain).returning(decision_chain.c.position), links)
        last = rows[-1]["id"]
    return position - before


def _unchained(connection: Connection, after: int) -> list[dict[str, Any]]:
    """The next decisions without a link, beyond this id."""
    linked = select(decision_chain.c.decision_id)
    query = select(*_content()).where(decisions.c.id > after, decisions.c.id.not_in(linked))
    return [dict(row) for row in connection.execute(query.order_by(decisions.c.id).limit(_CHUNK)).mappings()]


def _content() -> list[Any]:
    return [decisions.c[name] for name in HASHED]


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of a check. `broken` is empty where the chain holds; it names the first break elsewhere.

    `links` and `head` are of the whole chain; `covered` is how many decisions the printed head proves, None where
    none was given.
    """

    links: int
    head: str
    broken: str = ""
    covered: int | None = None


def verify(connection: Connection, printed: str = "") -> Verified:
    """Whether the log is what its chain says and, with a head printed earlier, what it was then.

    Reads the whole log once. A chain computed anew from changed rows, or cut off at its end, agrees with itself: only
    the printed head tells.
    """
    links, last, covered = 0, BEFORE_THE_FIRST, 0 if printed == BEFORE_THE_FIRST else None
    for row in _links(connection):
        if broken := _break(row, links + 1, last):
            return Verified(links, last, broken)
        links, last = links + 1, row[4]
        if last == printed:
            covered = links
    if broken := next(_unlinked(connection), "") or next(_without_claim(connection), ""):
        return Verified(links, last, broken)
    if printed and covered is None:
        broken = f"the head {printed} is not in the chain: decisions that it covered were changed or cut off"
    return Verified(links, last, broken, covered)


def _links(connection: Connection) -> Iterator[Row[Any]]:
    """Position, decision, content, previous and hash of each link, then what it covers, in the order of the names."""
    chain = decision_chain.c
    covered = (decisions.c[name] for name in _SORTED)
    query = (
        select(chain.position, chain.decision_id, chain.content, chain.previous, chain.hash, *covered)
        .outerjoin_from(decision_chain, decisions, decisions.c.id == chain.decision_id)
        .order_by(chain.position)
    )
    for some in connection.execute(query.execution_options(yield_per=_CHUNK)).partitions():
        yield from some


def _break(row: Row[Any], position: int, last: str) -> str:
    """What is wrong with a link that should stand at this position after that hash; empty when nothing is."""
    place, decision, content, previous, hashed, *covered = row
    told = dict(zip(_SORTED, covered, strict=True))
    # The cause before what follows from it: behind a missing link nothing fits, a lost decision has no content.
    if place != position:
        return f"link {position} is missing: the chain goes on with link {place}"
    if previous != last:
        return f"link {position} (decision {decision}) does not follow the link before it"
    if told["id"] is None:
        return f"decision {decision}, which link {position} covers, is no longer in the log"
    if _hash_of(told) != content:
        return f"decision {decision} (link {position}) is not what it was when it was recorded"
    if link_hash(previous, content) != hashed:
        return f"link {position} (decision {decision}) does not carry its own hash"
    return ""


def _unlinked(connection: Connection) -> Iterator[str]:
    chained = select(decision_chain.c.decision_id)
    first = connection.scalar(select(func.min(decisions.c.id)).where(decisions.c.id.not_in(chained)))
    if first is not None:
        yield f"decision {first} stands in the log without a link: it was cut off, or written past the program"


def _without_claim(connection: Connection) -> Iterator[str]:
    query = select(decisions.c.id, decisions.c.claim_id).outerjoin(claims, claims.c.id == decisions.c.claim_id)
    lost = connection.execute(query.where(claims.c.id.is_(None)).order_by(decisions.c.id).limit(1)).first()
    if lost is not None:
        yield f"the claim {lost.claim_id}, which decision {lost.id} is about, is no longer in the store"
