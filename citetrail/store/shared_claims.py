"""Claims that stand for every paper alike: an organisation's sector, what a printed string means.

They are made by each paper of use, or perhaps of use, that names the organisation or prints the string, and stay
for as long as one does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, select, update

from citetrail.records.vocabulary import ClaimKind, Verdict
from citetrail.store.sql import in_batches
from citetrail.store.tables import affiliations, assessments, claim_evidence, claims, evidence

# Who wrote a paper of any other verdict is put before nobody.
MAKING = (Verdict.USES, Verdict.UNCLEAR)


@dataclass(frozen=True, slots=True)
class SharedKeys:
    """The organisations and the strings without one that papers name."""

    organisations: frozenset[str]
    strings: frozenset[str]


def shared_keys(connection: Connection, target: str, papers: Sequence[str]) -> SharedKeys:
    """What these papers' stored affiliations name."""
    organisations, strings = set(), set()
    for part in in_batches(papers):
        query = select(affiliations.c.organisation_id, affiliations.c.raw_key)
        here = (affiliations.c.target == target, affiliations.c.paper_id.in_(part))
        for organisation, string in connection.execute(query.where(*here).distinct()):
            organisations.add(organisation)
            strings.add(string)
    return SharedKeys(frozenset(o for o in organisations if o), frozenset(s for s in strings if s))


def unlink_shared(connection: Connection, target: str, papers: Sequence[str]) -> None:
    """Take the papers' quotations off the shared claims: a new assessment brings those that still hold."""
    shared = select(claims.c.id).where(claims.c.target == target, claims.c.paper_id.is_(None))
    for part in in_batches(papers):
        theirs = select(evidence.c.id).where(evidence.c.paper_id.in_(part))
        here = (claim_evidence.c.evidence_id.in_(theirs), claim_evidence.c.claim_id.in_(shared))
        connection.execute(delete(claim_evidence).where(*here))


def retire_shared(connection: Connection, target: str, before: SharedKeys) -> None:
    """Shared claims on what no paper names any longer leave the queue; their decisions stay."""
    kinds = (
        (ClaimKind.SECTOR, claims.c.organisation_id, affiliations.c.organisation_id, before.organisations),
        (ClaimKind.RESOLUTION, claims.c.raw_key, affiliations.c.raw_key, before.strings),
    )
    for kind, claimed, named, keys in kinds:
        for part in in_batches(sorted(keys)):
            still = exists().where(
                affiliations.c.target == target,
                named == claimed,
                assessments.c.paper_id == affiliations.c.paper_id,
                assessments.c.target == target,
                assessments.c.verdict.in_(MAKING),
            )
            mine = (claims.c.target == target, claims.c.kind == kind, claimed.in_(part), ~still)
            connection.execute(update(claims).where(*mine).values(current=False))
