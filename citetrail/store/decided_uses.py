"""Uses that people settled, with the sentence they were shown: what decisions say of single sentences."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, select

from citetrail.records.vocabulary import ClaimKind, ClaimState
from citetrail.store.claims import ClaimFacts
from citetrail.store.decisions import logs_of
from citetrail.store.sql import columns_of, in_batches, read_records
from citetrail.store.tables import claim_evidence, claims, evidence
from citetrail.store.two_people import Judge

SETTLED = (ClaimState.ACCEPTED, ClaimState.REJECTED)


class SettledUse(NamedTuple):
    """A claim on a use with its first quotation. `role` is the corrected one, `reason` why it was rejected."""

    claim_id: str
    target: str
    paper_id: str
    member: str
    role: str
    accepted: bool
    reason: str
    quote: str
    match_start: int
    match_end: int
    before: str
    after: str
    section: str


class _Quoted(NamedTuple):
    claim_id: str
    quote: str
    match_start: int
    match_end: int
    before: str
    after: str
    section: str


def settled_uses(connection: Connection, target: str) -> Iterator[SettledUse]:
    """The target's accepted and rejected uses whose votes carry them, in the order of their ids."""
    own = (claims.c.target == target, claims.c.kind == ClaimKind.USE, claims.c.state.in_(SETTLED))
    query = select(*columns_of(ClaimFacts, claims)).where(*own).order_by(claims.c.id)
    facts = list(read_records(connection, ClaimFacts, query))
    for some in in_batches(facts):
        yield from _settled(connection, {claim.id: claim for claim in some})


def _settled(connection: Connection, facts: dict[str, ClaimFacts]) -> Iterator[SettledUse]:
    quoted = {q.claim_id: q for q in _first_quotations(connection, list(facts))}
    judge = Judge(connection, facts.values())
    for claim_id, log in groupby(logs_of(connection, list(facts)), key=lambda d: d.claim_id):
        claim, shown, entries = facts[claim_id], quoted.get(claim_id), list(log)
        standing = judge.standing(claim_id, entries, claim.decided_hash)
        if shown is None or standing.state not in SETTLED:
            continue
        last = standing.in_force[-1].id
        yield SettledUse(
            claim.id,
            claim.target,
            claim.paper,
            standing.correction.get("member") or claim.member or "",
            standing.correction.get("role") or claim.role or "",
            standing.state is ClaimState.ACCEPTED,
            next(d.reason for d in entries if d.id == last),
            *shown[1:],
        )


def _first_quotations(connection: Connection, ids: list[str]) -> Iterator[_Quoted]:
    columns = (claim_evidence.c.claim_id, *(evidence.c[name] for name in _Quoted._fields[1:]))
    query = select(*columns).join(evidence, evidence.c.id == claim_evidence.c.evidence_id)
    query = query.where(claim_evidence.c.claim_id.in_(ids), claim_evidence.c.rank == 0)
    return read_records(connection, _Quoted, query)
