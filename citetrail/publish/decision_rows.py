"""Rows of the log of decisions."""

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from citetrail.publish.publishable import merges, rows
from citetrail.publish.reviewer_names import public_names
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import line, moment, several
from citetrail.records.targets import Target
from citetrail.records.vocabulary import ClaimState
from citetrail.store.tables import claims, decisions

DECISION_COLUMNS = (
    *("id", "claim_id", "reviewer", "vote", "correction", "reason", "undoes", "adjudication", "audit"),
    *("evidence_ids", "version", "decided_at"),
)
CLAIM_COLUMNS = ("kind", "paper_id", "member", "role", "organisation_id", "sector")
SETTLED = (ClaimState.ACCEPTED, ClaimState.REJECTED)


def decision_rows(connection: Connection, target: Target) -> Iterator[PublishedRow]:
    """The log of the claims that are settled.

    What is decided about others is kept back, in provisional releases too: whoever votes next must not know it, and
    one person's vote is no review where two are wanted. Reviewers' notes are written for colleagues and are never
    published.
    """
    merged = merges(connection)
    names = public_names(connection, target.slug)
    columns = (*(decisions.c[n] for n in DECISION_COLUMNS), *(claims.c[n] for n in CLAIM_COLUMNS))
    query = select(*columns).join(claims, claims.c.id == decisions.c.claim_id)
    query = query.where(claims.c.target == target.slug, claims.c.state.in_(SETTLED))
    for row in rows(connection, query.order_by(decisions.c.id)):
        key, claim, reviewer, vote, correction, reason, undoes, ruling, audit, shown, version, at, *about = row
        kind, paper, *proposed = about
        yield (
            key,
            claim,
            kind,
            merged.get(paper, paper),
            *proposed,
            vote,
            json.dumps(correction, ensure_ascii=False, sort_keys=True) if correction else None,
            line(reason),
            undoes,
            int(ruling),
            int(audit),
            names[reviewer],
            several(shown) if shown else None,
            version,
            moment(at),
        )
