"""Keeping what one paper gives for one target: affiliations, funding, evidence, claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, select, update

from citetrail.records.vocabulary import ClaimState
from citetrail.store.claims import Claim, find_claims
from citetrail.store.decision_log import refresh_claims
from citetrail.store.renamed_claims import with_former_claims
from citetrail.store.shared_claims import retire_shared, shared_keys, unlink_shared
from citetrail.store.sql import ignore_insert, in_batches, insert_rows, upsert
from citetrail.store.tables import (
    affiliations,
    assessments,
    claim_evidence,
    claims,
    copy_differences,
    evidence,
    funding,
    organisations,
)
from citetrail.store.two_people import out_of_step

# What a decision rests on; the rest of a claim row may follow the newest reading.
FOLLOWING = (
    "text",
    "score",
    "rule",
    "reasons",
    "headline",
    "sensitive",
    "priority",
    "version",
    "evidence_hash",
    "cleared",
)


@dataclass(frozen=True, slots=True)
class AssessmentRows:
    """One paper's assessment as rows of the tables; built by the assess step."""

    assessment: dict[str, Any]
    organisations: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    affiliations: list[dict[str, Any]]
    funding: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    claim_evidence: list[dict[str, Any]]
    differences: list[dict[str, Any]] = field(default_factory=list)


def unchanged(connection: Connection, target: str, hashes: dict[str, str]) -> set[str]:
    """Of these papers (id → hash of what goes in), those whose assessment already rests on the same."""
    query = select(assessments.c.paper_id, assessments.c.input_hash).where(
        assessments.c.target == target, assessments.c.paper_id.in_(list(hashes))
    )
    return {row.paper_id for row in connection.execute(query) if row.input_hash == hashes[row.paper_id]}


def save_assessments(connection: Connection, target: str, batch: Sequence[AssessmentRows]) -> None:
    """Replace the papers' assessments by these. Decisions, evidence and documents stay untouched."""
    if not batch:
        return
    ids = [rows.assessment["paper_id"] for rows in batch]
    before = shared_keys(connection, target, ids)
    for table in (affiliations, funding, copy_differences, assessments):
        connection.execute(delete(table).where(table.c.target == target, table.c.paper_id.in_(ids)))
    insert_rows(connection, assessments, [rows.assessment for rows in batch])
    upsert(connection, organisations, [o for rows in batch for o in rows.organisations], ("id",))
    found = [e for rows in batch for e in rows.evidence]
    if found:
        connection.execute(ignore_insert(connection, evidence), found)
    insert_rows(connection, affiliations, [a for rows in batch for a in rows.affiliations])
    insert_rows(connection, funding, [f for rows in batch for f in rows.funding])
    insert_rows(connection, copy_differences, [d for rows in batch for d in rows.differences])
    _save_claims(connection, target, ids, batch)
    retire_shared(connection, target, before)
    for some in in_batches(ids):
        refresh_claims(connection, out_of_step(connection, claims.c.paper_id.in_(some), target=target))


def _save_claims(connection: Connection, target: str, ids: list[str], batch: Sequence[AssessmentRows]) -> None:
    # Papers' own claims that the new reading no longer makes are kept, but leave the queue.
    gone = update(claims).where(claims.c.target == target, claims.c.paper_id.in_(ids))
    connection.execute(gone.values(current=False))
    made = {c["id"]: c for part in batch for c in part.claims}
    going_on = with_former_claims(connection, made.values())
    rows = {going_on.get(key, key): {**row, "id": going_on.get(key, key)} for key, row in made.items()}
    known = find_claims(connection, list(rows))
    fresh = [{**row, **_untouched(row)} for key, row in rows.items() if key not in known]
    insert_rows(connection, claims, fresh)
    changed = [key for key, old in known.items() if _follow(connection, old, rows[key])]
    refresh_claims(connection, changed)
    told = (link for part in batch for link in part.claim_evidence)
    links = [{**link, "claim_id": going_on.get(link["claim_id"], link["claim_id"])} for link in told]
    own = [key for key, row in rows.items() if row["paper_id"] is not None]
    for part in in_batches(own):
        connection.execute(delete(claim_evidence).where(claim_evidence.c.claim_id.in_(part)))
    unlink_shared(connection, target, ids)
    if links:
        connection.execute(ignore_insert(connection, claim_evidence), links)


def _untouched(row: dict[str, Any]) -> dict[str, Any]:
    return {"state": ClaimState.OPEN, "decided_hash": "", "current": True, "papers": 1}


def _follow(connection: Connection, old: Claim, row: dict[str, Any]) -> bool:
    """Bring a known claim up to date; True when its state must be derived again: other evidence, or two people."""
    told: dict[str, Any] = {name: row[name] for name in FOLLOWING} | {"current": True}
    if old.learned is None:
        told["rank"] = row["priority"]
    if any(getattr(old, name) != value for name, value in told.items()):
        connection.execute(update(claims).where(claims.c.id == old.id).values(**told))
    return bool(old.evidence_hash != row["evidence_hash"] or old.sensitive != row["sensitive"])
