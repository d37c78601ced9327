"""The log of decisions out of and into the store, as CSV and JSONL."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from sqlalchemy import Connection, Row, select

from citetrail.records.identifiers import short_hash
from citetrail.records.vocabulary import ClaimState, Reason, Vote
from citetrail.store.accounts import ReviewerError, ensure_known
from citetrail.store.decision_log import Ballot, DecisionRefused, UnknownClaim, decide
from citetrail.store.engine import now
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


@dataclass(slots=True)
class Imported:
    """What became of a file's lines. `refused` and `conflicts` name the line and why."""

    added: int = 0
    known: int = 0
    empty: int = 0  # worksheet lines that nobody filled in
    refused: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)  # claims on which votes now differ


def export_decisions(connection: Connection, out: IO[str], form: str, target: str | None = None) -> int:
    """Write the log in its order as `csv` or `jsonl`; returns how many decisions. The same log, the same bytes."""
    earlier = decisions.alias()
    query = (
        select(decisions, earlier.c.token.label("undone_token"), *(claims.c[name] for name in ABOUT))
        .join(claims, claims.c.id == decisions.c.claim_id)
        .outerjoin(earlier, earlier.c.id == decisions.c.undoes)
        .order_by(decisions.c.id)
    )
    if target:
        query = query.where(claims.c.target == target)
    rows = connection.execute(query.execution_options(yield_per=2000))
    return _write(out, form, (*COLUMNS, *ABOUT), map(_told, rows))


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


def import_decisions(connection: Connection, source: Iterable[str], form: str) -> Imported:
    """Append the decisions of a file. Nothing known is changed; lines that cannot be taken are named.

    A line without token gets one made of its content, so that importing a worksheet twice adds nothing.
    """
    done = Imported()
    touched: dict[str, None] = {}
    for number, line in _read(source, form, done):
        try:
            ballot, at = _ballot(connection, line)
        except DecisionRefused as error:
            done.refused.append(f"line {number}: {error}")
            continue
        if ballot is None:
            done.empty += 1
            continue
        known = connection.execute(select(decisions).where(decisions.c.token == ballot.token)).first()
        if known is not None:
            _compare(known, ballot, at, number, done)
            continue
        try:
            ensure_known(connection, ballot.reviewer)
            decide(connection, ballot, at or now())
        except (DecisionRefused, ReviewerError) as error:
            done.refused.append(f"line {number}: {error}")
            continue
        done.added += 1
        touched[ballot.claim_id] = None
    done.disputed = _disputed(connection, list(touched))
    return done


def _read(source: Iterable[str], form: str, done: Imported) -> Iterator[tuple[int, dict[str, Any]]]:
    """Lines with their numbers; in CSV the number is that of the line on which the row ends."""
    if form == "csv":
        reader = csv.DictReader(source)
        missing = {"claim_id", "reviewer", "vote"} - set(reader.fieldnames or ())
        if missing:
            done.refused.append(f"line 1: the columns {', '.join(sorted(missing))} are missing")
            return
        for row in reader:
            yield reader.line_num, {k: _uncell(v) for k, v in row.items() if k is not None}
        return
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except json.JSONDecodeError as error:
            done.refused.append(f"line {number}: no JSON: {error}")
            continue
        if isinstance(told, dict):
            yield number, told
        else:
            done.refused.append(f"line {number}: not a JSON object")


def _uncell(value: str | None) -> str | None:
    if value and value[0] == "'" and _RUNS.match(value[1:]):
        return value[1:]
    return value


