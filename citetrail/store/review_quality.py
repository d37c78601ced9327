"""How good the review is: error rates from the audit, agreement between reviewers, reasons that differ."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from citetrail.records.vocabulary import Vote
from citetrail.store.sql import read_records
from citetrail.store.states import ANSWERS, answer
from citetrail.store.tables import claims, decisions

Z = 1.959963984540054  # 95 %


class AuditedVote(NamedTuple):
    """What matters here of a decision and its claim; the lists of what was shown are long to decode."""

    id: int
    claim_id: str
    reviewer: str
    vote: str
    correction: dict[str, str] | None
    reason: str
    undoes: int | None
    adjudication: bool
    audit: bool
    evidence_hash: str
    cleared: bool
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """`errors` of `audited`, with Wilson's 95 % interval; `rate` is None when nothing was audited."""

    audited: int
    errors: int
    rate: float | None
    low: float | None
    high: float | None

    @property
    def words(self) -> str:
        if self.rate is None or self.low is None or self.high is None:
            return "not audited yet"
        return f"{self.errors} of {self.audited} ({self.rate:.1%}; 95 % interval {self.low:.1%} to {self.high:.1%})"


def wilson(errors: int, audited: int) -> Rate:
    """Wilson's score interval for a proportion (Wilson 1927, doi:10.1080/01621459.1927.10502953)."""
    if audited == 0:
        return Rate(0, 0, None, None, None)
    share = errors / audited
    middle = share + Z**2 / (2 * audited)
    spread = Z * sqrt(share * (1 - share) / audited + Z**2 / (4 * audited**2))
    whole = 1 + Z**2 / audited
    return Rate(audited, errors, share, max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole))


