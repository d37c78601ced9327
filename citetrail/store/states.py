"""What a claim's decisions say, taken together. Pure: the log in, the standing out."""

import json
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from citetrail.records.renamed_ids import id_of_today
from citetrail.records.vocabulary import ClaimState, Vote

# Stands beside what a correction puts right, and alone in the vote that accepts a sector.
SOURCE = "source"
ANSWERS = frozenset({Vote.ACCEPT, Vote.REJECT, Vote.UNSURE, Vote.CORRECT})


class LogEntry(Protocol):
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
class ClaimStanding:
    """The derived state of one claim.

    `in_force` are the votes it rests on, oldest first; `decided_hash` is the evidence they saw. Of an accepted or
    agreed claim `accepting` are the people whose vote that stands says so, and `independent` how many of them came to
    it without having seen another's vote.
    """

    state: ClaimState
    in_force: tuple[LogEntry, ...] = ()
    once_by: str = ""
    flagged: bool = False
    audited: bool = False
    decided_hash: str = ""
    correction: dict[str, str] = field(default_factory=dict)
    accepting: tuple[str, ...] = ()
    independent: int = 0
    sources: tuple[str, ...] = ()  # addresses that accepting reviewers named for a sector


def derive(log: Iterable[LogEntry], evidence_hash: str, *, two_reviewers: bool, blind_from: int = 0) -> ClaimStanding:
    """The standing of a claim whose evidence now has this hash, from its log in the order of ids.

    The rules, in order:

    1. A vote that its reviewer took back does not count.
    2. A vote on other evidence does not count: what changed is judged again.
    3. A ruling counts as one where the votes before it were in conflict and the one who rules had never voted on the
       claim. Any other ruling is an ordinary vote. A ruling decides, the last one if there are several.
    4. Of each reviewer the last vote counts.
    5. Votes that differ, also in their correction, are a conflict.
    6. Where two reviewers are wanted, one vote to accept or reject waits for the second; and two accept it together
       only when both came to their vote without having seen another's, or one of them ruled. Otherwise they agreed
       after discussion. They were wanted since decision `blind_from`: before it, cards showed the votes.
    """
    entries = list(log)
    if len(entries) == 1:
        return _of_one(entries[0], evidence_hash, two=two_reviewers)
    undone = {e.undoes for e in entries if e.vote == Vote.UNDO}
    here = [e for e in entries if e.evidence_hash == evidence_hash]
    standing = [e for e in here if e.id not in undone]
    flagged = any(e.vote == Vote.FLAG for e in standing)
    votes = [e for e in standing if e.vote in ANSWERS]
    counted = rulings(entries)
    ruling = next((e for e in reversed(votes) if e.id in counted), None)
    last = list(last_of_each([e for e in votes if e.id not in counted]).values())
    in_force = [ruling] if ruling else last
    if not in_force:
        return ClaimStanding(ClaimState.OPEN, flagged=flagged)
    accepting = _accepting(last, ruling)
    unseen = unled(here, counted, blind=two_reviewers, blind_from=blind_from)
    free = unseen & {e.reviewer for e in last if e in accepting}
    state = _state(in_force, accepting, len(free), ruled=ruling is not None, two=two_reviewers)
    audited = any(e.audit for e in votes)
    return _standing(state, in_force, accepting, len(free), flagged=flagged, audited=audited)


def _of_one(entry: LogEntry, evidence_hash: str, *, two: bool) -> ClaimStanding:
    """What the rules come to where the log has one entry, as that of nearly every claim of a large store."""
    if entry.evidence_hash != evidence_hash or entry.vote not in ANSWERS:
        flagged = entry.vote == Vote.FLAG and entry.evidence_hash == evidence_hash
        return ClaimStanding(ClaimState.OPEN, flagged=flagged)
    accepting = [entry] if entry.vote in (Vote.ACCEPT, Vote.CORRECT) else []
    state = _state([entry], accepting, len(accepting), ruled=False, two=two)
    return _standing(state, [entry], accepting, len(accepting), flagged=False, audited=entry.audit)


def _standing(
    state: ClaimState,
    in_force: Sequence[LogEntry],
    accepting: Sequence[LogEntry],
    independent: int,
    *,
    flagged: bool,
    audited: bool,
) -> ClaimStanding:
    waits = state in (ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE)
    stands = state in (ClaimState.ACCEPTED, ClaimState.AGREED)
    return ClaimStanding(
        state=state,
        in_force=tuple(in_force),
        once_by=in_force[0].reviewer if waits else "",
        flagged=flagged,
        audited=audited,
        decided_hash=in_force[-1].evidence_hash,
        correction=corrected(in_force[-1]) if stands else {},
        accepting=tuple(dict.fromkeys(e.reviewer for e in accepting)) if stands else (),
        independent=independent if stands else 0,
        sources=tuple(dict.fromkeys(source_of(e) for e in accepting if source_of(e))) if stands else (),
    )


def rulings(log: Sequence[LogEntry]) -> set[int]:
    """The ids of the adjudications that were rulings: on a conflict, by somebody who had never voted on the claim."""
    found: set[int] = set()
    if not any(entry.adjudication for entry in log):
        return found
    voted: set[str] = set()
    for at, entry in enumerate(log):
        if entry.vote not in ANSWERS:
            continue
        before = log[:at]
        if entry.adjudication and entry.reviewer not in voted and in_conflict(before, entry.evidence_hash, found):
            found.add(entry.id)
        else:
            voted.add(entry.reviewer)
    return found


