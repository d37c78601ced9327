"""The claims of the paper on screen, beside its card: what waits, what was said, "the same for the rest"."""

from dataclasses import dataclass

from sqlalchemy import Connection

from citetrail.records.vocabulary import Vote
from citetrail.review.card_quotes import Quote
from citetrail.review.cards import quote_of
from citetrail.store.claim_filters import Filter, paper_titles
from citetrail.store.claims import Claim, find_claims
from citetrail.store.claims_by_paper import claims_of_paper, own_votes, waiting_of_paper
from citetrail.store.decisions import RecentVote, last_votes
from citetrail.store.evidence import evidence_for
from citetrail.store.leases import Viewer
from citetrail.store.queue import Dealt
from citetrail.store.two_people import sensitive_since

REPEATABLE = frozenset({Vote.ACCEPT, Vote.REJECT, Vote.UNSURE})


@dataclass(frozen=True, slots=True)
class PaperClaim:
    """A claim of the paper: as it was judged by this reviewer, or with the passage to judge it by."""

    claim: Claim
    vote: str  # the reviewer's own; empty while the claim waits for it
    current: bool
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class PaperClaims:
    """A paper's claims in the order of reading. `like` is the vote that `rest` would repeat; None where none fits."""

    paper: str
    title: str
    rows: tuple[PaperClaim, ...]
    like: RecentVote | None
    rest: tuple[PaperClaim, ...]

    @property
    def decided(self) -> int:
        return sum(1 for row in self.rows if row.vote)


def paper_claims_of(connection: Connection, wanted: Filter, viewer: Viewer, card: Dealt) -> PaperClaims | None:
    """The claims of the paper with which this card was dealt; None for a card that hangs on no paper.

    Of the card itself no vote is told: it may be on screen for an audit.
    """
    if not wanted.together or not card.paper:
        return None
    waiting = set(waiting_of_paper(connection, wanted, viewer, card.paper))
    ids = [row.id for row in claims_of_paper(connection, wanted.target, card.paper, viewer)]
    ids = ids if card.claim_id in ids else [card.claim_id, *ids]
    votes = own_votes(connection, viewer.reviewer, [c for c in ids if c not in waiting and c != card.claim_id])
    known = find_claims(connection, ids)
    shown = [c for c in ids if c in known and (c in waiting or c in votes or c == card.claim_id)]
    rows = tuple(_row(connection, known[c], votes.get(c, ""), current=c == card.claim_id) for c in shown)
    like = _like(connection, wanted, viewer, known)
    title = paper_titles(connection, [card.paper]).get(card.paper, "")
    return PaperClaims(card.paper, title, rows, like, _rest(connection, rows, waiting, like, known))


def _row(connection: Connection, claim: Claim, vote: str, *, current: bool) -> PaperClaim:
    found = [] if vote or current else evidence_for(connection, claim, 1)
    return PaperClaim(claim, vote, current, quote_of(found[0]) if found else None)


def _like(connection: Connection, wanted: Filter, viewer: Viewer, known: dict[str, Claim]) -> RecentVote | None:
    last = last_votes(connection, viewer.reviewer, wanted.target, limit=1)
    if not last or last[0].claim_id not in known or last[0].audit or last[0].vote not in REPEATABLE:
        return None
    return last[0]


def _rest(
    connection: Connection,
    rows: tuple[PaperClaim, ...],
    waiting: set[str],
    like: RecentVote | None,
    known: dict[str, Claim],
) -> tuple[PaperClaim, ...]:
    """What one vote can be said of too: waiting claims of its kind whose passage is on the page.

    A sensitive claim is accepted by itself only.
    """
    if like is None:
        return ()
    kind = known[like.claim_id].kind
    alone = sensitive_since(connection, (row.claim for row in rows)) if like.vote == Vote.ACCEPT else {}
    return tuple(
        row
        for row in rows
        if row.claim.id in waiting
        and (row.quote or row.current)
        and row.claim.kind == kind
        and not row.claim.flagged
        and row.claim.id not in alone
    )
