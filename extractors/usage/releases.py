"""What a model's name stands for: a release, a package's default, or only the data that the paper says it saw.

Pure: text and spans to a `ReleaseStanding`. `ReleaseFacts` holds what one target's family and the register of
releases know; `DocumentReleases` what one document tells in all its places. The order of belief: the paper's own word
on the data of this model, the release named with it, the package that loads it (by date where its default changed),
the releases that the document names elsewhere; and where none of these tells, that the release is not said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from citetrail.records.release_files import load_releases
from citetrail.records.releases import Package, Release, ReleaseKind, ReleaseRegister
from citetrail.records.target_files import squeeze
from citetrail.records.targets import Target
from citetrail.records.vocabulary import MemberKind
from extractors.usage.loading_calls import LoadingCalls, with_calls
from extractors.usage.member_names import Hit, Name, Names, names_of
from extractors.usage.package_versions import is_within, printed_version
from extractors.usage.stated_training import Said, said_data
from extractors.usage.version_words import tells
from extractors.usage.years import ANY_TIME, Written

NOT_SAID = "is not said"
# A use of which the release is open, and likely enough not the family's: below what is shown as a use.
LIKELY_OTHER = 0.44
# A system with a recogniser inside: a reason to look, no claim.
INSIDE = 0.2
# A system that a recogniser taught: named, unless the sentence speaks of that recogniser.
NAMED = 0.05
# Losses and encoders of identity are recognisers of somebody else, frozen inside another system.
_RECOGNISER = re.compile(
    r"\b(?:identity|ID|face|perceptual|recognition)[\s\-_](?:\w+ )?"
    r"(?:loss|encoder|network|net|metric|similarity|model)\b"
    r"|\bid_net\b|\brecog_model\b",
    re.I,
)


class Membership(StrEnum):
    FAMILY = "family"  # its training data holds a member's
    OTHER = "other"  # it saw nobody of the family
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ReleaseStanding:
    """What a model's name stands for at one place; `why` is for a person and names the source."""

    membership: Membership
    why: str
    cap: float = 1.0  # how sure a use of it can be, as far as this tells
    release: str = ""
    member: str = ""  # whose data the release saw
    apart: bool = False  # it saw the family; of which member, its name does not tell


class _ReleaseNames:
    """Every release of the register by its names, and by the calls that load it."""

    def __init__(self, register: ReleaseRegister) -> None:
        self._names = Names(
            (Name(n, r.slug, model=True) for r in register.releases for n in r.names),
            [Name(n, r.slug, model=True) for r in register.releases for n in r.cased],
        )
        self._calls = LoadingCalls(register.packages, {r.slug: r.slug for r in register.releases})

    def find(self, text: str) -> list[Hit]:
        """The hits from left to right; `member` is the slug of the release."""
        return with_calls(self._names.find(text), self._calls.find(text))


