"""Whether accepted claims are carried by their votes: the cached state of a claim must not say more than the log."""

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, Engine, select

from publish.standing import rows
from records.vocabulary import ClaimState
from store.policies import wants_two
from store.states import derive
from store.tables import claims, decisions

SHOWN = 5


def uncarried(engine: Engine, target: str) -> Iterator[str]:
    """Accepted claims whose log, judged again by the rules of the review, does not come out as accepted."""
    with engine.connect() as connection:
        wrong = list(_uncarried(connection, target))
    if wrong:
        more = " …" if len(wrong) > SHOWN else ""
        yield f"{len(wrong)} accepted claims are not carried by their votes: {', '.join(wrong[:SHOWN])}{more}"


def _uncarried(connection: Connection, target: str) -> Iterator[str]:
    two = wants_two(connection)
    mine = (claims.c.target == target, claims.c.state == ClaimState.ACCEPTED)
    left = set(connection.scalars(select(claims.c.id).where(*mine)))
    query = (
        select(decisions, claims.c.decided_hash, claims.c.sensitive)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(*mine)
        .order_by(decisions.c.claim_id, decisions.c.id)
    )
    for claim, votes in groupby(rows(connection, query), key=lambda row: str(row.claim_id)):
        log = list(votes)
        standing = derive(log, log[0].decided_hash, two_reviewers=two and log[0].sensitive)
        if standing.state is ClaimState.ACCEPTED:
            left.discard(claim)
    yield from sorted(left)
