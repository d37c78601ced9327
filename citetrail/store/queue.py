"""What a reviewer is asked next: candidates, audits, skips, and in which order they are dealt."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, delete, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from citetrail.records.vocabulary import ClaimState
from citetrail.store.claim_filters import Filter, Order, conditions, ordered
from citetrail.store.engine import now
from citetrail.store.leases import UNHELD, Viewer, held_by, lease, times
from citetrail.store.search import Hits, search
from citetrail.store.states import ANSWERS
from citetrail.store.tables import AUDITABLE, WAITING, claims, decisions, leases, skips

# How many candidates are looked at before the queue counts as empty for now.
LOOK_AHEAD = 60
# Neither held by another window nor put off by this reviewer.
FREE = (
    UNHELD,
    ~exists().where(skips.c.claim_id == claims.c.id, skips.c.reviewer == bindparam("reviewer", type_=Text)),
)


@dataclass(frozen=True, slots=True)
class Dealt:
    """A card: the claim, whether it comes up for an audit, and the paper with whose claims it is dealt."""

    claim_id: str
    audit: bool = False
    paper: str = ""


def candidates(connection: Connection, wanted: Filter, viewer: Viewer, when: dict[str, str]) -> list[str]:
    """The best claims that this viewer may be asked, best first."""
    if wanted.words:
        query = _waiting(wanted, search(connection, wanted.words))
    else:
        query = _waiting_plainly(wanted)
    told = {**when, "session": viewer.session, "reviewer": viewer.reviewer}
    found = list(connection.scalars(query, told))
    if not found and wanted.order is Order.DATE:
        # What hangs on no paper has no date, and comes last.
        return candidates(connection, replace(wanted, order=Order.PRIORITY), viewer, when)
    return found


def _waiting(wanted: Filter, hits: Hits | None) -> Select[Any]:
    query = select(claims.c.id).where(*conditions(wanted, hits), WAITING, *FREE)
    query = query.where(claims.c.once_by != bindparam("reviewer", type_=Text))
    if wanted.reviewer:
        query = query.where(claims.c.once_by == wanted.reviewer)
    return ordered(query, wanted.order).limit(LOOK_AHEAD)


@lru_cache(maxsize=256)
def _waiting_plainly(wanted: Filter) -> Select[Any]:
    """The query of a filter without search words: building it costs more than running it."""
    return _waiting(wanted, None)


def audits_for(
    connection: Connection, wanted: Filter, viewer: Viewer, share: float, when: dict[str, str]
) -> list[str]:
    """Claims drawn for an audit; by somebody else than decided them, unless nobody else is there."""
    query = select(claims.c.id).where(*conditions(replace(wanted, words="", order=Order.PRIORITY)), AUDITABLE, *FREE)
    query = query.where(claims.c.lot < share).order_by(claims.c.lot, claims.c.id).limit(LOOK_AHEAD)
    told = {**when, "session": viewer.session, "reviewer": viewer.reviewer}
    found = list(connection.scalars(query, told))
    if not found:
        return []
    mine = set(
        connection.scalars(
            select(decisions.c.claim_id).where(
                decisions.c.claim_id.in_(found),
                decisions.c.reviewer == viewer.reviewer,
                decisions.c.vote.in_(ANSWERS),
            )
        )
    )
    others = connection.scalar(
        select(decisions.c.id).where(decisions.c.reviewer != viewer.reviewer, decisions.c.vote.in_(ANSWERS)).limit(1)
    )
    # With one reviewer the audit asks the same person again, blind: better than no second look.
    return [c for c in found if c not in mine] if others is not None else found


def deal(
    connection: Connection, wanted: Filter, viewer: Viewer, *, cards: int = 2, audit_share: float = 0.0, turn: int = 0
) -> list[Dealt]:
    """Lease the next cards to the viewer: the ones already held first, in the order in which they were dealt.

    `turn` counts the reviewer's cards: about one in ten is drawn from the audit while there is one to draw, and
    audits come when nothing else is left. Must run in a writing transaction.
    """
    moment = datetime.now(UTC)
    when = times(moment)
    held = held_cards(connection, wanted, viewer, when)[:cards]
    for card in held:
        lease(connection, card.claim_id, viewer, moment)
    if len(held) < cards:
        taken = {d.claim_id for d in held}
        audits = audits_for(connection, wanted, viewer, audit_share, when) if audit_share > 0 else []
        fresh = candidates(connection, wanted, viewer, when)
        drawn = [Dealt(c) for c in fresh]
        marked = [Dealt(c, audit=True) for c in audits]
        drawn = [*marked[:1], *drawn, *marked[1:]] if turn % 10 == 9 else [*drawn, *marked]
        for card in drawn:
            if len(held) == cards:
                break
            if card.claim_id not in taken and lease(connection, card.claim_id, viewer, moment):
                held.append(card)
                taken.add(card.claim_id)
    if not held and forget_skips(connection, wanted, viewer):
        return deal(connection, wanted, viewer, cards=cards, audit_share=audit_share, turn=turn)
    return held


def held_cards(connection: Connection, wanted: Filter, viewer: Viewer, when: dict[str, str]) -> list[Dealt]:
    """What this window holds and the filter still wants."""
    # The leases first: there are few, and a join would tempt the database to begin with the claims.
    mine = held_by(connection, viewer, when)
    if not mine:
        return []
    plainly = _held_plainly(replace(wanted, words="", order=Order.PRIORITY))
    rows = {r.id: r for r in connection.execute(plainly, {"ids": mine, "reviewer": viewer.reviewer})}
    if wanted.words and rows:
        keep = set(candidates(connection, wanted, viewer, when))
        rows = {key: row for key, row in rows.items() if key in keep}
    return [_dealt(rows[key]) for key in mine if key in rows]


@lru_cache(maxsize=256)
def _held_plainly(wanted: Filter) -> Select[Any]:
    return select(claims.c.id, claims.c.cleared, claims.c.state).where(
        claims.c.id.in_(bindparam("ids", expanding=True)),
        *conditions(wanted),
        or_(WAITING, AUDITABLE),
        claims.c.once_by != bindparam("reviewer", type_=Text),
    )


def _dealt(row: Any) -> Dealt:
    return Dealt(row.id, audit=bool(row.cleared) or row.state == ClaimState.ACCEPTED)


def skip(connection: Connection, viewer: Viewer, claim_id: str) -> None:
    """Put a card off: it comes back to this reviewer when nothing else is left."""
    row = {"reviewer": viewer.reviewer, "claim_id": claim_id, "skipped_at": now()}
    maker = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(maker(skips).values(**row).on_conflict_do_nothing())
    connection.execute(delete(leases).where(leases.c.claim_id == claim_id, leases.c.session == viewer.session))


def unskip(connection: Connection, viewer: Viewer, claim_id: str) -> None:
    connection.execute(delete(skips).where(skips.c.claim_id == claim_id, skips.c.reviewer == viewer.reviewer))


def forget_skips(connection: Connection, wanted: Filter, viewer: Viewer) -> bool:
    mine = select(claims.c.id).where(claims.c.target == wanted.target)
    gone = delete(skips).where(skips.c.reviewer == viewer.reviewer, skips.c.claim_id.in_(mine))
    return connection.execute(gone).rowcount > 0
