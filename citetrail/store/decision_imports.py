"""The log of decisions into the store: files that an export wrote, and worksheets that people filled in."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from citetrail.records.identifiers import short_hash
from citetrail.records.spreadsheet_text import read_table
from citetrail.records.vocabulary import ClaimState, Reason, Vote
from citetrail.store.accounts import ReviewerError, ReviewerRole, ensure_known, get
from citetrail.store.claims import Claim, find_claim, find_claims
from citetrail.store.corrections import check_correction, check_source
from citetrail.store.decision_files import uncell
from citetrail.store.decision_log import Ballot, DecisionRefused, UnknownClaim, decide
from citetrail.store.decisions import Decision, find_decision
from citetrail.store.engine import now
from citetrail.store.states import SOURCE
from citetrail.store.tables import decisions

MOST_AHEAD = timedelta(minutes=10)  # clocks of two machines differ
REQUIRED = {"claim_id", "reviewer", "vote"}
# What spreadsheets make of a row of digits with an e among them, and of a long number.
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?E[+-]?[0-9]+", re.IGNORECASE)
Members = Callable[[str], Collection[str] | None]  # a target's slug → its family, None where nobody knows it


@dataclass(slots=True)
class Imported:
    """What became of a file's lines. `refused`, `conflicts` and `stale` name the line and why."""

    added: int = 0
    known: int = 0
    empty: int = 0  # worksheet lines that nobody filled in
    refused: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)  # added, and of no effect: on evidence that changed since
    disputed: list[str] = field(default_factory=list)  # claims on which votes now differ


def _unknown(_: str) -> None:
    return None


