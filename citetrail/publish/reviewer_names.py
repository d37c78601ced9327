"""Reviewers as they appear outside: by pseudonym, unless they agreed to be named."""

from sqlalchemy import Connection, func, select

from citetrail.store.tables import claims, decisions, reviewers


def public_names(connection: Connection, target: str) -> dict[str, str]:
    """Reviewer → the name to print.

    Who is in the log but no longer among the reviewers is numbered in the order of the first decision, which
    never changes in an append-only log.
    """
    query = select(reviewers.c.name, reviewers.c.pseudonym, reviewers.c.publish_name)
    names = {row.name: row.name if row.publish_name else row.pseudonym for row in connection.execute(query)}
    first = (
        select(decisions.c.reviewer, func.min(decisions.c.id).label("first"))
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target)
        .group_by(decisions.c.reviewer)
        .order_by(func.min(decisions.c.id))
    )
    unknown = [row.reviewer for row in connection.execute(first) if row.reviewer not in names]
    return names | {name: f"former reviewer {number}" for number, name in enumerate(unknown, start=1)}
