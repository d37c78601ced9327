"""From sentences to the paper: one clear training sentence outweighs ten mentions, ten weak ones make no use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citetrail.records.targets import Target
from citetrail.records.usage import MemberUse, Mention
from citetrail.records.vocabulary import USE_ROLES, MemberKind, Role, UsageRule
from extractors.usage.best_quotations import MOST_EVIDENCE, with_best_quotations

# What a further sentence adds to the best one, as a share of the doubt that is left.
FURTHER = 0.25
# A role below this is evidence, but no answer.
SHOWN, OPEN_AT_MOST = 0.5, 0.49
# A second role of the same member must be this sure, and told at least so often beside the first (sums of scores): of
# a set named twenty times as training data, a few sentences about its results are read as tests. Making, deriving and
# fine-tuning are told once and rarely wrong.
SECOND_ROLE = 0.8
SECOND_SHARE = 0.5
TOLD_ONCE = frozenset({Role.CREATED, Role.DERIVED_FROM, Role.FINE_TUNED_ON})
TOLD_ONCE_SURE = 0.65
# Beside a training of the paper's own, a model of the family is mostly named for its architecture or loss: a use of
# its weights must be this sure.
BESIDE_TRAINING = 0.92


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
    shown = _drop_shadows([u for u in found if u.score >= SHOWN], target)
    told = {key: sum(m.score for m in group) for key, group in groups.items()}
    first = _first_roles(shown, told)
    uses = [u for u in shown if u is first[u.member] or _stands_beside(u, first[u.member], told, target)]
    uses.sort(key=lambda u: (u is not first[u.member], -u.score))
    kept = {id(u) for u in uses}
    weak = [u for u in found if id(u) not in kept]
    return Weighed(with_best_quotations(uses, groups), with_best_quotations(weak, groups), tuple(rest))


def _together(member: str, role: Role, group: Sequence[Mention]) -> MemberUse:
    """All sentences for one member and role: the best, raised a little by each further one of its kind."""
    group = sorted(group, key=lambda m: -m.score)
    score = group[0].score
    for mention in group[1:4]:
        # A model is used, and the release is open or likely another: ten such sentences leave it open.
        if mention.rule is not UsageRule.OPEN_RELEASE:
            score += (1 - score) * FURTHER * mention.score
    best = group[0]
    if best.score < SHOWN:
        # What no sentence shows by itself is open, however often it is nearly said.
        score = min(score, OPEN_AT_MOST)
    return MemberUse(
        member,
        role,
        round(min(score, 0.995), 4),
        tuple(m.evidence for m in group[:MOST_EVIDENCE]),
        best.reasons,
        best.rule,
        best.origin,
    )


def _first_roles(uses: Iterable[MemberUse], told: Mapping[tuple[str, Role], float]) -> Mapping[str, MemberUse]:
    """For each member the role that its sentences tell most of, all together."""
    first: dict[str, MemberUse] = {}
    for use in sorted(uses, key=lambda u: -told[u.member, u.role]):
        first.setdefault(use.member, use)
    return first


def _stands_beside(use: MemberUse, first: MemberUse, told: Mapping[tuple[str, Role], float], target: Target) -> bool:
    """Whether a role that is not the member's first is told well enough to be another one."""
    if use.role in TOLD_ONCE:
        return use.score >= TOLD_ONCE_SURE
    trains = first.role is Role.TRAINED_ON is target.member(use.member).typical
    if trains and use.role is Role.EVALUATED_ON:
        # "Trained on NAME, it scores 99 % on …": beside the name of a training set stand results on others.
        return False
    share = told[use.member, use.role] / told[first.member, first.role]
    return use.score >= SECOND_ROLE and share >= SECOND_SHARE


def _drop_shadows(uses: Sequence[MemberUse], target: Target) -> list[MemberUse]:
    """Without models held to be mere tools, weakly, where the paper trains on the family's data itself."""
    trains = any(u.role is Role.TRAINED_ON and target.member(u.member).kind is MemberKind.DATASET for u in uses)
    return [
        u
        for u in uses
        if not trains
        or u.score >= BESIDE_TRAINING
        or u.role is Role.CREATED
        or target.member(u.member).kind is MemberKind.DATASET
    ]


def together(scores: Iterable[float]) -> float:
    """How sure it is that at least one holds; the sentences of one paper are not independent, hence the damping."""
    ordered = sorted(scores, reverse=True)
    if not ordered:
        return 0.0
    score = ordered[0]
    for further in ordered[1:4]:
        score += (1 - score) * FURTHER * further
    return min(score, 0.995)
