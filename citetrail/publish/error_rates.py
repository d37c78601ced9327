"""Error rates for the release: from the random audit, and from reviewers who voted independently."""

import sqlite3

from sqlalchemy import Connection

from citetrail.publish.database import insert_sorted
from citetrail.publish.table_columns import QUALITY
from citetrail.records.targets import Target
from citetrail.store.review_quality import Rate, agreement, audit_rates, wilson


def fill_error_rates(connection: Connection, release: sqlite3.Connection, target: Target) -> None:
    """Measures of which at least one claim was looked at; an empty table says that nothing was audited yet."""
    rates: dict[str, Rate] = audit_rates(connection, target.slug)
    votes = agreement(connection, target.slug)
    rates["disagreement"] = wilson(votes.pairs - votes.agreed, votes.pairs)
    rows = [(name, r.audited, r.errors, r.rate, r.low, r.high) for name, r in rates.items() if r.audited]
    insert_sorted(release, QUALITY, rows)
