"""What changed since the previous release, row by row, with the reason."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from citetrail.publish.descriptors import DATABASE
from citetrail.publish.table_columns import (
    AFFILIATIONS,
    EVIDENCE,
    FUNDING,
    MEMBERS,
    ORGANISATIONS,
    PAPERS,
    USES,
    PublishedTable,
)
from citetrail.records.vocabulary import ClaimState, PaperStatus

# Tables whose rows mean something by themselves; the others follow from these.
COMPARED = (PAPERS, MEMBERS, USES, ORGANISATIONS, AFFILIATIONS, FUNDING, EVIDENCE)
# Columns that move without anything being said anew.
UNTOLD = {"score", "retrieved_at"}


def target_of(path: Path) -> str | None:
    """The target that a release in this folder is about; None when it is no release."""
    try:
        told = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(told.get("name", "")).removeprefix("citetrail-") or None


def write(release: sqlite3.Connection, folder: Path, previous: Path | None) -> dict[str, int]:
    """Write delta.jsonl; returns how many rows were added, changed and removed."""
    with (folder / "delta.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        if previous is None:
            return {"ADD": sum(_write_first(release, table, out) for table in COMPARED)}
        counts: Counter[str] = Counter()
        for change in _against(release, previous):
            counts[change["op"]] += 1
            out.write(json.dumps(change, ensure_ascii=False, separators=(",", ":")) + "\n")
    return dict(sorted(counts.items()))


def _write_first(release: sqlite3.Connection, table: PublishedTable, out: TextIO) -> int:
    key = table.key[0]
    told = f"json_object('op', 'ADD', 'table', '{table.name}', 'id', \"{key}\", 'reason', 'first_release')"
    rows = release.execute(f'SELECT {told} FROM "{table.name}" ORDER BY "{key}"')  # noqa: S608  (our own names)
    count = 0
    for count, (line,) in enumerate(rows, start=1):  # noqa: B007  (the last number is the answer)
        out.write(line + "\n")
    return count


def _against(release: sqlite3.Connection, previous: Path) -> Iterator[dict[str, Any]]:
    address = f"{(previous / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
    release.execute("ATTACH ? AS old", (address,))
    for table in COMPARED:
        yield from _changes(release, table)
    release.execute("DETACH old")


def _changes(release: sqlite3.Connection, table: PublishedTable) -> Iterator[dict[str, Any]]:
    columns = {row[1] for row in release.execute(f'PRAGMA old.table_info("{table.name}")')}
    if not columns:
        return
    key = table.key[0]
    shared = [n for n in table.names if n in columns and n not in UNTOLD and n != key]
    name, old = f'main."{table.name}"', f'old."{table.name}"'
    added = f'SELECT "{key}" FROM {name} WHERE "{key}" NOT IN (SELECT "{key}" FROM {old}) ORDER BY 1'  # noqa: S608
    for (row_id,) in release.execute(added):
        yield {"op": "ADD", "table": table.name, "id": row_id, "reason": _why_added(release, table, row_id)}
    differs = " OR ".join(f'n."{c}" IS NOT o."{c}"' for c in shared)
    both = ", ".join(f'n."{c}", o."{c}"' for c in shared)
    query = f'SELECT n."{key}", {both} FROM {name} n JOIN {old} o USING ("{key}") WHERE {differs} ORDER BY 1'  # noqa: S608
    for row_id, *values in release.execute(query):
        pairs = zip(shared, values[0::2], values[1::2], strict=True)
        changed = {c: {"from": was, "to": now} for c, now, was in pairs if now != was}
        reason = _corrected(release, table, row_id) or _why_changed(table, changed)
        yield {"op": "MOD", "table": table.name, "id": row_id, "reason": reason, "columns": changed}
    gone = f'SELECT "{key}" FROM {old} WHERE "{key}" NOT IN (SELECT "{key}" FROM {name}) ORDER BY 1'  # noqa: S608
    for (row_id,) in release.execute(gone):
        why = _corrected(release, table, row_id) or _why_gone(release, table, row_id)
        yield {"op": "DEL", "table": table.name, "id": row_id, "reason": why}


def _corrected(release: sqlite3.Connection, table: PublishedTable, row_id: str) -> str | None:
    """`corrected` where the old row rested on a claim that an objection keeps out now."""
    column = next((c for c in ("claim_id", "sector_claim_id") if c in table.names), None)
    if column is None:
        return None
    query = (
        f'SELECT 1 FROM old."{table.name}" o JOIN main.corrections c ON c.claim_id = o."{column}" '  # noqa: S608
        f'WHERE o."{table.key[0]}" = ? AND c.effect <> ?'
    )
    return "corrected" if release.execute(query, (row_id, "stands")).fetchone() else None


def _why_added(release: sqlite3.Connection, table: PublishedTable, row_id: str) -> str:
    if table is PAPERS:
        return "found"
    if "status" in table.names:
        query = f'SELECT status FROM main."{table.name}" WHERE "{table.key[0]}" = ?'  # noqa: S608
        return {"verified": "accepted", "provisional": "proposed"}.get(
            release.execute(query, (row_id,)).fetchone()[0], "quoted"
        )
    return "follows_from_other_rows"


def _why_changed(table: PublishedTable, changed: dict[str, dict[str, Any]]) -> str:
    status = changed.get("status") or changed.get("use_status") or changed.get("sector_status")
    if status:
        return {"verified": "accepted", "provisional": "reopened", "not_used": "rejected"}.get(
            status["to"], "reviewed"
        )
    if table is USES and changed.keys() & {"evidence_ids"}:
        return "evidence_changed"
    if table is PAPERS and changed.keys() <= {"fetch_outcome", "read_outcome", "document", "names_family"}:
        return "read_again"
    return "facts_changed"


def _why_gone(release: sqlite3.Connection, table: PublishedTable, row_id: str) -> str:
    """Why a row is no longer published, as far as the new tables tell it."""
    if table is PAPERS:
        return "merged_or_withdrawn"
    if "paper_id" not in table.names:
        return "follows_from_other_rows"
    query = f'SELECT paper_id FROM old."{table.name}" WHERE "{table.key[0]}" = ?'  # noqa: S608
    paper = release.execute(query, (row_id,)).fetchone()[0]
    found = release.execute("SELECT use_status FROM papers WHERE paper_id = ?", (paper,)).fetchone()
    if found is None:
        return "paper_merged_or_withdrawn"
    if table is USES:
        return _last_vote(release, row_id) or (
            "reopened" if found[0] == PaperStatus.IN_REVIEW else "no_longer_claimed"
        )
    return (
        "paper_not_published"
        if found[0] not in (PaperStatus.VERIFIED, PaperStatus.PROVISIONAL)
        else "no_longer_claimed"
    )


def _last_vote(release: sqlite3.Connection, use_id: str) -> str | None:
    query = (
        "SELECT vote FROM decisions WHERE claim_id = (SELECT claim_id FROM old.uses WHERE use_id = ?) "
        "ORDER BY decision_id DESC"
    )
    vote = release.execute(query, (use_id,)).fetchone()
    return {"reject": str(ClaimState.REJECTED), "correct": "corrected"}.get(vote[0]) if vote else None