class ReleaseFacts:
    """What the register says, for one target."""

    def __init__(self, register: ReleaseRegister, target: Target) -> None:
        self.register = register
        self._target = target
        data = {squeeze(a): m.slug for m in target.members if m.kind is MemberKind.DATASET for a in m.aliases}
        self._members = data
        self.datasets = Names(Name(n, d.name) for d in register.datasets for n in (d.name, *d.names))
        self.releases = _ReleaseNames(register)
        self.beside = Names(Name(n, p.slug) for p in register.packages for n in p.beside)
        # "face analysis" is no FaceAnalysis: calls are found in their own spelling.
        self.packages = Names(
            (Name(n, p.slug) for p in register.packages for n in p.names),
            [Name(n, p.slug) for p in register.packages for n in p.calls],
        )
        self._package = {p.slug: p for p in register.packages}
        self.mixed = {r.model for r in register.releases if self.of_release(r).membership is not Membership.FAMILY}

    def is_own(self, dataset: str) -> bool:
        """Whether a dataset beside the families is this target's own: "VGGFace2" to the target VGGFace2."""
        return squeeze(dataset) in self._members

    def of_release(self, release: Release, printed: str = "") -> ReleaseStanding:
        """A release by the data that its makers name; `printed` is how the paper names it."""
        label = printed or (release.names or release.cased)[0]
        if release.one_of:
            return self._agreed([self.register.release(slug) for slug in release.one_of], f"“{label}”")
        saw = [name for name in release.data if squeeze(name) in self._members]
        told = f"{release.source} ({release.date})"
        if saw:
            cap = {ReleaseKind.PIPELINE: INSIDE, ReleaseKind.TAUGHT: NAMED}.get(release.kind, 1.0)
            why = f"{label} was trained on {_and(release.data)}: {told}"
            member = self._members[squeeze(saw[0])]
            if not release.apart:
                return ReleaseStanding(Membership.FAMILY, why, cap, release.slug, member)
            why = f"each file of {label} was trained on one of {_and(release.data)}: {told}; which, {NOT_SAID}"
            if len(saw) == len(release.data):
                return ReleaseStanding(Membership.FAMILY, why, cap, release.slug, member, apart=len(saw) > 1)
            return ReleaseStanding(Membership.OPEN, why, min(cap, LIKELY_OTHER), release.slug)
        if release.data:
            if maybe := [name for name in release.maybe if squeeze(name) in self._members]:
                why = f"{label} was trained on {_and(release.data)}: {told}; whether on {_and(maybe)} too, {NOT_SAID}"
                return ReleaseStanding(Membership.OPEN, why, LIKELY_OTHER, release.slug)
            why = f"{label} was trained on {_and(release.data)}, not on data of the family: {told}"
            return ReleaseStanding(Membership.OTHER, why, release=release.slug)
        cap = INSIDE if release.kind is ReleaseKind.PIPELINE else LIKELY_OTHER
        why = f"what {label} was trained on, its makers do not tell ({told}); it {NOT_SAID}"
        return ReleaseStanding(Membership.OPEN, why, cap, release.slug)

    def _agreed(self, releases: Sequence[Release], what: str) -> ReleaseStanding:
        found = [self.of_release(r) for r in releases]
        if len(found) == 1:
            return found[0]
        if found and len({s.membership for s in found}) == 1 and found[0].membership is not Membership.OPEN:
            return found[-1]
        names = _and([(r.names or r.cased)[0] for r in releases][:4])
        return ReleaseStanding(
            Membership.OPEN, f"{what} may be {names}, which saw other data each; which, {NOT_SAID}", LIKELY_OTHER
        )

    def of_package(self, slug: str, name: str, written: Written, version: str = "") -> ReleaseStanding | None:
        """What a package loads for a model's name; None where it loads nothing of that name.

        `version` is the package's, where the paper prints it; it tells more than the paper's date.
        """
        package = self._package[slug]
        key = squeeze(name)
        for load in package.loads:
            if squeeze(load.name) == key:
                return self.of_release(self.register.release(load.release))
        return self._default(package, written, version) if self._is_call(package, key) else None

    def package_called(self, name: str) -> str | None:
        """The package whose default a bare name stands for: "InsightFace", "FaceAnalysis"."""
        key = squeeze(name)
        return next((p.slug for p in self.register.packages if p.defaults and self._is_call(p, key)), None)

    def _is_call(self, package: Package, key: str) -> bool:
        """ "InsightFace", "FaceAnalysis": the package itself, hence what it loads when it is told nothing."""
        return key in {squeeze(n) for n in (package.slug, *package.names, *package.calls)}

    def _default(self, package: Package, written: Written, version: str) -> ReleaseStanding:
        able = [d for d in package.defaults if written.may_be_within(d.since, d.until)]
        what = f"the default of {package.slug}"
        if version and any(d.first or d.before for d in package.defaults):
            able = [d for d in package.defaults if is_within(version, d.first, d.before)]
            what = f"the default of {package.slug} {version}"
        standing = self._agreed([self.register.release(d.release) for d in able], what)
        if standing.membership is Membership.OPEN or not written.known:
            return standing
        why = f"{what} at the time of the paper ({written}): {standing.why}"
        return ReleaseStanding(standing.membership, why, release=standing.release)

    def of_data(self, said: Said) -> ReleaseStanding:
        """The paper's own word on what the model was trained on."""
        if kin := sorted(set(said.members)):
            names = _and([self._target.member(slug).name for slug in kin])
            return ReleaseStanding(Membership.FAMILY, f"the paper says that it was trained on {names}")
        return ReleaseStanding(
            Membership.OTHER, f"the paper says that it was trained on {_and(sorted(set(said.others)))}"
        )

    def agrees(self, slug: str, said: Said) -> bool:
        """Whether a release saw what the paper says, and data of the family besides: the paper tells a part."""
        release = self.register.release(slug)
        whole = self.of_release(release).membership is Membership.FAMILY
        return whole and not said.members and set(said.others) <= set(release.data)

    def chooses(self, hit: Hit, slug: str) -> bool:
        """Whether this release is one of those that the name may stand for."""
        if not hit.release:
            return self.register.release(slug).model == hit.member
        named = self.register.release(hit.release)
        # keras_facenet's FaceNet(key="20180402-114759"): a package of several loads another release of the model.
        other = bool(named.one_of) and self.register.release(slug).model == named.model != ""
        return slug in named.one_of or (other and slug != named.slug)

    def may_differ(self, model: str) -> bool:
        """Whether some release of this model never saw the family's data, or is not known to have seen it."""
        return model in self.mixed


@lru_cache(maxsize=8)
def release_facts(target: Target) -> ReleaseFacts:
    """The register of releases as it bears on this target, built once."""
    return ReleaseFacts(load_releases(), target)


