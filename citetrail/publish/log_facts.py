"""What a release says of the log of decisions: the head of its chain, and what a new rule brought back."""

from typing import Any

from sqlalchemy import Connection, func, select

from citetrail.store.sql import in_batches
from citetrail.store.tables import claims, decision_chain, decisions, policies


def log_facts(connection: Connection, target: str) -> dict[str, Any]:
    """`head` and `links` of the chain up to the target's last decision, and the claims that were `judged_again`.

    The head covers every decision up to that one, also those on other targets. None where nothing was decided.
    """
    last = (
        select(func.max(decision_chain.c.position))
        .join(decisions, decisions.c.id == decision_chain.c.decision_id)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target)
    )
    link = connection.execute(
        select(decision_chain.c.position, decision_chain.c.hash).where(
            decision_chain.c.position == last.scalar_subquery()
        )
    ).first()
    again = connection.scalar(select(policies.c.value).where(policies.c.name == "judged_again")) or {}
    return {
        "log_head": link.hash if link else None,
        "log_links": link.position if link else 0,
        "judged_again": _of_target(connection, target, sorted(again.get("claims", ()))),
    }


def _of_target(connection: Connection, target: str, ids: list[str]) -> list[str]:
    found: list[str] = []
    for part in in_batches(ids):
        query = select(claims.c.id).where(claims.c.target == target, claims.c.id.in_(part))
        found += connection.scalars(query.order_by(claims.c.id))
    return found
