"""Rows of the claims on which votes differ, for who publishes them as disputed."""

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection

from citetrail.publish.people_named import Naming
from citetrail.publish.publishable import CHUNK
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import line, moment
from citetrail.records.targets import Target
from citetrail.records.vocabulary import ClaimKind, ClaimState, Role
from citetrail.store.claims import Claim, find_claims, in_state
from citetrail.store.decisions import logs_of
from citetrail.store.objections import ObjectionOutcome, standings
from citetrail.store.papers import merges
from citetrail.store.sql import in_batches
from citetrail.store.states import ANSWERS

STATUS = "disputed"


def disputed_rows(connection: Connection, target: Target, naming: Naming) -> Iterator[PublishedRow]:
    """One row for each conflict that nobody settled. What an objection keeps out stays out here as well.

    Who votes which way is told of no claim that is not settled: a third person may still rule on it without knowing.
    """
    merged = merges(connection)
    for ids in in_batches(in_state(connection, target.slug, ClaimState.CONFLICT), CHUNK):
        about = find_claims(connection, ids)
        kept_out = {
            key for key, told in standings(connection, ids).items() if told.outcome is not ObjectionOutcome.REFUSED
        }
        for key, log in groupby(logs_of(connection, sorted(about)), key=lambda entry: entry.claim_id):
            if key in kept_out or not about[key].current:
                continue
            votes = [entry for entry in log if entry.vote in ANSWERS]
            people = len({entry.reviewer for entry in votes})
            last = max(entry.decided_at for entry in votes)
            yield *_said(about[key], merged, naming), STATUS, people, moment(last)


def _said(claim: Claim, merged: dict[str, str], naming: Naming) -> tuple[str | None, ...]:
    # The words of a string that no organisation answers to may be anybody's.
    told = naming.author_names or claim.kind != ClaimKind.RESOLUTION
    return (
        claim.id,
        claim.kind,
        merged.get(claim.paper_id or "", claim.paper_id),
        claim.member,
        claim.role if claim.role in set(Role) else None,
        claim.organisation_id,
        claim.sector,
        line(claim.text) if told else None,
    )