# Between a package and a model: "DeepFace's ArcFace", "ArcFace (from DeepFace)".
_JOINED = re.compile(
    r"(?:['’]s)?[\s\-/_]{0,2}\(?(?:(?:from|of|in|via|by|through|as in|within|with|using) )?(?:the )?"
    r"(?:model(?:_name)?\s?=\s?[\"'“”‘]?)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ModelMention:
    """A model's name at one place of the document with what stands around it, for `DocumentReleases`."""

    hit: Hit
    sentence: str
    at: int
    before: str = ""
    after: str = ""


class DocumentReleases:
    """What one document tells of the models that it names."""

    def __init__(
        self,
        facts: ReleaseFacts,
        target: Target,
        told: Sequence[ModelMention],
        pages: Sequence[str],
        written: Written = ANY_TIME,
    ) -> None:
        self._facts, self._target, self._written = facts, target, written
        self._found: dict[tuple[int, str], list[Hit]] = {}
        self._packages = {hit.member for page in pages for hit in facts.packages.find(page)}
        self._named: dict[str, dict[str, ReleaseStanding]] = {}
        self._slugs = {hit.member for page in pages for hit in facts.releases.find(page)}
        for one in told:
            standing = self._here(one)
            # The data of one run says nothing of the next: only a release is the same in all places.
            if standing is not None and standing.release and standing.membership is not Membership.OPEN:
                self._named.setdefault(one.hit.member, {})[standing.release] = standing

    def standing(self, one: ModelMention) -> ReleaseStanding | None:
        """What the model's name stands for at this place; None where nothing speaks against the family."""
        near = self.near(one)
        if near is not None and near.membership is Membership.OPEN:
            return self._chosen(one.hit) or near
        return near or self._elsewhere(one.hit) or self._untold(one.hit)

    def _chosen(self, hit: Hit) -> ReleaseStanding | None:
        """For a name of several releases, the one that the document names in another place."""
        if not hit.release:
            return None
        able = sorted(self._slugs & set(self._facts.register.release(hit.release).one_of))
        return self._of(able[0]) if len(able) == 1 else None

    def near(self, one: ModelMention) -> ReleaseStanding | None:
        """By the sentence and those beside it only."""
        return self._here(one) or self._around(one)

    def _here(self, one: ModelMention) -> ReleaseStanding | None:
        """By the sentence itself: what it says of the data, the release that it names, the package."""
        hit, end = one.hit, one.at + len(one.hit.text)
        if (package := self._package_itself(one, end)) is not None:
            return package
        slug, printed = self._release_at(one, end)
        if slug and (shared := self._shared_name(slug, printed, one)):
            return shared
        said = said_data(
            self._find(names_of(self._target), one.sentence),
            [h for h in self._find(self._facts.datasets, one.sentence) if not self._facts.is_own(h.member)],
            one.sentence,
            one.at,
            end,
        )
        if said and said.explicit and not (slug and self._facts.agrees(slug, said)):
            return self._facts.of_data(said)
        standing = self._of(slug, printed) if slug else None
        if standing is not None and standing.cap == NAMED and _RECOGNISER.search(one.sentence):
            standing = replace(standing, cap=LIKELY_OTHER)
        if standing is not None and standing.membership is not Membership.OPEN:
            return standing
        if said:
            return self._facts.of_data(said)
        beside = self._beside(one)
        # A name of several releases, right beside it, leaves the word to the sentence.
        several = beside if beside is not None and not beside.release else None
        told = None if several else beside
        told = told or self._release_in(one, one.sentence, one.at) or self._by_package(hit, one.sentence) or several
        return told or standing

    def _package_itself(self, one: ModelMention, end: int) -> ReleaseStanding | None:
        """ "InsightFace 0.7.3", "faces are cropped by InsightFace": a package by its version, or at another task."""
        slug = self._facts.package_called(one.hit.text)
        if slug is None:
            return None
        if tells("other_task", one.sentence) and not tells("recognises", one.sentence):
            why = (
                f"the sentence speaks of another task than recognising faces, and {one.hit.text} has networks for it"
            )
            return ReleaseStanding(Membership.OTHER, why)
        version = printed_version(one.sentence, end) or self._version_beside(slug, one)
        named = version and self._release_in(one, one.sentence, one.at) is None
        return self._facts.of_package(slug, one.hit.text, self._written, version) if named else None

    def _version_beside(self, slug: str, one: ModelMention) -> str:
        """ "FaceAnalysis() of insightface 0.7.3": the version where the sentence names the package again."""
        again = (
            h for h in self._find(names_of(self._target), one.sentence) if self._facts.package_called(h.text) == slug
        )
        return next((v for h in again if (v := printed_version(one.sentence, h.end))), "")

    def _shared_name(self, slug: str, printed: str, one: ModelMention) -> ReleaseStanding | None:
        """A file's name that another release bears too, beside that release: "AuraFace (glintr100.onnx)"."""
        others = set(self._facts.register.release(slug).shared_with)
        near = " ".join((one.before, one.sentence, one.after))
        if not others or not others & {h.member for h in self._find(self._facts.releases, near)}:
            return None
        why = f"“{printed}” stands beside another release with a file of that name; which is meant, {NOT_SAID}"
        return ReleaseStanding(Membership.OPEN, why, LIKELY_OTHER, slug)

    def _release_at(self, one: ModelMention, end: int) -> tuple[str, str]:
        """The release whose name this is, or is a part of ("ArcFace (DeepFace)"), and how it is printed."""
        covering = [h for h in self._find(self._facts.releases, one.sentence) if h.start < end and one.at < h.end]
        longest = max(covering, key=lambda h: h.end - h.start, default=None)
        return (longest.member, longest.text) if longest else (one.hit.release, one.hit.text)

    def _find(self, names: Names | _ReleaseNames, text: str) -> list[Hit]:
        """The names in a sentence, looked for once however many models it names."""
        key = (id(names), text)
        if key not in self._found:
            self._found[key] = names.find(text)
        return self._found[key]

    def _of(self, slug: str, printed: str = "") -> ReleaseStanding:
        return self._facts.of_release(self._facts.register.release(slug), printed)

    def _beside(self, one: ModelMention) -> ReleaseStanding | None:
        """ "DeepFace's ArcFace", "ArcFace (SimSwap)": a package's short name or a system right beside the model's."""
        for package in self._joined(self._facts.beside, one):
            return self._facts.of_package(package.member, one.hit.text, self._written)
        for system in self._joined(self._facts.releases, one):
            standing = self._of(system.member, f"the {one.hit.text} of {system.text}")
            # What runs inside is named itself here.
            return replace(standing, cap=1.0) if standing.membership is Membership.FAMILY else standing
        return None

    def _joined(self, names: Names | _ReleaseNames, one: ModelMention) -> Iterator[Hit]:
        """The names that stand right before or behind the model's."""
        text, end = one.sentence, one.at + len(one.hit.text)
        for hit in self._find(names, text):
            between = text[end : hit.start] if hit.start >= end else text[hit.end : one.at]
            if (hit.end <= one.at or end <= hit.start) and _JOINED.fullmatch(between) and between.strip():
                yield hit

    def _around(self, one: ModelMention) -> ReleaseStanding | None:
        """By the sentences beside it."""
        for text in (one.after, one.before):
            found = self._release_in(one, text, 0) or self._by_package(one.hit, text)
            if found is not None:
                return found
        return None

    def _by_package(self, hit: Hit, text: str) -> ReleaseStanding | None:
        for package in self._find(self._facts.packages, text):
            version = printed_version(text, package.end)
            if found := self._facts.of_package(package.member, hit.text, self._written, version):
                return found
        return None

    def _release_in(self, one: ModelMention, text: str, at: int) -> ReleaseStanding | None:
        """The release of the same model that stands nearest in a text; a name of several tells least."""
        able = [h for h in self._find(self._facts.releases, text) if self._facts.chooses(one.hit, h.member)]
        if not able:
            return None
        several = {h.member for h in able if self._facts.register.release(h.member).one_of}
        nearest = min(able, key=lambda h: (h.member in several, min(abs(h.start - at), abs(at - h.end))))
        return self._shared_name(nearest.member, nearest.text, one) or self._of(nearest.member, nearest.text)

    def _elsewhere(self, hit: Hit) -> ReleaseStanding | None:
        """By the releases that the document names in other places, where they agree; by the package it works with."""
        named = list(self._named.get(hit.member, {}).values())
        if len({s.membership for s in named}) == 1:
            return named[0]
        for slug in sorted(self._packages):
            if not named and (found := self._facts.of_package(slug, hit.text, self._written)):
                why = f"the document works with {slug}; whether for this, {NOT_SAID}"
                return (
                    found
                    if squeeze(hit.text) == squeeze(slug)
                    else ReleaseStanding(Membership.OPEN, why, LIKELY_OTHER)
                )
        return None

    def _untold(self, hit: Hit) -> ReleaseStanding | None:
        if not self._facts.may_differ(hit.member):
            return None
        return ReleaseStanding(Membership.OPEN, f"releases of it saw different data; which release, {NOT_SAID}")


def is_file_name(text: str) -> bool:
    """ "w600k_r50.onnx", "R100@MS1MV2", "VGGFace(model='senet50')": nobody names a loss or an architecture so."""
    return re.search(r"[_@=]|\d{6}|\.(?:pth?|onnx|h5|tar|ckpt)|\w\([\"'`“‘]", text) is not None


def _and(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)
