"""Reviewers as they appear outside: by pseudonym, unless they agreed to be named."""

from sqlalchemy import Connection

from citetrail.store.accounts import everyone
from citetrail.store.decisions import reviewers_in_log


def public_names(connection: Connection, target: str) -> dict[str, str]:
    """Reviewer → the name to print.

    Who is in the log but no longer among the reviewers is numbered in the order of the first decision, which
    never changes in an append-only log.
    """
    names = {one.name: one.name if one.publish_name else one.pseudonym for one in everyone(connection)}
    unknown = [name for name in reviewers_in_log(connection, target) if name not in names]
    return names | {name: f"former reviewer {number}" for number, name in enumerate(unknown, start=1)}
