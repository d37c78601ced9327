"""Which member a printed name means here: ambiguous names, cleaned versions, sizes, citations, shorthand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from citetrail.records.target_files import squeeze
from citetrail.records.targets import Member, Target
from citetrail.records.vocabulary import MemberKind, Section, Zone
from extractors.usage.cited_members import Bibliography
from extractors.usage.member_names import Hit
from extractors.usage.origins import is_list_of_names, is_origin, is_own_version, numbered
from extractors.usage.passages import Placed, fold
from extractors.usage.release_facts import NOT_SAID, Membership, ReleaseStanding
from extractors.usage.releases import DocumentReleases, ModelMention
from extractors.usage.version_words import tells, without

# How far from the name the words of a cleaned version are looked for, in characters.
NEAR = 110
# "Mobile-FaceNet": another name.
_COMPOUND = re.compile(r"\w-$")


class Untold(StrEnum):
    """What of the member the paper leaves open."""

    WHOSE_VERSION = f"a cleaned version; whose, {NOT_SAID}"
    WHICH_VERSION = f"which, {NOT_SAID}"
    WHICH_RELEASE = f"which release, {NOT_SAID}"


@dataclass(frozen=True, slots=True)
class Meant:
    """A placed name with the member that it means; `why` is for a person, "" where the name says it all."""

    placed: Placed
    member: str
    why: str = ""
    version: bool = False  # a cleaned version of the name's own member
    list_of_names: bool = False  # the member is its parent's list of people's names
    origin: bool = False  # only what a version that the sentence names was made of
    own_version: bool = False  # and that version is the authors' own
    own_cleaning: bool = False  # the paper says beside the name that it cleans the data itself
    standing: ReleaseStanding | None = None  # of a model: what is known of the release that the name stands for
    untold: Untold | None = None


@lru_cache(maxsize=512)
def words_pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of these words in any spelling by spaces and hyphens; endings may follow."""
    if not words:
        return None
    spelled = [r"[\W_]{0,3}".join(map(re.escape, re.findall(r"[^\W_]+", w))) for w in words]
    return re.compile(r"(?<![^\W_])(?:" + "|".join(spelled) + ")", re.I)


@lru_cache(maxsize=64)
def _figures_pattern(figures: tuple[str, ...]) -> re.Pattern[str] | None:
    if not figures:
        return None
    spelled = [re.escape(f).replace(r"\ ", r"\s?") for f in figures]
    return re.compile(r"(?<![\d.,])(?:" + "|".join(spelled) + r")(?![\d])", re.I)


