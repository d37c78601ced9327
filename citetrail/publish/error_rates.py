"""Error rates for the release: from the random audit, and from reviewers who voted independently."""

from collections.abc import Iterator

from sqlalchemy import Connection

from citetrail.publish.use_rows import PublishedRow
from citetrail.records.targets import Target
from citetrail.store.review_quality import Rate, agreement, audit_rates, wilson


def error_rate_rows(connection: Connection, target: Target) -> Iterator[PublishedRow]:
    """Measures of which at least one claim was looked at; no row says that nothing was audited yet."""
    rates: dict[str, Rate] = audit_rates(connection, target.slug)
    votes = agreement(connection, target.slug)
    rates["disagreement"] = wilson(votes.pairs - votes.agreed, votes.pairs)
    for name, r in rates.items():
        if r.audited:
            yield name, r.audited, r.errors, r.rate, r.low, r.high
