"""What one sentence says the paper does with one member: role, score, reasons. The order of the rules is the method.

Scores are how sure a reader would be of the role from this sentence alone; `aggregation` weighs them together.
"""

from collections.abc import Sequence

from citetrail.records.vocabulary import USE_ROLES, MemberKind, Role
from extractors.usage.dataset_roles import DATASET_RULES
from extractors.usage.model_roles import MODEL_RULES
from extractors.usage.seen import RoleGuess, Seen, only_mentioned

__all__ = ["RoleGuess", "Seen", "decide", "denied_beside"]


def decide(seen: Seen) -> RoleGuess:
    """The first rule that applies decides."""
    rules = MODEL_RULES if seen.member.kind is MemberKind.MODEL else DATASET_RULES
    for rule in rules:
        decision = rule(seen)
        if decision is not None:
            return decision
    return RoleGuess(Role.MENTIONED, 0.1, "named", (f"named in {seen.passage.section}",))


def denied_beside(seen: Sequence[Seen], decisions: Sequence[RoleGuess]) -> list[RoleGuess]:
    """A name that its own sentence denies once is not used by the same sentence, unless "we" use it there."""
    denied = {
        (id(s.passage), s.member.slug)
        for s, d in zip(seen, decisions, strict=True)
        if d.rule in ("negated", "planned")
    }
    return [
        only_mentioned(s, "negated", "its sentence denies it in another place")
        if d.role in USE_ROLES and not s.owned and (id(s.passage), s.member.slug) in denied
        else d
        for s, d in zip(seen, decisions, strict=True)
    ]
