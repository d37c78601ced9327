"""The dataset under investigation and its family: the shape of one file in data/targets/."""

from dataclasses import dataclass
from functools import lru_cache

from citetrail.records.vocabulary import EventKind, MemberKind, Role


@dataclass(frozen=True, slots=True)
class IntroducingPaper:
    """A paper that introduced a member; citing it is a reason to look, never a proof of use."""

    title: str
    arxiv: str | None = None
    doi: str | None = None
    corpus_id: str | None = None
    s2_id: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A dataset or model of the family.

    `aliases` name the member wherever they stand; `ambiguous` names do so only beside one of the
    member's `cues` ("released model", "pretrained weights", "training set").
    """

    slug: str
    name: str
    kind: MemberKind
    parent: str | None
    source: str
    line: int  # of the table in the file, for messages
    code: str | None = None  # in the register of Peng et al. 2021
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    # Those of the cues that leave open which release was taken, or on which data it was trained.
    open_cues: tuple[str, ...] = ()
    # Words that, beside the parent's name, mean this member: "refined", "provided by DeepGlint".
    refines: tuple[str, ...] = ()
    # Names of an ancestor that mean this member once the document names it in full: "DukeMTMC" for DukeMTMC-reID.
    shorthand: tuple[str, ...] = ()
    # Its parent's list of the people's names, by which others looked for pictures of their own.
    list_of_names: bool = False
    # Printed sizes that tell this member from its siblings: "3.8M", "85,742".
    figures: tuple[str, ...] = ()
    typical: Role | None = None  # what papers mostly do with it, where a sentence says only "use"
    queries: tuple[str, ...] = ()  # distinctive names worth a full-text search
    papers: tuple[IntroducingPaper, ...] = ()
    year: int | None = None
    identities: int | None = None
    images: int | None = None
    host: str = ""
    url: str = ""
    licence: str = ""
    available: str = ""  # "yes", "no", "partly", "unknown"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One sourced statement about the target, for the report."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Event:
    """A dated, sourced event: release, challenge, redistribution, take-down."""

    date: str  # ISO: a day, a month or a year
    title: str
    text: str
    source: str
    member: str | None = None
    kind: EventKind | None = None


@dataclass(frozen=True, slots=True)
class Target:
    slug: str
    name: str
    summary: str
    members: tuple[Member, ...]
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    # Words that every paper of the field prints: a model's name in a paper without them means something else.
    domain: tuple[str, ...] = ()
    arxiv_queries: tuple[str, ...] = ()  # arXiv API search_query strings
    # SHA-256 of the file: claims record it as part of the rules' version.
    digest: str = ""

    def __hash__(self) -> int:
        # Of the whole it would take longer than what is kept by target saves.
        return hash((self.slug, self.digest))

    def member(self, slug: str) -> Member:
        """The member of that slug; KeyError when the family has none."""
        return _by_slug(self)[slug]

    @property
    def withdrawn_on(self) -> str | None:
        """The day, month or year of the first withdrawal; None when no event of the file is one."""
        return min((e.date for e in self.events if e.kind is EventKind.WITHDRAWAL), default=None)


@lru_cache(maxsize=8)
def _by_slug(target: Target) -> dict[str, Member]:
    return {m.slug: m for m in target.members}
