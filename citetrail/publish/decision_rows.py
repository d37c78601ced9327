"""Rows of the log of decisions."""

import json
from collections.abc import Iterator

from sqlalchemy import Connection

from citetrail.publish.correction_notices import held_back
from citetrail.publish.reviewer_names import public_names
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import line, moment, several
from citetrail.records.targets import Target
from citetrail.records.vocabulary import ClaimState
from citetrail.store.decisions import log_of_target
from citetrail.store.papers import merges

SETTLED = (ClaimState.ACCEPTED, ClaimState.REJECTED)


def decision_rows(connection: Connection, target: Target) -> Iterator[PublishedRow]:
    """The log of the claims that are settled.

    What is decided about others is kept back, in provisional releases too: whoever votes next must not know it, and
    one person's vote is no review where two are wanted. Reviewers' notes are written for colleagues and are never
    published. Nor is a vote on what an open objection holds back: it would repeat the claim.
    """
    held = held_back(connection, target)
    merged = merges(connection)
    names = public_names(connection, target.slug)
    for entry in log_of_target(connection, target.slug, SETTLED):
        if entry.claim_id in held:
            continue
        yield (
            entry.id,
            entry.claim_id,
            entry.kind,
            merged.get(entry.paper_id or "", entry.paper_id),
            entry.member,
            entry.role,
            entry.organisation_id,
            entry.sector,
            entry.vote,
            json.dumps(entry.correction, ensure_ascii=False, sort_keys=True) if entry.correction else None,
            line(entry.reason),
            entry.undoes,
            int(entry.adjudication),
            int(entry.audit),
            names[entry.reviewer],
            several(entry.evidence_ids) if entry.evidence_ids else None,
            entry.version,
            moment(entry.decided_at),
        )
