"""Words that reviewers put on claims to find them again. They say nothing of a claim's truth."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from citetrail.store.claims import of_target
from citetrail.store.engine import now
from citetrail.store.sql import ignore_insert, in_batches
from citetrail.store.tables import claim_tags, claims

_TAG = re.compile(r"\w[\w .:/-]{0,39}")


class TagRefused(Exception):
    """These words cannot be a tag; the message says why."""


def put_tag(connection: Connection, target: str, ids: Sequence[str], tag: str, reviewer: str) -> int:
    """Put a tag on claims of the target; returns on how many. Raises TagRefused for words that are none."""
    if not _TAG.fullmatch(tag):
        raise TagRefused("A tag has at most 40 letters, digits, spaces and .:/-")
    found = of_target(connection, target, ids)
    rows = [{"claim_id": c, "tag": tag, "reviewer": reviewer, "tagged_at": now()} for c in found]
    if rows:
        connection.execute(ignore_insert(connection, claim_tags), rows)
    return len(rows)


def take_tag(connection: Connection, target: str, ids: Sequence[str], tag: str) -> int:
    """Take a tag off claims of the target; returns off how many."""
    found = of_target(connection, target, ids)
    gone = delete(claim_tags).where(claim_tags.c.claim_id.in_(found), claim_tags.c.tag == tag)
    return int(connection.execute(gone).rowcount)


def tags_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """The tags on these claims."""
    found: dict[str, list[str]] = {}
    for some in in_batches(ids):
        query = select(claim_tags.c.claim_id, claim_tags.c.tag).where(claim_tags.c.claim_id.in_(some))
        for row in connection.execute(query.order_by(claim_tags.c.claim_id, claim_tags.c.tag)):
            found.setdefault(row.claim_id, []).append(row.tag)
    return found


def tags_in_use(connection: Connection, target: str, most: int = 100) -> list[str]:
    """The tags on any claim of the target, in the order of the alphabet."""
    query = select(claim_tags.c.tag).join(claims, claims.c.id == claim_tags.c.claim_id)
    query = query.where(claims.c.target == target).distinct().order_by(claim_tags.c.tag)
    return list(connection.scalars(query.limit(most)))
