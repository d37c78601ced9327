"""What one sentence says the paper does with one member: exclusions first, then the trained model.

Scores are how sure a reader would be of a use from this sentence alone; `aggregation` weighs them together.
"""

from collections.abc import Sequence

from citetrail.records.vocabulary import USE_ROLES, MemberKind, Role
from extractors.usage.exclusions import EXCLUSIONS
from extractors.usage.reasons import told
from extractors.usage.seen import RoleGuess, Seen, only_mentioned
from extractors.usage.sentence_model import NO_ROLES, Prediction, sentence_model

__all__ = ["RoleGuess", "Seen", "decide", "denied_beside"]

USED = 0.5
# How many times likelier a training is for a member that is mostly trained on than for data at large: in the labelled
# sentences one dataset in ten is trained on, of this kind more than half are.
TRAINING_SETS = 6
# A released file's own name outside an explicit comparison is a use unless the sentence says otherwise this plainly.
FILE_NAMED = 0.15
# A name denied and used by one sentence: the use must be this sure to stand beside the denial.
BESIDE_DENIAL = 0.8


def decide(seen: Seen) -> RoleGuess:
    """The first exclusion that holds decides, else the model."""
    for excluded in EXCLUSIONS:
        guess = excluded(seen)
        if guess is not None:
            return guess
    return _weighed(seen, sentence_model().predict(seen.sentence))


def _weighed(seen: Seen, found: Prediction) -> RoleGuess:
    used = found.use >= USED
    # Only the paper that introduced a member makes it, and it takes no weights of its own model from others.
    barred = () if seen.introduces else (str(Role.CREATED),)
    label = _by_custom(seen, found, found.best(used=used, leave_out=barred))
    reasons = told(seen, found.reasons())
    score = round(found.use, 4)
    if seen.file and not used and found.use >= FILE_NAMED:
        # Nobody names a weight file without having loaded it.
        return RoleGuess(
            Role.USES_PRETRAINED_MODEL, 0.7, "released file", (f"“{seen.name}” is a released file", *reasons)
        )
    if seen.introduces and used and seen.member.kind is MemberKind.MODEL and label == Role.USES_PRETRAINED_MODEL:
        return only_mentioned(seen, "own model", "the document is the paper that introduced it", 0.1)
    if label in NO_ROLES or not label:
        return RoleGuess(Role.MENTIONED, min(score, 0.49), label or "sentence model", reasons)
    return RoleGuess(Role(label), score if used else min(score, 0.49), "sentence model", reasons)


def _by_custom(seen: Seen, found: Prediction, label: str) -> str:
    """Training sets are trained on: the model learnt from papers in which most sets are tests."""
    if label != Role.EVALUATED_ON or seen.member.typical is not Role.TRAINED_ON:
        return label
    trained = found.roles.get(Role.TRAINED_ON, 0.0) * TRAINING_SETS
    return str(Role.TRAINED_ON) if trained > found.roles[Role.EVALUATED_ON] else label


def denied_beside(seen: Sequence[Seen], guesses: Sequence[RoleGuess]) -> list[RoleGuess]:
    """A name that its own sentence denies once is not used by the same sentence, unless that is plain."""
    denied = {(id(s.passage), s.member.slug) for s, g in zip(seen, guesses, strict=True) if g.rule == "negated"}
    return [
        only_mentioned(s, "negated", "its sentence denies it in another place")
        if g.role in USE_ROLES and g.score < BESIDE_DENIAL and (id(s.passage), s.member.slug) in denied
        else g
        for s, g in zip(seen, guesses, strict=True)
    ]
