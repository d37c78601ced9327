"""Keeping the copies of papers: those fetched, those that people added, and whose are to be sought."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, literal, select, update

from citetrail.records.copies import BESIDE_THE_PAPER, Copy, CopyKind, CopyOrigin, CopyPolicy
from citetrail.records.papers import Fetched
from citetrail.records.vocabulary import Outcome, Step
from citetrail.store.sql import ignore_insert, in_batches, upsert
from citetrail.store.tables import copies, copy_searches, documents, fetches, papers, pending, sightings
from citetrail.store.work import TRANSIENT

# Copies in the order in which one stands for the paper, after the one that was fetched first.
_ORDER = (
    *(CopyKind.PUBLISHER, CopyKind.ARXIV, CopyKind.AUTHOR, CopyKind.OTHER),
    *(CopyKind.SUPPLEMENT, CopyKind.SLIDES, CopyKind.POSTER),
)


def slot_of(kind: CopyKind, version: int | None, *, newest: bool) -> str:
    """The name of a copy within its paper; the newest version on arXiv has one that outlives its number."""
    return f"{kind} v{version}" if kind is CopyKind.ARXIV and version and not newest else str(kind)


def save_copies(connection: Connection, found: Sequence[Copy], at: str) -> None:
    """Keep how asking for these copies ended; one that failed does not replace one that came."""
    for copy in found:
        here = (copies.c.paper_id == copy.paper, copies.c.slot == copy.slot)
        known = connection.execute(select(copies.c.outcome, copies.c.sha256, copies.c.attempts).where(*here)).first()
        if known is None:
            connection.execute(insert(copies).values(attempts=1, **_as_row(copy, at)))
        elif copy.outcome is Outcome.OK or known.outcome != Outcome.OK:
            connection.execute(update(copies).where(*here).values(attempts=known.attempts + 1, **_as_row(copy, at)))


def _as_row(copy: Copy, at: str) -> dict[str, Any]:
    return {
        "paper_id": copy.paper,
        "slot": copy.slot,
        "kind": copy.kind,
        "version": copy.version,
        "address": copy.address,
        "outcome": copy.outcome,
        "sha256": copy.sha256,
        "detail": copy.detail,
        "tried": list(copy.tried),
        "origin": copy.origin,
        "added_by": copy.added_by,
        "text_key": copy.text_key,
        "finished_at": copy.finished_at or at,
    }


def save_document(connection: Connection, sha256: str, size: int, url: str, at: str) -> None:
    """Keep that the store holds these bytes; the first address that gave them stays."""
    row = {"sha256": sha256, "size": size, "url": url, "retrieved_at": at}
    connection.execute(ignore_insert(connection, documents), row)


def first_copy(result: Fetched) -> Copy:
    """What fetching a paper gave, as the copy that it is."""
    return Copy(
        paper=result.paper,
        slot=slot_of(result.kind, result.version, newest=True),
        kind=result.kind,
        outcome=result.outcome,
        version=result.version,
        address=result.url or "",
        sha256=result.sha256,
        detail=result.detail,
        tried=result.tried,
    )


def copies_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[Copy]]:
    """Paper id → its copies, the one that stands for the paper before the others. Papers without any are left out."""
    first: dict[str, str | None] = {}
    found: dict[str, list[Copy]] = {}
    for part in in_batches(ids):
        query = select(fetches.c.paper_id, fetches.c.sha256).where(fetches.c.paper_id.in_(part))
        first |= {row.paper_id: row.sha256 for row in connection.execute(query)}
        for row in connection.execute(select(copies).where(copies.c.paper_id.in_(part))):
            found.setdefault(row.paper_id, []).append(_copy(row))
    return {i: sorted(own, key=lambda c: _rank(c, first.get(c.paper))) for i, own in found.items()}


def _copy(row: Row[Any]) -> Copy:
    return Copy(
        paper=row.paper_id,
        slot=row.slot,
        kind=CopyKind(row.kind),
        outcome=Outcome(row.outcome),
        version=row.version,
        address=row.address,
        sha256=row.sha256,
        detail=row.detail,
        tried=tuple(row.tried),
        origin=CopyOrigin(row.origin),
        added_by=row.added_by,
        text_key=row.text_key,
        finished_at=row.finished_at,
    )


def _rank(copy: Copy, first: str | None) -> tuple[bool, bool, int, int, str]:
    """The copy that came first, then kind by kind, newer versions first; what lies beside a paper after all that.

    Slides stand for a paper only as long as nothing else of it is there.
    """
    beside = copy.kind in BESIDE_THE_PAPER and copy.sha256 is not None
    later = copy.sha256 is None or copy.sha256 != first
    return (beside, later, _ORDER.index(copy.kind), -(copy.version or 0), copy.slot)


def documents_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """Paper id → the checksums of all its documents, each once, the one that stands for the paper first."""
    copied = copies_of(connection, ids)
    found = {paper: [c.sha256 for c in own if c.sha256] for paper, own in copied.items()}
    for part in in_batches(ids):
        query = select(fetches.c.paper_id, fetches.c.sha256).where(
            fetches.c.paper_id.in_(part), fetches.c.sha256.is_not(None)
        )
        for row in connection.execute(query):
            known = found.setdefault(row.paper_id, [])
            if row.sha256 not in known:
                known.insert(0, row.sha256)
    return {paper: list(dict.fromkeys(own)) for paper, own in found.items() if own}


def save_text_keys(connection: Connection, keys: Mapping[str, str]) -> None:
    """Keep of each document (SHA-256 → key) what its text is known by."""
    for sha256, key in sorted(keys.items()):
        stale = (copies.c.sha256 == sha256, copies.c.text_key.is_distinct_from(key))
        connection.execute(update(copies).where(*stale).values(text_key=key))


def save_kinds(connection: Connection, kinds: Mapping[tuple[str, str], CopyKind]) -> None:
    """Keep of copies (paper id, slot) what kind they turned out to be; each keeps its place."""
    for (paper, slot), kind in sorted(kinds.items()):
        connection.execute(update(copies).where(copies.c.paper_id == paper, copies.c.slot == slot).values(kind=kind))


def make_copies_due(connection: Connection, target: str, policy: CopyPolicy) -> int:
    """Make every paper due whose further copies were not sought under this policy, or failed by a passing fault.

    Returns how many papers.
    """
    if policy is CopyPolicy.FIRST:
        return 0
    enough = (policy, CopyPolicy.ALL) if policy is CopyPolicy.EACH_KIND else (policy,)
    failed = select(copies.c.paper_id).where(copies.c.outcome.in_(TRANSIENT))
    sought = select(copy_searches.c.paper_id).where(
        copy_searches.c.policy.in_(enough), copy_searches.c.paper_id.not_in(failed)
    )
    wanted = (
        select(literal(target), literal(Step.COPIES.value), fetches.c.paper_id)
        .join(papers, papers.c.id == fetches.c.paper_id)
        .join(sightings, (sightings.c.paper_id == papers.c.id) & (sightings.c.target == target))
        .where(fetches.c.outcome == Outcome.OK, papers.c.merged_into.is_(None), fetches.c.paper_id.not_in(sought))
        .distinct()
    )
    due = ignore_insert(connection, pending).from_select(["target", "step", "paper_id"], wanted)
    return int(connection.execute(due).rowcount)


def copies_sought(connection: Connection, ids: Iterable[str], policy: CopyPolicy, at: str) -> None:
    """Keep that these papers' further copies were sought under this policy."""
    upsert(
        connection,
        copy_searches,
        [{"paper_id": i, "policy": policy, "sought_at": at} for i in ids],
        ("paper_id",),
    )


def seek_again(connection: Connection, ids: Sequence[str]) -> None:
    """Papers of which a new address is known: their copies are sought again in the next run."""
    for part in in_batches(ids):
        connection.execute(delete(copy_searches).where(copy_searches.c.paper_id.in_(part)))
