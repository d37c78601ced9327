"""The log of decisions out of the store, as CSV and JSONL. `decision_imports` takes it back in."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from sqlalchemy import ColumnElement, Connection, Row, and_, false, func, or_, select

from citetrail.records.vocabulary import ClaimState
from citetrail.store.review_policies import wants_two
from citetrail.store.tables import WAITING, claim_evidence, claims, decisions, evidence, papers

# What the log holds, in the order of the columns. An undo names the token that it takes back: numbers differ
# between stores, tokens do not.
COLUMNS = (
    *("token", "claim_id", "reviewer", "vote", "correction", "reason", "note", "undoes", "adjudication", "audit"),
    *("evidence_ids", "evidence_hash", "version", "decided_at"),
)
# For people to read beside it; import passes over them.
ABOUT = ("target", "kind", "text")
SHOWN = ("title", "url", "page", "quote")  # on a worksheet of claims that wait
# A spreadsheet would run a cell that begins so, unseen signs before it or not; one apostrophe in front makes it
# text, and comes off again.
_RUNS = re.compile(r"[\t\r']|[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@|＝＋－＠]")


def export_decisions(
    connection: Connection, out: IO[str], form: str, target: str | None = None, *, everything: bool = False
) -> int:
    """Write the log in its order as `csv` or `jsonl`; returns how many decisions. The same log, the same bytes.

    Left out unless `everything` is wanted: votes on claims on which somebody may still be asked for a vote of their
    own, who must not have read the others'.
    """
    told = logged_decisions(connection, target, everything=everything)
    return _write(out, form, (*COLUMNS, *ABOUT), told)


def logged_decisions(
    connection: Connection, target: str | None = None, *, everything: bool = False
) -> Iterator[dict[str, Any]]:
    """The decisions that may leave the store, in the order of the log, by the names of COLUMNS and ABOUT."""
    earlier = decisions.alias()
    query = (
        select(decisions, earlier.c.token.label("undone_token"), *(claims.c[name] for name in ABOUT))
        .join(claims, claims.c.id == decisions.c.claim_id)
        .outerjoin(earlier, earlier.c.id == decisions.c.undoes)
        .order_by(decisions.c.id)
    )
    if target:
        query = query.where(claims.c.target == target)
    if not everything:
        query = query.where(~_kept_back(connection))
    yield from map(_told, connection.execute(query.execution_options(yield_per=2000)))


def count_kept_back(connection: Connection, target: str | None = None) -> int:
    """How many decisions an export leaves out."""
    query = select(func.count()).select_from(decisions).join(claims, claims.c.id == decisions.c.claim_id)
    if target:
        query = query.where(claims.c.target == target)
    return int(connection.scalar(query.where(_kept_back(connection))) or 0)


def _kept_back(connection: Connection) -> ColumnElement[bool]:
    """Decisions on sensitive claims that are not settled, where the review wants two people of their own mind."""
    if not wants_two(connection):
        return false()
    # One vote waits on a claim that a correction made sensitive, too.
    two = or_(claims.c.sensitive, claims.c.once_by != "", claims.c.state == ClaimState.AGREED)
    return and_(two, claims.c.state.not_in((ClaimState.ACCEPTED, ClaimState.REJECTED)))


def _told(row: Row[Any]) -> dict[str, Any]:
    told = {name: row._mapping[name] for name in (*COLUMNS, *ABOUT)}
    return told | {"undoes": row.undone_token}


def export_waiting(connection: Connection, out: IO[str], form: str, target: str | None = None) -> int:
    """Write a worksheet of the claims that wait, best first: fill in reviewer and vote, then import it."""
    query = (
        select(claims, papers.c.title, papers.c.url, evidence.c.page, evidence.c.quote, evidence.c.id.label("proof"))
        .outerjoin(papers, papers.c.id == claims.c.paper_id)
        .outerjoin(claim_evidence, (claim_evidence.c.claim_id == claims.c.id) & (claim_evidence.c.rank == 0))
        .outerjoin(evidence, evidence.c.id == claim_evidence.c.evidence_id)
        .where(WAITING)
        .order_by(claims.c.priority.desc(), claims.c.id)
    )
    if target:
        query = query.where(claims.c.target == target)
    names = (*COLUMNS[1:7], "evidence_hash", *ABOUT, *SHOWN)
    rows = connection.execute(query.execution_options(yield_per=2000))
    return _write(out, form, names, map(_blank, rows))


def _blank(row: Row[Any]) -> dict[str, Any]:
    told = {name: row._mapping[name] for name in (*ABOUT, *SHOWN, "evidence_hash")}
    empty = {"reviewer": "", "vote": "", "correction": None, "reason": "", "note": ""}
    return told | empty | {"claim_id": row.id}


def _write(out: IO[str], form: str, names: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    writer = csv.writer(out, lineterminator="\r\n")
    if form == "csv":
        writer.writerow(names)
    for row in rows:
        if form == "csv":
            writer.writerow([_cell(row[n]) for n in names])
        else:
            out.write(json.dumps({n: row[n] for n in names}, ensure_ascii=False) + "\n")
        count += 1
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if _RUNS.match(text) else text


def uncell(value: str | None) -> str | None:
    """A cell as it was before it was kept from running."""
    if value and value[0] == "'" and _RUNS.match(value[1:]):
        return value[1:]
    return value