class MemberResolver:
    """Resolves the names of one document. What the document says in one place counts in the others."""

    def __init__(
        self, target: Target, placed: Sequence[Placed], bibliography: Bibliography, releases: DocumentReleases
    ) -> None:
        self.target = target
        self.bibliography = bibliography
        self.releases = releases
        prose = [p for p in placed if p.passage.section is not Section.REFERENCES]
        self._figures = self._sizes_named(prose)
        self._beside: dict[int, list[Placed]] = {}
        for one in prose:
            if not one.hit.ambiguous and not one.hit.release:
                self._beside.setdefault(id(one.passage), []).append(one)
        self._own_version = any(self._own_cleaning(p) for p in prose if self._is_refined_parent(p.hit))
        self._explicit = {p.hit.member for p in prose if not p.hit.ambiguous and not p.hit.release}
        self._counts: Mapping[str, int] = {
            slug: sum(p.hit.member == slug for p in prose) for slug in {p.hit.member for p in prose}
        }

    def _sizes_named(self, placed: Iterable[Placed]) -> set[str]:
        """Members whose printed size stands in a sentence with a name of the family."""
        texts = {f"{p.passage.quote} {p.passage.after}" for p in placed}
        found = set()
        for member in self.target.members:
            pattern = _figures_pattern(member.figures)
            if pattern and any(pattern.search(t) for t in texts):
                found.add(member.slug)
        return found

    def resolve(self, placed: Placed) -> Meant | None:
        """The member meant, or None when an ambiguous name stands without a cue."""
        hit = placed.hit
        member = self.target.member(hit.member)
        # A title in the bibliography has no words beside the name that tell of a version, a release or a cue.
        if placed.passage.section is Section.REFERENCES:
            return Meant(placed, hit.member) if not hit.ambiguous else None
        if hit.model:
            return self._model(placed, member)
        if hit.version:
            return self._unlisted_version(placed, member)
        return self._ambiguous(placed, member) if hit.ambiguous else self._dataset(placed, member)

    def _model(self, placed: Placed, member: Member) -> Meant | None:
        """A model or a release: of the family by the release that it stands for."""
        hit = placed.hit
        known = not hit.ambiguous or self.releases.near(told(placed)) is not None
        meant = Meant(placed, hit.member) if known else self._ambiguous(placed, member)
        standing = self.releases.standing(told(placed))
        if meant is None or standing is None:
            return meant
        # The data is named: "trained on MS-Celeb-1M" in another sentence tells what bare names leave open.
        untold = standing.membership is Membership.OPEN and not standing.release and standing.cap == 1
        if untold and member.parent in self._explicit:
            return meant
        if standing.member and member.kind is MemberKind.DATASET:
            # "AdaFace" may be a release of another of the family's data than its name stands for.
            meant = replace(meant, member=standing.member)
        return replace(meant, standing=standing)

    def _unlisted_version(self, placed: Placed, member: Member) -> Meant:
        """ "MS1MV4": a version that nobody has listed; a printed size tells it from the others."""
        children = [m for m in self.target.members if member.slug in (m.slug, m.parent) and m.figures]
        text = placed.passage.quote
        if sized := self._by_size(placed, children, text):
            return sized
        version = placed.hit.version
        numbered = re.search(r"\d", version) is not None and self._is_refined_parent(placed.hit)
        slug = member.parent if numbered and member.parent else member.slug
        why = f"“{fold(placed.hit.text)}”: a version of {member.name}; {Untold.WHICH_VERSION}"
        return Meant(placed, slug, why, untold=Untold.WHICH_VERSION)

    def _ambiguous(self, placed: Placed, member: Member) -> Meant | None:
        """A name that means a member only beside one of its cues."""
        hit = placed.hit
        if member.kind is MemberKind.MODEL and _COMPOUND.search(placed.passage.quote[: placed.at]):
            return None
        cue = self._cue(placed, member)
        if cue is None or self._other_release(placed, member, cue):
            return None
        # What the document names in full tells more than a cue does: asked before the release counts as open.
        if sibling := self._named_sibling(hit, member):
            return Meant(placed, sibling.slug, f"“{hit.text}” for short: the document names {sibling.name}")
        why = f"“{hit.text}” beside “{cue}”"
        open_cues = words_pattern(member.open_cues)
        if open_cues and open_cues.fullmatch(cue) and member.parent not in self._explicit:
            return Meant(placed, hit.member, f"{why}; {Untold.WHICH_RELEASE}", untold=Untold.WHICH_RELEASE)
        return Meant(placed, hit.member, why)

    def _dataset(self, placed: Placed, member: Member) -> Meant:
        """A dataset's own name: itself, or a version of it by the words beside it."""
        hit = placed.hit
        if member.list_of_names:
            return Meant(placed, hit.member, list_of_names=True)
        if self._is_refined_parent(hit):
            return self._refined(placed, member)
        if self._is_origin(placed):
            own_version = any(is_own_version(p.passage.quote, p.at, p.end) for p in self._versions_beside(placed))
            why = "what the version named beside it was made of"
            return Meant(placed, hit.member, why, origin=True, own_version=own_version)
        if child := self._child(placed, member):
            return child
        own, untold = self._own_cleaning(placed), self._some_version(placed)
        return Meant(placed, hit.member, str(untold or ""), own_cleaning=own, untold=untold)

    def _versions_beside(self, placed: Placed) -> list[Placed]:
        """The versions of this name's member that the sentence names."""
        beside = self._beside.get(id(placed.passage), [])
        return [p for p in beside if not p.hit.model and self.target.member(p.hit.member).parent == placed.hit.member]

    def _is_origin(self, placed: Placed) -> bool:
        """ "MS1MV2, the refined version of MS-Celeb-1M": one use, of the version."""
        spans = [(p.at, p.end) for p in self._versions_beside(placed)]
        found = is_origin(placed.passage.quote, placed.at, placed.end, spans)
        return found and not self._own_cleaning(placed)

    def _origin_beside(self, placed: Placed) -> bool:
        """Whether the words of cleaning say what this version was made of."""
        parent = self.target.member(placed.hit.member).parent
        return any(p.hit.member == parent and self._is_origin(p) for p in self._beside.get(id(placed.passage), []))

    def _some_version(self, placed: Placed) -> Untold | None:
        """ "a cleaned MS1M": somebody's version, and nothing tells whose."""
        near = placed.passage.quote[max(0, placed.at - 40) : placed.end + 40]
        cleaned = tells("some_version", near) and not self._own_cleaning(placed) and not self._origin_beside(placed)
        return Untold.WHOSE_VERSION if cleaned else None

    def _cue(self, placed: Placed, member: Member) -> str | None:
        pattern = words_pattern(member.cues)
        passage = placed.passage
        # A name may be its own cue ("resnet50_ft"); a model's data is often named a sentence before or after.
        around = [passage.quote[: placed.at] + " " + passage.quote[placed.end :], placed.hit.text]
        # A model trained on something else is not the one of the sentence before.
        if member.kind is MemberKind.MODEL and not tells("other_data", passage.quote):
            around += [passage.before, passage.after]
        for text in around:
            if pattern and (found := pattern.search(text)):
                return fold(found[0])
        return None

    def _other_release(self, placed: Placed, member: Member, cue: str) -> bool:
        """ "Sandberg's FaceNet (20180402-114759)": a release that was trained on other data."""
        open_cues = words_pattern(member.open_cues)
        if open_cues is None or not open_cues.fullmatch(cue) or member.parent in self._explicit:
            return False
        near = f"{placed.passage.before} {placed.passage.quote} {placed.passage.after}"
        return tells("other_release", near)

    def _is_refined_parent(self, hit: Hit) -> bool:
        """ "refined MS-Celeb-1M": the parent's name with a word, which siblings share."""
        parent = self.target.member(hit.member).parent
        if parent is None or not tells("generic", hit.text):
            return False
        printed = hit.text.removesuffix(hit.version)
        key = squeeze(without("generic", printed))
        return any(key in (name, f"ed{name}", f"e{name}", f"{name}ed", f"{name}e") for name in self._names(parent))

    def _names(self, slug: str) -> set[str]:
        return {squeeze(alias) for alias in self.target.member(slug).aliases}

    def _refined(self, placed: Placed, member: Member) -> Meant:
        passage = placed.passage
        siblings = [m for m in self.target.members if m.parent == member.parent and m.kind is MemberKind.DATASET]
        near = f"{passage.quote} {passage.after}"
        for sibling in siblings:
            pattern = _figures_pattern(sibling.figures)
            if pattern and (found := pattern.search(near)) and not self._own_version:
                return Meant(placed, sibling.slug, f"its size {fold(found[0])} is printed beside it", True)
        if self._own_version and member.parent:
            return Meant(placed, member.parent, "the paper cleans it itself", own_cleaning=True)
        sized = [s.slug for s in siblings if s.slug in self._figures]
        if len(sized) == 1:
            return Meant(placed, sized[0], "its size is printed in another place", True)
        cited = self._children_cited(near, siblings)
        if cited:
            return Meant(placed, cited, "cites the paper that introduced it", True)
        return Meant(placed, member.slug, f"“{fold(placed.hit.text)}”", True)

    def _own_cleaning(self, placed: Placed) -> bool:
        passage = placed.passage
        return any(tells("own_cleaning", t) for t in (passage.quote, passage.before, passage.after) if t)

    def _child(self, placed: Placed, member: Member) -> Meant | None:
        """A parent's name that means a version of it."""
        children = [m for m in self.target.members if m.parent == member.slug and m.kind is MemberKind.DATASET]
        if not children or is_specific(placed.hit, member):
            return None
        return (
            self._by_list(placed, children)
            or self._by_number(placed, member, children)
            or self._by_words(placed, children)
            or self._by_shorthand(placed, children)
        )

    def _by_list(self, placed: Placed, children: Sequence[Member]) -> Meant | None:
        """ "by the names of MS-Celeb-1M": the list of names, where the target has a member for it."""
        names = next((c for c in children if c.list_of_names), None)
        if names is None or not is_list_of_names(placed.passage.quote, placed.at, placed.end):
            return None
        why = "the words beside it speak of its list of names"
        return Meant(placed, names.slug, why, list_of_names=True)

    def _by_number(self, placed: Placed, member: Member, children: Sequence[Member]) -> Meant | None:
        """ "MS1M version 2": the version of that number; an unknown one is the member itself, open."""
        found = numbered(placed.passage.quote, placed.end, placed.hit.text, [member, *children])
        if found is None:
            return None
        slug, words = found
        if slug:
            return Meant(placed, slug, f"“{fold(placed.hit.text)}”, “{words}”")
        why = f"“{fold(placed.hit.text)}”, “{words}”; {Untold.WHICH_VERSION}"
        return Meant(placed, member.slug, why, untold=Untold.WHICH_VERSION)

    def _by_words(self, placed: Placed, children: Sequence[Member]) -> Meant | None:
        passage = placed.passage
        quote = passage.quote
        if self._versions_beside(placed):
            # "MS1MV2, a refined version of MS-Celeb-1M": the version has its own name, this one is the parent.
            return None
        near = quote[max(0, placed.at - NEAR) : placed.end + NEAR]
        # The row below tells of another set.
        wide = quote if passage.zone is Zone.TABLE else f"{quote} {passage.after}"
        cleaned = tells("cleaning", near)
        if not self._own_cleaning(placed) and (sized := self._by_size(placed, children, wide)):
            return sized
        for child in children:
            pattern = words_pattern(child.refines)
            if pattern and (found := pattern.search(near)) and not child.shorthand and not self._own_cleaning(placed):
                return Meant(placed, child.slug, f"“{fold(found[0])}” beside “{placed.hit.text}”", cleaned)
        if cleaned and not self._own_cleaning(placed) and (cited := self._children_cited(quote, children)):
            return Meant(placed, cited, "a cleaned version, citing the paper that introduced it", True)
        return None

    def _by_size(self, placed: Placed, children: Sequence[Member], text: str) -> Meant | None:
        """The version whose printed size stands nearest to the name: a size says more than a word."""
        # The digits of the name itself are no size: "Glint360Kv2".
        text = text[: placed.at] + " " * len(placed.hit.text) + text[placed.end :]
        found = [
            (abs(size.start() - placed.at), child.slug, fold(size[0]))
            for child in children
            if (sizes := _figures_pattern(child.figures))
            for size in sizes.finditer(text)
        ]
        if not found:
            return None
        _, slug, size = min(found)
        return Meant(placed, slug, f"its size {size} is printed beside it", True)

    def _children_cited(self, text: str, children: Sequence[Member]) -> str | None:
        cited = self.bibliography.members_cited(text)
        return next((c.slug for c in children if c.slug in cited), None)

    def _named_sibling(self, hit: Hit, member: Member) -> Member | None:
        """ "Duke" in a paper that names DukeMTMC-VideoReID in full, and not the member that it mostly stands for."""
        if member.parent is None or member.slug in self._explicit:
            return None
        key = squeeze(hit.text)
        siblings = [m for m in self.target.members if m.parent == member.parent and m.slug in self._explicit]
        able = [s for s in siblings if any(squeeze(name) == key for name in s.shorthand)]
        return max(able, key=lambda s: self._counts.get(s.slug, 0), default=None)

    def _by_shorthand(self, placed: Placed, children: Sequence[Member]) -> Meant | None:
        """The parent's name for a version, unless words of the parent's own task stand nearer by."""
        key = squeeze(placed.hit.text)
        able = [c for c in children if any(squeeze(s) == key for s in c.shorthand)]
        named = [c for c in able if c.slug in self._explicit]
        if named:
            best = max(named, key=lambda c: self._counts.get(c.slug, 0))
            return Meant(placed, best.slug, f"“{placed.hit.text}” for short: the document names {best.name}")
        near = f"{placed.passage.before} {placed.passage.quote} {placed.passage.after}"
        for child in able:
            pattern = words_pattern(child.refines)
            found = pattern.findall(near) if pattern else []
            if found and len(found) > self._own_words(placed, near):
                return Meant(placed, child.slug, f"“{placed.hit.text}” beside “{fold(found[0])}”")
        return None

    def _own_words(self, placed: Placed, near: str) -> int:
        """How many words of the parent's own task stand near: "MOTA", "multi-camera tracking"."""
        pattern = words_pattern(self.target.member(placed.hit.member).cues)
        return len(pattern.findall(near)) if pattern else 0