def _ballot(connection: Connection, line: dict[str, Any]) -> tuple[Ballot | None, str | None]:
    """The ballot of a line and its time; None for a worksheet line without a vote. Raises DecisionRefused."""
    claim_id, reviewer, vote = (str(line.get(n) or "").strip() for n in ("claim_id", "reviewer", "vote"))
    if not vote:
        return None, None
    claim = connection.execute(select(claims).where(claims.c.id == claim_id)).first()
    if claim is None:
        raise UnknownClaim(f"There is no claim {claim_id!r}.")
    if not reviewer:
        raise DecisionRefused("Nobody is named as reviewer.")
    if vote not in set(Vote):
        raise DecisionRefused(f"{vote!r} is no vote; use {', '.join(Vote)}.")
    reason = line.get("reason") or None
    if reason and reason not in set(Reason):
        raise DecisionRefused(f"{reason!r} is no reason; use {', '.join(Reason)}.")
    correction, ids = _json(line.get("correction"), dict), _json(line.get("evidence_ids"), list)
    note = str(line.get("note") or "")
    said = json.dumps([claim_id, reviewer, vote, correction, reason, note, claim.evidence_hash], sort_keys=True)
    ballot = Ballot(
        token=str(line.get("token") or f"imported-{short_hash(said)}"),
        claim_id=claim_id,
        reviewer=reviewer,
        vote=Vote(vote),
        evidence_hash=str(line.get("evidence_hash") or claim.evidence_hash),
        evidence_ids=tuple(str(e) for e in ids or ()),
        correction=correction,
        reason=Reason(reason) if reason else None,
        note=note,
        undoes=_undone(connection, line.get("undoes")),
        adjudication=_flag(line.get("adjudication")),
        audit=_flag(line.get("audit")),
        version=str(line.get("version") or ""),
    )
    return ballot, _time(line.get("decided_at"))


def _json(value: Any, kind: type) -> Any:
    if value in (None, ""):
        return None
    try:
        told = json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError as error:
        raise DecisionRefused(f"{value!r} is no JSON.") from error
    if not isinstance(told, kind):
        raise DecisionRefused(f"{value!r} is no JSON {kind.__name__}.")
    return told


def _time(value: Any) -> str | None:
    if value in (None, ""):
        return None
    try:
        datetime.fromisoformat(str(value))
    except ValueError as error:
        raise DecisionRefused(f"{value!r} is no ISO 8601 time.") from error
    return str(value)


def _flag(value: Any) -> bool:
    if value in (None, "", False, "false", "FALSE", "False", 0, "0"):
        return False
    if value in (True, "true", "TRUE", "True", 1, "1"):
        return True
    raise DecisionRefused(f"{value!r} is neither true nor false.")


def _undone(connection: Connection, token: Any) -> int | None:
    if token in (None, ""):
        return None
    key = connection.scalar(select(decisions.c.id).where(decisions.c.token == str(token)))
    if key is None:
        raise DecisionRefused(f"The decision {token!r} that this one takes back is not in the log.")
    return int(key)


def _compare(known: Row[Any], ballot: Ballot, at: str | None, number: int, done: Imported) -> None:
    """Whether a decision that is in the log already says the same."""
    told = {
        "claim_id": ballot.claim_id,
        "reviewer": ballot.reviewer,
        "vote": ballot.vote,
        "correction": ballot.correction,
        "reason": ballot.reason or "",
        "note": ballot.note,
        "undoes": ballot.undoes,
        "adjudication": ballot.adjudication,
        "audit": ballot.audit,
        "evidence_hash": ballot.evidence_hash,
    }
    if at:
        told["decided_at"] = at
    differ = [name for name, value in told.items() if known._mapping[name] != value]
    if differ:
        done.conflicts.append(
            f"line {number}: token {ballot.token} stands in the log as decision {known.id}, "
            f"with another {', '.join(differ)}; the log was left as it is"
        )
    else:
        done.known += 1


def _disputed(connection: Connection, ids: list[str]) -> list[str]:
    found: list[str] = []
    for at in range(0, len(ids), 300):
        here = (claims.c.id.in_(ids[at : at + 300]), claims.c.state == ClaimState.CONFLICT)
        found += connection.scalars(select(claims.c.id).where(*here).order_by(claims.c.id))
    return found
