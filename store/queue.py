"""What a reviewer is asked next: order, filters, leases, skips, audits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from records.vocabulary import ClaimState
from store.engine import now
from store.search import Hits, search
from store.states import ANSWERS
from store.tables import (
    AUDITABLE,
    PAPER_DATE,
    WAITING,
    WAITING_STATES,
    affiliations,
    claim_evidence,
    claims,
    decisions,
    leases,
    organisations,
    papers,
    skips,
)

LEASE = timedelta(minutes=3)
# How many candidates are looked at before the queue counts as empty for now.
LOOK_AHEAD = 60
_LEASED = ("reviewer", "session", "since", "expires_at")


class Order(StrEnum):
    """In which order the cards come."""

    PRIORITY = "priority"  # newsworthiness × uncertainty
    LEARNED = "learned"  # the same, by what the decisions taught
    PAPER = "paper"
    ORGANISATION = "organisation"
    DATE = "date"  # newest paper first
    REVIEWER = "reviewer"  # in the list: by who decided


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are wanted; empty fields want all."""

    target: str
    kind: str = ""
    member: str = ""
    role: str = ""
    headline: str = ""
    sector: str = ""
    organisation: str = ""
    paper: str = ""
    state: str = ""
    reviewer: str = ""
    words: str = ""
    order: Order = Order.LEARNED

    @property
    def is_plain(self) -> bool:
        """Whether nothing but target and order is chosen."""
        return replace(self, order=Order.LEARNED) == Filter(self.target)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a reviewer in one window."""

    reviewer: str
    session: str


_LEASES = (
    select(leases.c.claim_id)
    .where(leases.c.session == bindparam("session", type_=Text), leases.c.expires_at > bindparam("at", type_=Text))
    .order_by(leases.c.since, leases.c.claim_id)
)
# Neither held by another window nor put off by this reviewer.
_FREE = (
    ~exists().where(
        leases.c.claim_id == claims.c.id,
        leases.c.expires_at > bindparam("at", type_=Text),
        leases.c.session != bindparam("session", type_=Text),
    ),
    ~exists().where(skips.c.claim_id == claims.c.id, skips.c.reviewer == bindparam("reviewer", type_=Text)),
)


@dataclass(frozen=True, slots=True)
class Dealt:
    """A card: the claim, and whether it comes up for an audit."""

    claim_id: str
    audit: bool = False


def conditions(wanted: Filter, hits: Hits | None = None) -> list[ColumnElement[bool]]:
    """The filter as conditions on `claims`, state and reviewer apart."""
    target = claims.c.target.concat("") if wanted.order is Order.DATE else claims.c.target
    found: list[ColumnElement[bool]] = [target == wanted.target]
    for column, value in (
        (claims.c.kind, wanted.kind),
        (claims.c.member, wanted.member),
        (claims.c.role, wanted.role),
        (claims.c.headline, wanted.headline),
        (claims.c.sector, wanted.sector),
        (claims.c.paper_id, wanted.paper),
    ):
        if value:
            found.append(column == value)
    if wanted.organisation:
        # A use claim belongs to the organisations of its paper.
        written = select(affiliations.c.paper_id).where(affiliations.c.organisation_id == wanted.organisation)
        found.append(or_(claims.c.organisation_id == wanted.organisation, claims.c.paper_id.in_(written)))
    if hits is not None:
        proof = select(claim_evidence.c.claim_id).where(claim_evidence.c.evidence_id.in_(hits.evidence))
        found.append(
            or_(
                claims.c.id.in_(proof),
                claims.c.paper_id.in_(hits.papers),
                claims.c.organisation_id.in_(hits.organisations),
            )
        )
    return found


def ordered(query: Select[Any], order: Order) -> Select[Any]:
    """The query in that order. Each order of waiting claims runs down an index of its own."""
    if order is Order.PAPER:
        return query.order_by(claims.c.paper_id.desc(), claims.c.priority.desc(), claims.c.id.desc())
    if order is Order.ORGANISATION:
        return query.order_by(claims.c.organisation_id.desc(), claims.c.priority.desc(), claims.c.id.desc())
    if order is Order.DATE:
        # From the newest paper to its claims: the concatenations here and in `conditions` keep SQLite from going the
        # other way round, from every claim of the target to its paper, and sorting.
        joined = query.join(papers, papers.c.id.concat("") == claims.c.paper_id)
        return joined.order_by(PAPER_DATE.desc(), papers.c.id.desc())
    column = claims.c.rank if order is Order.LEARNED else claims.c.priority
    return query.order_by(column.desc(), claims.c.id.desc())


def _candidates(connection: Connection, wanted: Filter, viewer: Viewer, at: str) -> list[str]:
    """The best claims that this viewer may be asked, best first."""
    if wanted.words:
        query = _waiting(wanted, search(connection, wanted.words))
    else:
        query = _waiting_plainly(wanted)
    told = {"at": at, "session": viewer.session, "reviewer": viewer.reviewer}
    found = list(connection.scalars(query, told))
    if not found and wanted.order is Order.DATE:
        # What hangs on no paper has no date, and comes last.
        return _candidates(connection, replace(wanted, order=Order.PRIORITY), viewer, at)
    return found


def _waiting(wanted: Filter, hits: Hits | None) -> Select[Any]:
    query = select(claims.c.id).where(*conditions(wanted, hits), WAITING, *_FREE)
    query = query.where(claims.c.once_by != bindparam("reviewer", type_=Text))
    if wanted.reviewer:
        query = query.where(claims.c.once_by == wanted.reviewer)
    return ordered(query, wanted.order).limit(LOOK_AHEAD)


@lru_cache(maxsize=256)
def _waiting_plainly(wanted: Filter) -> Select[Any]:
    """The query of a filter without search words: building it costs more than running it."""
    return _waiting(wanted, None)


def _audits(connection: Connection, wanted: Filter, viewer: Viewer, share: float, at: str) -> list[str]:
    """Claims drawn for an audit; by somebody else than decided them, unless nobody else is there."""
    query = select(claims.c.id).where(*conditions(replace(wanted, words="", order=Order.PRIORITY)), AUDITABLE, *_FREE)
    query = query.where(claims.c.lot < share).order_by(claims.c.lot, claims.c.id).limit(LOOK_AHEAD)
    told = {"at": at, "session": viewer.session, "reviewer": viewer.reviewer}
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
    at = moment.isoformat(timespec="microseconds")
    held = _held(connection, wanted, viewer, at)[:cards]
    for card in held:
        _lease(connection, card.claim_id, viewer, moment)
    if len(held) < cards:
        taken = {d.claim_id for d in held}
        audits = _audits(connection, wanted, viewer, audit_share, at) if audit_share > 0 else []
        fresh = _candidates(connection, wanted, viewer, at)
        drawn = [Dealt(c) for c in fresh]
        marked = [Dealt(c, audit=True) for c in audits]
        drawn = [*marked[:1], *drawn, *marked[1:]] if turn % 10 == 9 else [*drawn, *marked]
        for card in drawn:
            if len(held) == cards:
                break
            if card.claim_id not in taken and _lease(connection, card.claim_id, viewer, moment):
                held.append(card)
                taken.add(card.claim_id)
    if not held and _forget_skips(connection, wanted, viewer):
        return deal(connection, wanted, viewer, cards=cards, audit_share=audit_share, turn=turn)
    return held


def _held(connection: Connection, wanted: Filter, viewer: Viewer, at: str) -> list[Dealt]:
    """What this window holds and the filter still wants."""
    # The leases first: there are few, and a join would tempt the database to begin with the claims.
    mine = list(connection.scalars(_LEASES, {"at": at, "session": viewer.session}))
    if not mine:
        return []
    plainly = _held_plainly(replace(wanted, words="", order=Order.PRIORITY))
    rows = {r.id: r for r in connection.execute(plainly, {"ids": mine, "reviewer": viewer.reviewer})}
    if wanted.words and rows:
        keep = set(_candidates(connection, wanted, viewer, at))
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


def _lease(connection: Connection, claim_id: str, viewer: Viewer, moment: datetime) -> bool:
    """Take or renew a lease; False when another window holds it."""
    told = {
        "claim_id": claim_id,
        "reviewer": viewer.reviewer,
        "session": viewer.session,
        "since": now(),
        "expires_at": (moment + LEASE).isoformat(timespec="microseconds"),
        "moment": moment.isoformat(timespec="microseconds"),
    }
    return connection.execute(_lease_statement(connection.dialect.name), told).rowcount == 1


@cache
def _lease_statement(dialect: str) -> Any:
    """Built once a dialect: the pages run it for every card."""
    statement: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(leases)
    fresh = statement.excluded
    at = bindparam("moment", type_=Text)
    mine = and_(leases.c.session == fresh.session, leases.c.expires_at > at)
    statement = statement.values({name: bindparam(name) for name in ("claim_id", *_LEASED)})
    return statement.on_conflict_do_update(
        index_elements=["claim_id"],
        set_={
            **{name: fresh[name] for name in _LEASED if name != "since"},
            # A renewed lease keeps its place; one taken over from a dead window starts anew.
            "since": case((mine, leases.c.since), else_=fresh.since),
        },
        where=or_(leases.c.session == fresh.session, leases.c.expires_at <= at),
    )


def renew(connection: Connection, viewer: Viewer, claim_id: str) -> bool:
    """Keep the card on screen; False when the lease was lost and somebody else holds the claim."""
    return _lease(connection, claim_id, viewer, datetime.now(UTC))


def on_audit(connection: Connection, viewer: Viewer, claim_id: str, share: float) -> bool:
    """Whether this window was dealt the claim for an audit: what a vote counts for is not the browser's to say.

    A lease that ran out still tells, as long as no other window took it over: votes may come late.
    """
    held = exists().where(leases.c.claim_id == claims.c.id, leases.c.session == viewer.session)
    query = select(claims.c.id).where(claims.c.id == claim_id, AUDITABLE, claims.c.lot < share, held)
    return connection.execute(query).first() is not None


def take(connection: Connection, viewer: Viewer, claim_id: str, *, audit: bool = False) -> bool:
    """Lease one claim by its id, ahead of what the window holds; False when another window has it.

    A claim that waits for nobody, and is not audited, needs no lease: looking at it keeps nobody from anything.
    """
    wanted = AUDITABLE if audit else WAITING
    if connection.execute(select(claims.c.id).where(claims.c.id == claim_id, wanted)).first() is None:
        return True
    if not _lease(connection, claim_id, viewer, datetime.now(UTC)):
        return False
    first = connection.scalar(select(func.min(leases.c.since)).where(leases.c.session == viewer.session)) or now()
    earlier = (datetime.fromisoformat(first) - timedelta(microseconds=1)).isoformat(timespec="microseconds")
    connection.execute(update(leases).where(leases.c.claim_id == claim_id).values(since=earlier))
    return True


def release(connection: Connection, viewer: Viewer) -> None:
    """Give back everything this window holds."""
    connection.execute(delete(leases).where(leases.c.session == viewer.session))


def skip(connection: Connection, viewer: Viewer, claim_id: str) -> None:
    """Put a card off: it comes back to this reviewer when nothing else is left."""
    row = {"reviewer": viewer.reviewer, "claim_id": claim_id, "skipped_at": now()}
    maker = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(maker(skips).values(**row).on_conflict_do_nothing())
    connection.execute(delete(leases).where(leases.c.claim_id == claim_id, leases.c.session == viewer.session))


def unskip(connection: Connection, viewer: Viewer, claim_id: str) -> None:
    connection.execute(delete(skips).where(skips.c.claim_id == claim_id, skips.c.reviewer == viewer.reviewer))


def _forget_skips(connection: Connection, wanted: Filter, viewer: Viewer) -> bool:
    mine = select(claims.c.id).where(claims.c.target == wanted.target)
    gone = delete(skips).where(skips.c.reviewer == viewer.reviewer, skips.c.claim_id.in_(mine))
    return connection.execute(gone).rowcount > 0


def listing(
    connection: Connection, wanted: Filter, *, limit: int = 50, offset: int = 0
) -> tuple[list[Any], bool, bool]:
    """A page of claims for the list: rows, whether more follow, whether the search was cut short."""
    hits = search(connection, wanted.words) if wanted.words else None
    query = select(claims).where(*conditions(wanted, hits))
    # Which way a first vote went is nobody's to see before the second: the three waiting states are one.
    if wanted.state == "waiting" or wanted.state in WAITING_STATES:
        query = query.where(WAITING)
    elif wanted.state == "flagged":
        query = query.where(claims.c.flagged)
    elif wanted.state == "cleared":
        query = query.where(claims.c.cleared, claims.c.current)
    elif wanted.state:
        query = query.where(claims.c.state == wanted.state)
    if wanted.reviewer or wanted.order is Order.REVIEWER:
        latest = (
            select(decisions.c.claim_id, func.max(decisions.c.id).label("last"), decisions.c.reviewer)
            .where(decisions.c.vote.in_(ANSWERS))
            .group_by(decisions.c.claim_id, decisions.c.reviewer)
            .subquery()
        )
        query = query.join(latest, latest.c.claim_id == claims.c.id).where(claims.c.once_by == "")
        if wanted.reviewer:
            query = query.where(latest.c.reviewer == wanted.reviewer)
        query = query.order_by(latest.c.reviewer, latest.c.last.desc())
    else:
        query = ordered(query, wanted.order)
    rows = list(connection.execute(query.limit(limit + 1).offset(offset)))
    return rows[:limit], len(rows) > limit, bool(hits and hits.more)


def paper_titles(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    query = select(papers.c.id, papers.c.title).where(papers.c.id.in_(ids))
    return {row.id: row.title for row in connection.execute(query)}


def organisation_names(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    query = select(organisations.c.id, organisations.c.name).where(organisations.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(query)}