def told(placed: Placed) -> ModelMention:
    """A placed name as the reading of releases sees it."""
    passage = placed.passage
    return ModelMention(placed.hit, passage.quote, placed.at, passage.before, passage.after)


def is_specific(hit: Hit, member: Member) -> bool:
    """ "MS-Celeb-1M Challenge 1" says more than the name, so no version is looked for."""
    key, name = squeeze(hit.text), squeeze(member.name)
    return len(key) > len(name) and key.startswith(name)


def carry_over(meant: Sequence[Meant], target: Target, introduced: frozenset[str]) -> list[Meant]:
    """Bare names of a parent after the document said once which version it takes.

    "the refined MS-Celeb-1M released by [9]" in one place makes the later "trained on MS-Celeb-1M" the same set,
    unless the later place speaks of the original.
    """
    told = {m.member for m in meant if m.version}
    parents: dict[str, set[str]] = {}
    for slug in told:
        parent = target.member(slug).parent
        # A paper that makes a version works on the original too.
        if parent and slug not in introduced and target.member(slug).kind is MemberKind.DATASET:
            parents.setdefault(parent, set()).add(slug)
    result = []
    for m in meant:
        versions = parents.get(m.member, set())
        bare = (
            m.placed.hit.member == m.member
            and not m.placed.hit.model
            and (not m.why or m.untold is Untold.WHOSE_VERSION)
            and not is_specific(m.placed.hit, target.member(m.member))
        )
        original = re.search(r"\b(?:original|raw|noisy|full|entire|whole)\b", m.placed.passage.quote, re.I)
        outside = m.placed.passage.section is not Section.REFERENCES
        if bare and outside and len(versions) == 1 and not original:
            version = next(iter(versions))
            m = replace(m, member=version, why=f"the document takes {target.member(version).name}", untold=None)
        result.append(m)
    return result
