"""What one paper says of one target's family."""

from dataclasses import dataclass

from citetrail.records.text import Evidence
from citetrail.records.vocabulary import Origin, Role, UsageRule, Verdict, Zone


@dataclass(frozen=True, slots=True)
class Mention:
    """A family member named in a paper, and what the sentence says the paper does with it."""

    member: str
    role: Role
    score: float  # 0..1: how sure that the role holds
    evidence: Evidence
    reasons: tuple[str, ...] = ()  # for a person: 'verb "train" governs "MS1MV2"'
    rule: UsageRule = UsageRule.SENTENCE_MODEL
    origin: Origin = Origin.PDF
    zone: Zone = Zone.PROSE
    unresolved: bool = False  # of which version or release it speaks, the paper does not say


@dataclass(frozen=True, slots=True)
class MemberUse:
    """One member and role that the paper as a whole is held to have, with all its evidence, best first."""

    member: str
    role: Role
    score: float
    evidence: tuple[Evidence, ...]
    reasons: tuple[str, ...] = ()
    rule: UsageRule = UsageRule.SENTENCE_MODEL
    origin: Origin = Origin.PDF


@dataclass(frozen=True, slots=True)
class UnknownDataset:
    """A name like a dataset's, used beside the family, of which no target and no release tells; no claim."""

    name: str  # as printed
    page: int
    quote: str  # the sentence, with white space as single spaces


@dataclass(frozen=True, slots=True)
class Usage:
    """The verdict on one paper. `score` is the calibrated probability that the paper uses the family."""

    verdict: Verdict
    score: float
    members: tuple[MemberUse, ...] = ()
    mentions: tuple[Mention, ...] = ()
    unresolved: bool = False  # uses something of the family, cannot tell which member
    reasons: tuple[str, ...] = ()
    unknown_datasets: tuple[UnknownDataset, ...] = ()  # used beside the family; for a person to look at