def import_decisions(
    connection: Connection, source: Iterable[str], form: str, members: Members = _unknown
) -> Imported:
    """Append the decisions of a file. Nothing known is changed; lines that cannot be taken are named.

    A line without token gets one made of its content, so that importing a worksheet twice adds nothing. Raises
    TableError for a CSV file without the columns that a decision needs.
    """
    done = Imported()
    touched: dict[str, None] = {}
    for number, line in _read(source, form, done):
        try:
            told = _ballot(connection, line, members)
            if told is None:
                done.empty += 1
            elif known := find_decision(connection, told.ballot.token):
                _compare(known, told, number, done)
            else:
                _add(connection, told, number, done)
                touched[told.ballot.claim_id] = None
        except (DecisionRefused, ReviewerError) as error:
            done.refused.append(f"line {number}: {error}")
    done.disputed = _disputed(connection, list(touched))
    return done


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as a ballot, with its time and the evidence that the claim has now."""

    ballot: Ballot
    at: str | None
    evidence_hash: str


def _add(connection: Connection, told: _Line, number: int, done: Imported) -> None:
    ballot = told.ballot
    _check_role(connection, ballot)
    ensure_known(connection, ballot.reviewer)
    decide(connection, ballot, told.at or now())
    done.added += 1
    if ballot.evidence_hash != told.evidence_hash and ballot.vote not in (Vote.UNDO, Vote.FLAG):
        done.stale.append(f"line {number}: decided on evidence that the claim no longer has: kept, without effect")


def _check_role(connection: Connection, ballot: Ballot) -> None:
    """A file may say anything of itself: who may rule, and who may vote, is what this store says."""
    person = get(connection, ballot.reviewer)
    role = person.role if person else ReviewerRole.REVIEWER
    if role == ReviewerRole.ANALYST:
        raise DecisionRefused(f"{ballot.reviewer} is an analyst here: analysts look on.")
    if ballot.adjudication and role != ReviewerRole.ADJUDICATOR:
        raise DecisionRefused(
            f"{ballot.reviewer} is no adjudicator here, and only an adjudicator settles a conflict "
            f"(citetrail reviewers add {ballot.reviewer} --role adjudicator)."
        )


def _read(source: Iterable[str], form: str, done: Imported) -> Iterator[tuple[int, dict[str, Any]]]:
    """Lines with their numbers; in CSV the number is that of the line on which the row ends."""
    if form == "csv":
        for row in read_table("".join(source), REQUIRED):
            yield row.line, {k: uncell(v) for k, v in row.cells.items()}
        return
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            done.refused.append(f"line {number}: no JSON: {error}")
            continue
        if isinstance(told, dict):
            yield number, told
        else:
            done.refused.append(f"line {number}: not a JSON object")


def _ballot(connection: Connection, line: dict[str, Any], members: Members) -> _Line | None:
    """The ballot of a line and its time; None for a worksheet line without a vote. Raises DecisionRefused."""
    if any("\0" in value for value in line.values() if isinstance(value, str)):
        raise DecisionRefused("A cell holds the character NUL.")
    claim_id, reviewer = (str(line.get(n) or "").strip() for n in ("claim_id", "reviewer"))
    vote, reason = _word(line.get("vote")), _word(line.get("reason"))
    if not vote:
        return None
    claim = find_claim(connection, claim_id)
    if claim is None:
        raise UnknownClaim(f"There is no claim {claim_id!r}.")
    if not reviewer:
        raise DecisionRefused("Nobody is named as reviewer.")
    if vote not in set(Vote):
        raise DecisionRefused(f"{vote!r} is no vote; use {', '.join(Vote)}.")
    if reason and reason not in set(Reason):
        raise DecisionRefused(f"{reason!r} is no reason; use {', '.join(Reason)}.")
    correction, ids = _json(line.get("correction"), dict), _json(line.get("evidence_ids"), list)
    if correction and vote == Vote.ACCEPT and set(correction) == {SOURCE}:
        correction = {SOURCE: check_source(claim, str(correction[SOURCE]))}
    elif correction:
        check_correction(connection, claim, correction, members(claim.target))
    note = str(line.get("note") or "")
    said = json.dumps(
        [claim_id, reviewer, vote, correction, reason or None, note, claim.evidence_hash], sort_keys=True
    )
    token = str(line.get("token") or "")
    ballot = Ballot(
        token=token or f"imported-{short_hash(said)}",
        claim_id=claim_id,
        reviewer=reviewer,
        vote=Vote(vote),
        evidence_hash=_evidence(connection, claim, str(line.get("evidence_hash") or ""), from_log=bool(token)),
        evidence_ids=tuple(str(e) for e in ids or ()),
        correction=correction,
        reason=Reason(reason) if reason else None,
        note=note,
        undoes=_undone(connection, line.get("undoes")),
        adjudication=_flag(line.get("adjudication")),
        audit=_flag(line.get("audit")),
        version=str(line.get("version") or ""),
    )
    return _Line(ballot, _time(line.get("decided_at")), claim.evidence_hash)


def _word(value: Any) -> str:
    """A word of a closed list as people type it: any case, blanks around it, blanks for its underscores."""
    return "_".join(str(value or "").lower().split())


def _evidence(connection: Connection, claim: Claim, told: str, *, from_log: bool) -> str:
    """The hash of the evidence that was judged. DecisionRefused for one that a spreadsheet broke, or nobody knows.

    A line of another store's log may rest on evidence that was never here: it is taken, and said to have no effect.
    """
    told = told.strip()
    if not told or told == claim.evidence_hash:
        return claim.evidence_hash
    if _NUMBER.fullmatch(told):
        raise DecisionRefused(
            f"The evidence hash {told} is what a spreadsheet made of it; format the column as text or leave it empty."
        )
    earlier = select(decisions.c.id).where(decisions.c.claim_id == claim.id, decisions.c.evidence_hash == told)
    if not from_log and told != claim.decided_hash and connection.execute(earlier.limit(1)).first() is None:
        raise DecisionRefused(
            f"The claim has no evidence {told}: it was judged on something else. Take a fresh worksheet."
        )
    return told


def _json(value: Any, kind: type) -> Any:
    if value in (None, ""):
        return None
    try:
        told = json.loads(value) if isinstance(value, str) else value
    except (json.JSONDecodeError, RecursionError) as error:
        raise DecisionRefused(f"{value!r} is no JSON.") from error
    if not isinstance(told, kind):
        raise DecisionRefused(f"{value!r} is no JSON {kind.__name__}.")
    return told


def _time(value: Any) -> str | None:
    """The time in UTC. DecisionRefused for one without a zone, which may be hours off, and for one yet to come."""
    if value in (None, ""):
        return None
    try:
        told = datetime.fromisoformat(str(value).strip())
    except ValueError as error:
        raise DecisionRefused(f"{value!r} is no ISO 8601 time.") from error
    if told.tzinfo is None:
        raise DecisionRefused(f"{value!r} names no time zone; write it as 2026-03-01T09:00:00+00:00.")
    try:
        moment = told.astimezone(UTC)
    except OverflowError as error:
        raise DecisionRefused(f"{value!r} is no time that a decision can have.") from error
    if moment > datetime.now(UTC) + MOST_AHEAD:
        raise DecisionRefused(f"{value!r} is yet to come: a release would bear that day.")
    return moment.isoformat(timespec="microseconds")


def _flag(value: Any) -> bool:
    word = value if isinstance(value, bool) else str("" if value is None else value).strip().lower()
    if word in (False, "", "false", "0", "no"):
        return False
    if word in (True, "true", "1", "yes"):
        return True
    raise DecisionRefused(f"{value!r} is neither true nor false.")


def _undone(connection: Connection, token: Any) -> int | None:
    if token in (None, ""):
        return None
    undone = find_decision(connection, str(token))
    if undone is None:
        raise DecisionRefused(f"The decision {token!r} that this one takes back is not in the log.")
    return undone.id


def _compare(known: Decision, line: _Line, number: int, done: Imported) -> None:
    """Whether a decision that is in the log already says the same."""
    ballot = line.ballot
    names = ("claim_id", "reviewer", "vote", "correction", "note", "undoes", "adjudication", "audit")
    told = {name: getattr(ballot, name) for name in names} | {"reason": ballot.reason or ""}
    told["evidence_hash"] = ballot.evidence_hash
    differ = [name for name, value in told.items() if getattr(known, name) != value]
    if line.at and datetime.fromisoformat(known.decided_at) != datetime.fromisoformat(line.at):
        differ.append("decided_at")
    if differ:
        done.conflicts.append(
            f"line {number}: token {ballot.token} stands in the log as decision {known.id}, "
            f"with another {', '.join(differ)}; the log was left as it is"
        )
    else:
        done.known += 1


def _disputed(connection: Connection, ids: list[str]) -> list[str]:
    found = find_claims(connection, ids).values()
    return sorted(claim.id for claim in found if claim.state == ClaimState.CONFLICT)
