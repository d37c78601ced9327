"""What one sentence says the paper does with one member: role, score, reasons. The order of the rules is the method.

Scores are how sure a reader would be of the role from this sentence alone; `aggregation` weighs them together.
"""

from extractors.usage.dataset_roles import DATASET_RULES
from extractors.usage.model_roles import MODEL_RULES
from extractors.usage.seen import Decision, Seen
from records.vocabulary import MemberKind, Role

__all__ = ["Decision", "Seen", "decide"]


def decide(seen: Seen) -> Decision:
    """The first rule that applies decides."""
    rules = MODEL_RULES if seen.member.kind is MemberKind.MODEL else DATASET_RULES
    for rule in rules:
        decision = rule(seen)
        if decision is not None:
            return decision
    return Decision(Role.MENTIONED, 0.1, "named", (f"named in {seen.passage.section}",))
