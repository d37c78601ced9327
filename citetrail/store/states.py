"""What a claim's decisions say, taken together. Pure: the log in, the standing out."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from citetrail.records.vocabulary import ClaimState, Vote

ANSWERS = frozenset({Vote.ACCEPT, Vote.REJECT, Vote.UNSURE, Vote.CORRECT})


class Entry(Protocol):
    """One row of the log, as far as the state needs it."""

    @property
    def id(self) -> int: ...
    @property
    def reviewer(self) -> str: ...
    @property
    def vote(self) -> str: ...
    @property
    def correction(self) -> dict[str, str] | None: ...
    @property
    def undoes(self) -> int | None: ...
    @property
    def adjudication(self) -> bool: ...
    @property
    def audit(self) -> bool: ...
    @property
    def evidence_hash(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """The derived state of one claim.

    `in_force` are the votes it rests on, oldest first; `decided_hash` is the evidence they saw.
    """

    state: ClaimState
    in_force: tuple[Entry, ...] = ()
    once_by: str = ""
    flagged: bool = False
    audited: bool = False
    decided_hash: str = ""
    correction: dict[str, str] = field(default_factory=dict)


def derive(log: Iterable[Entry], evidence_hash: str, *, two_reviewers: bool) -> Standing:
    """The standing of a claim whose evidence now has this hash, from its log in the order of ids.

    The rules, in order:

    1. A vote that its reviewer took back does not count.
    2. A vote on other evidence does not count: what changed is judged again.
    3. An adjudicator's ruling decides alone, the last one if there are several.
    4. Of each reviewer the last vote counts.
    5. Votes that differ, also in their correction, are a conflict.
    6. Where two reviewers are wanted, one vote to accept or reject waits for the second.
    """
    entries = list(log)
    undone = {e.undoes for e in entries if e.vote == Vote.UNDO}
    standing = [e for e in entries if e.id not in undone and e.evidence_hash == evidence_hash]
    flagged = any(e.vote == Vote.FLAG for e in standing)
    votes = [e for e in standing if e.vote in ANSWERS]
    rulings = [e for e in votes if e.adjudication]
    in_force = rulings[-1:] or list(last_of_each(votes).values())
    if not in_force:
        return Standing(ClaimState.OPEN, flagged=flagged)
    state = _state(in_force, settled=bool(rulings) or not two_reviewers)
    waits = state in (ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE)
    return Standing(
        state=state,
        in_force=tuple(in_force),
        once_by=in_force[0].reviewer if waits else "",
        flagged=flagged,
        audited=any(e.audit for e in votes),
        decided_hash=evidence_hash,
        correction=dict(in_force[-1].correction or {}) if state is ClaimState.ACCEPTED else {},
    )


def last_of_each(votes: Sequence[Entry]) -> dict[str, Entry]:
    """Each reviewer's last vote, in the order in which the reviewers came to their present vote."""
    found: dict[str, Entry] = {}
    for vote in votes:
        found.pop(vote.reviewer, None)
        found[vote.reviewer] = vote
    return found


def _state(in_force: Sequence[Entry], *, settled: bool) -> ClaimState:
    if len({answer(e) for e in in_force}) > 1:
        return ClaimState.CONFLICT
    enough = settled or len(in_force) > 1
    vote = in_force[0].vote
    if vote == Vote.UNSURE:
        return ClaimState.UNSURE
    if vote == Vote.REJECT:
        return ClaimState.REJECTED if enough else ClaimState.REJECTED_ONCE
    return ClaimState.ACCEPTED if enough else ClaimState.ACCEPTED_ONCE


def answer(entry: Entry) -> str:
    """What a vote says: two votes agree when this is equal. Reasons and notes may differ."""
    if entry.vote == Vote.CORRECT:
        return f"correct {json.dumps(entry.correction or {}, sort_keys=True)}"
    return entry.vote
