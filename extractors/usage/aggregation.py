"""From sentences to the paper: one clear training sentence outweighs ten mentions, ten weak ones make no use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citetrail.records.targets import Target
from citetrail.records.usage import MemberUse, Mention
from citetrail.records.vocabulary import USE_ROLES, MemberKind, Role

# What a further sentence adds to the best one, as a share of the doubt that is left.
FURTHER = 0.25
# A model is used, and the release is open or likely another: ten such sentences leave it open.
OPEN_RELEASE = "open release"
# Rules whose sentences never add up: ten rows of a table are still others' results.
WEAK_RULES = frozenset(
    {
        "row",
        "settings table",
        "attacked model",
        "adopts the model",
        "described",
        "training list",
        "run-in title",
        "model at hand",
        OPEN_RELEASE,
    }
)
# "We use MS1M" says less than "we train on MS1M": where the second stands, the first is no role of its own.
VAGUE_RULES = WEAK_RULES | {"uses"}
# A role below this is evidence, but no answer.
SHOWN = 0.45
# A second role of the same member must be this sure.
SECOND_ROLE = 0.6
MOST_EVIDENCE = 8


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the sentences of one paper amount to, before calibration."""

    uses: tuple[MemberUse, ...]
    weak: tuple[MemberUse, ...]
    rest: tuple[Mention, ...]

    @property
    def best(self) -> float:
        return max((u.score for u in (*self.uses, *self.weak)), default=0.0)


def weigh(mentions: Sequence[Mention], target: Target) -> Weighed:
    """Uses by member and role, best first; what is not evidence of a use is in `rest`."""
    groups: dict[tuple[str, Role], list[Mention]] = {}
    rest: list[Mention] = []
    for mention in mentions:
        if mention.role in USE_ROLES:
            groups.setdefault((mention.member, mention.role), []).append(mention)
        else:
            rest.append(mention)
    found = [_together(member, role, group) for (member, role), group in groups.items()]
    found.sort(key=lambda u: -u.score)
    shown = [u for u in found if u.score >= SHOWN]
    shown = _drop_shadows(shown, target)
    first = _best_by_member(shown)
    uses = [u for u in shown if u is first[u.member] or (u.score >= SECOND_ROLE and u.rule not in VAGUE_RULES)]
    kept = {id(u) for u in uses}
    weak = [u for u in found if id(u) not in kept]
    return Weighed(tuple(uses), tuple(weak), tuple(rest))


def _together(member: str, role: Role, group: Sequence[Mention]) -> MemberUse:
    """All sentences for one member and role: the best, raised a little by each further one of its kind."""
    group = sorted(group, key=lambda m: -m.score)
    score = group[0].score
    for mention in group[1:4]:
        if mention.rule not in WEAK_RULES:
            score += (1 - score) * FURTHER * mention.score
    best = group[0]
    return MemberUse(
        member,
        role,
        round(min(score, 0.995), 4),
        tuple(m.evidence for m in group[:MOST_EVIDENCE]),
        best.reasons,
        best.rule,
        best.origin,
    )


def _best_by_member(uses: Iterable[MemberUse]) -> Mapping[str, MemberUse]:
    best: dict[str, MemberUse] = {}
    for use in sorted(uses, key=lambda u: (u.rule in VAGUE_RULES, -u.score)):
        best.setdefault(use.member, use)
    return best


def _drop_shadows(uses: Sequence[MemberUse], target: Target) -> list[MemberUse]:
    """A model held to be a mere tool, weakly, while the paper trains the same architecture itself: not shown."""
    trains = any(
        u.role is Role.TRAINED_ON and u.score > 0.65 and target.member(u.member).kind is MemberKind.DATASET
        for u in uses
    )
    if not trains:
        return list(uses)
    weak = {"adopts the model", "attacked model", "model at work", "model at hand"}
    return [u for u in uses if u.rule not in weak]


def together(scores: Iterable[float]) -> float:
    """How sure it is that at least one holds; the sentences of one paper are not independent, hence the damping."""
    ordered = sorted(scores, reverse=True)
    if not ordered:
        return 0.0
    score = ordered[0]
    for further in ordered[1:4]:
        score += (1 - score) * FURTHER * further
    return min(score, 0.995)