def audit_rates(connection: Connection, target: str) -> dict[str, Rate]:
    """Error rates by what was audited.

    `accepted`: claims that people had accepted and an auditor refused or corrected; `cleared`: claims that the
    machine had cleared as not used and an auditor accepted. Votes of "unsure" count as audited, not as errors.
    """
    counts: dict[str, Counter[str]] = {"accepted": Counter(), "cleared": Counter()}
    for cleared, log in _logs(connection, target, audited=True):
        vote = _last_audit(log)
        if vote is None:
            continue
        kind = "cleared" if cleared else "accepted"
        wrong = (Vote.ACCEPT, Vote.CORRECT) if cleared else (Vote.REJECT, Vote.CORRECT)
        counts[kind]["audited"] += 1
        counts[kind]["errors"] += vote.vote in wrong
    return {kind: wilson(count["errors"], count["audited"]) for kind, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers' first independent votes on the same evidence.

    `table` counts pairs (earlier vote, later vote); `kappa` and `alpha` are None when they are not defined: no pairs,
    or all votes the same. `alpha` is over all independent first votes, also where more than two people voted.
    `reasons` counts, for claims that one rejected and the other did not or rejected for another reason, the pair
    (reason of the one, answer or reason of the other).
    """

    pairs: int
    agreed: int
    kappa: float | None
    alpha: float | None
    table: dict[tuple[str, str], int]
    reasons: dict[tuple[str, str], int]


def agreement(connection: Connection, target: str) -> Agreement:
    """Cohen's κ over the first votes of the first two reviewers of each claim (Cohen 1960).

    First votes only: what somebody votes after undoing, reopening or an adjudication is no longer independent. Nor is
    a second vote on a claim that wants one reviewer, whose card shows the first; unless it was dealt for an audit.
    """
    table: Counter[tuple[str, str]] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    agreed = 0
    units: list[list[str]] = []
    for _, log in _logs(connection, target):
        units.append([vote.vote for vote in _first_votes(log)])
        pair = _first_pair(log)
        if pair is None:
            continue
        one, other = pair
        table[(one.vote, other.vote)] += 1
        agreed += answer(one) == answer(other)
        told = (_reason(log, one), _reason(log, other))
        if told[0] != told[1]:
            reasons[told] += 1
    return Agreement(sum(table.values()), agreed, kappa(table), krippendorff(units), dict(table), dict(reasons))


def kappa(table: dict[tuple[str, str], int]) -> float | None:
    """Cohen's κ of a table of paired answers; None when chance alone explains everything."""
    pairs = sum(table.values())
    if pairs == 0:
        return None
    answers = {a for pair in table for a in pair}
    first = {a: sum(n for (x, _), n in table.items() if x == a) / pairs for a in answers}
    second = {a: sum(n for (_, y), n in table.items() if y == a) / pairs for a in answers}
    observed = sum(n for (x, y), n in table.items() if x == y) / pairs
    chance = sum(first[a] * second[a] for a in answers)
    return None if chance >= 1 else (observed - chance) / (1 - chance)


def krippendorff(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's α of nominal answers, a sequence a unit, however many answered it (Krippendorff 2004, ch. 11).

    Units with fewer than two answers say nothing. None when all answers are the same, or there are none.
    """
    together: Counter[str] = Counter()
    differing = 0.0
    for answers in units:
        if len(answers) < 2:
            continue
        counts = Counter(answers)
        together += counts
        unlike = len(answers) ** 2 - sum(n * n for n in counts.values())
        differing += unlike / (len(answers) - 1)
    total = sum(together.values())
    by_chance = total**2 - sum(n * n for n in together.values())
    return 1 - (total - 1) * differing / by_chance if by_chance else None


def _logs(connection: Connection, target: str, *, audited: bool = False) -> Iterable[tuple[bool, list[AuditedVote]]]:
    """Each claim's votes with whether the machine had cleared it; only claims that several votes concern."""
    wanted = select(decisions.c.claim_id).where(decisions.c.vote.in_([*ANSWERS, Vote.UNDO]))
    if audited:
        wanted = wanted.where(decisions.c.audit)
    else:
        wanted = wanted.group_by(decisions.c.claim_id).having(func.count(decisions.c.reviewer.distinct()) > 1)
    query = (
        select(*(decisions.c[name] for name in AuditedVote._fields[:-2]), claims.c.cleared, claims.c.sensitive)
        .join(claims, claims.c.id == decisions.c.claim_id)
        .where(claims.c.target == target, decisions.c.claim_id.in_(wanted))
        .order_by(decisions.c.claim_id, decisions.c.id)
    )
    votes = read_records(connection, AuditedVote, query.execution_options(yield_per=2000))
    for _, grouped in groupby(votes, key=lambda vote: vote.claim_id):
        log = list(grouped)
        yield log[0].cleared, log


def _last_audit(log: list[AuditedVote]) -> AuditedVote | None:
    undone = {e.undoes for e in log}
    votes = [e for e in log if e.audit and e.vote in ANSWERS and e.id not in undone]
    return votes[-1] if votes else None


def _first_pair(log: list[AuditedVote]) -> tuple[AuditedVote, AuditedVote] | None:
    """The first votes of two people on the same evidence, neither of them a ruling."""
    first: dict[tuple[str, str], AuditedVote] = {}
    for entry in log:
        if entry.vote in ANSWERS and not entry.adjudication:
            first.setdefault((entry.evidence_hash, entry.reviewer), entry)
    for (evidence, reviewer), entry in first.items():
        for (other_evidence, other), later in first.items():
            blind = later.sensitive or later.audit
            if evidence == other_evidence and reviewer != other and entry.id < later.id and blind:
                return entry, later
    return None


def _first_votes(log: list[AuditedVote]) -> list[AuditedVote]:
    """The first vote of each person on the evidence of the first pair, as far as they voted blind."""
    pair = _first_pair(log)
    if pair is None:
        return []
    found = {vote.reviewer: vote for vote in pair}
    for entry in log:
        same = entry.vote in ANSWERS and not entry.adjudication and entry.evidence_hash == pair[0].evidence_hash
        if same and (entry.sensitive or entry.audit):
            found.setdefault(entry.reviewer, entry)
    return list(found.values())


def _reason(log: list[AuditedVote], vote: AuditedVote) -> str:
    """The vote in a word: a rejection by its reason, which may have been added by the next key."""
    if vote.vote != Vote.REJECT:
        return str(vote.vote)
    added = (
        e.reason
        for e in log
        if e.reviewer == vote.reviewer and e.vote == Vote.REJECT and e.id >= vote.id and e.reason
    )
    return next(added, "rejected, no reason")