def may_rule(log: Sequence[LogEntry], evidence_hash: str, reviewer: str) -> bool:
    """Whether this person may settle the claim: its votes differ, and none was ever theirs."""
    return in_conflict(log, evidence_hash, rulings(log)) and not has_voted(log, reviewer)


def has_voted(log: Sequence[LogEntry], reviewer: str) -> bool:
    """Whether this person ever voted on the claim, rulings apart; a vote that was taken back is one too."""
    counted = rulings(log)
    return any(e.reviewer == reviewer and e.vote in ANSWERS and e.id not in counted for e in log)


def in_conflict(log: Sequence[LogEntry], evidence_hash: str, ruled: Container[int] = ()) -> bool:
    """Whether the votes that stand differ, and no ruling among `ruled` has settled them."""
    undone = {e.undoes for e in log if e.vote == Vote.UNDO}
    votes = [e for e in log if e.vote in ANSWERS and e.id not in undone and e.evidence_hash == evidence_hash]
    if any(e.id in ruled for e in votes):
        return False
    return len({answer(e) for e in last_of_each(votes).values()}) > 1


def unled(log: Sequence[LogEntry], counted: Container[int], *, blind: bool, blind_from: int = 0) -> set[str]:
    """Reviewers whose present vote says what they said before they could see anybody else's, on one evidence.

    One's own vote opens the others' to view. From then on a vote that says something else follows what was seen; so
    does a vote that was taken back meanwhile and cast anew. Where the review is not `blind`, or was not yet (before
    decision `blind_from`), cards show the votes from the start, and only the first vote and audits are free of them.
    """
    standing: dict[str, LogEntry] = {}
    before: dict[str, str | None] = {}  # what each said when first able to see another's vote
    first = ""
    for entry in log:
        if entry.vote == Vote.UNDO:
            gone = [who for who, e in standing.items() if e.id == entry.undoes]
            for who in gone:
                del standing[who]
                before |= {who: None} if who in before else {}
        elif entry.vote in ANSWERS and entry.id not in counted:
            standing[entry.reviewer] = entry
            first = first or entry.reviewer
            seen = not blind or entry.id < blind_from
            if seen and entry.reviewer != first and not entry.audit:
                before.setdefault(entry.reviewer, None)
        if len(standing) > 1:
            for who, vote in standing.items():
                before.setdefault(who, answer(vote))
    return {who for who, vote in standing.items() if who not in before or before[who] == answer(vote)}


def _accepting(last: Sequence[LogEntry], ruling: LogEntry | None) -> list[LogEntry]:
    """The votes that stand and accept what is in force, the ruling among them."""
    said = answer(ruling or last[-1])
    all_votes = [*last, ruling] if ruling else last
    return [e for e in all_votes if e.vote in (Vote.ACCEPT, Vote.CORRECT) and answer(e) == said]


def last_of_each(votes: Sequence[LogEntry]) -> dict[str, LogEntry]:
    """Each reviewer's last vote, in the order in which the reviewers came to their present vote."""
    found: dict[str, LogEntry] = {}
    for vote in votes:
        found.pop(vote.reviewer, None)
        found[vote.reviewer] = vote
    return found


def _state(
    in_force: Sequence[LogEntry], accepting: Sequence[LogEntry], independent: int, *, ruled: bool, two: bool
) -> ClaimState:
    """Rules 5 and 6 of `derive`. A conflict first: while votes differ, none of them is the claim's state."""
    if len({answer(e) for e in in_force}) > 1:
        return ClaimState.CONFLICT
    vote = in_force[0].vote
    if vote == Vote.UNSURE:
        return ClaimState.UNSURE
    if vote == Vote.REJECT:
        return ClaimState.REJECTED if ruled or not two or len(in_force) > 1 else ClaimState.REJECTED_ONCE
    if not two:
        return ClaimState.ACCEPTED
    if len({e.reviewer for e in accepting}) < 2:
        return ClaimState.ACCEPTED_ONCE
    return ClaimState.ACCEPTED if ruled or independent > 1 else ClaimState.AGREED


def answer(entry: LogEntry) -> str:
    """What a vote says: two votes agree when this is equal. Reasons and notes may differ."""
    if entry.vote == Vote.CORRECT:
        return f"correct {json.dumps(corrected(entry), sort_keys=True)}"
    return entry.vote


def corrected(entry: LogEntry) -> dict[str, str]:
    """What a vote puts in the claim's place: its correction without the source that it names.

    An organisation is told by its id of today, whatever it was called when the vote was cast.
    """
    told = {name: value for name, value in (entry.correction or {}).items() if name != SOURCE}
    organisation = told.get("organisation_id")
    return told | {"organisation_id": id_of_today(organisation)} if isinstance(organisation, str) else told


def source_of(entry: LogEntry) -> str:
    """The address that a vote names for a sector; empty where it names none."""
    told = (entry.correction or {}).get(SOURCE, "")
    return told if isinstance(told, str) else ""
