"""How many uses may be left unread, with the risk that it is more. Pure: counts in, a bound out.

The bound is the one of Callaghan and Müller-Hansen, "Statistical stopping criteria for automated screening in
systematic reviews", Systematic Reviews 9:273 (2020), doi:10.1186/s13643-020-01521-4: what was read last in the order
of the ranking stands for a random sample of all that was not read before it. Since a ranking puts uses first, what
waits is then no richer in uses than what was read last, and the bound errs to the safe side. Claims that the machine
cleared are bounded by the audit, which is a random sample (`lot`). Each part takes half of the risk (Bonferroni).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma

# The usual level: in one of twenty reviews the stated bound may be missed.
RISK = 0.05
FEWEST = 20  # claims read last, or audited, below which nothing is said


@dataclass(frozen=True, slots=True)
class Bound:
    """At most `left` uses among `unread` claims, at a risk of `risk`; None while too few claims were read."""

    unread: int
    read: int  # claims that stand for the unread ones
    uses: int  # of these
    left: int | None


@dataclass(frozen=True, slots=True)
class StoppingRule:
    """Both parts, and the two together."""

    waiting: Bound
    cleared: Bound
    found: int  # uses that people confirmed

    @property
    def left(self) -> int | None:
        """At most so many uses are left, with 95 % confidence; None until both parts can be told."""
        if self.waiting.left is None or self.cleared.left is None:
            return None
        return self.waiting.left + self.cleared.left

    @property
    def recall(self) -> float | None:
        """The share of all uses that is found, at least."""
        return None if self.left is None or not self.found else self.found / (self.found + self.left)


def stopping_rule(
    read: Sequence[bool], waiting: int, *, cleared: int, audited: int, audit_errors: int, risk: float = RISK
) -> StoppingRule:
    """The rule for claims `read` in this order (True: a use), `waiting` ones, and `cleared` ones with their audit.

    The later half of what was read stands for what waits: fixed beforehand, so that no choice adds to the risk.
    """
    last = read[len(read) // 2 :]
    return StoppingRule(
        waiting=_bound(waiting, len(last), sum(last), risk / 2),
        cleared=_bound(cleared - audited, audited, audit_errors, risk / 2),
        found=sum(read) + audit_errors,
    )


def _bound(unread: int, read: int, uses: int, risk: float) -> Bound:
    if unread <= 0:
        return Bound(0, read, uses, 0)
    if read < FEWEST:
        return Bound(unread, read, uses, None)
    return Bound(unread, read, uses, most_left(unread, read, uses, risk))


def most_left(unread: int, read: int, uses: int, risk: float) -> int:
    """The largest number of uses among the unread claims that a random sample does not speak against at this risk."""
    low, high = 0, unread
    while low < high:
        middle = (low + high + 1) // 2
        if chance_of_so_few(unread + read, uses + middle, read, uses) > risk:
            low = middle
        else:
            high = middle - 1
    return low


def chance_of_so_few(all_claims: int, all_uses: int, drawn: int, seen: int) -> float:
    """P(X <= seen) for X hypergeometric: uses among `drawn` of `all_claims`, of which `all_uses` are uses."""
    first = max(0, drawn - (all_claims - all_uses))
    total = _log_choose(all_claims, drawn)
    logs = (
        _log_choose(all_uses, x) + _log_choose(all_claims - all_uses, drawn - x) - total
        for x in range(first, min(seen, all_uses, drawn) + 1)
    )
    return min(1.0, sum(map(exp, logs)))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
