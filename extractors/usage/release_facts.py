"""What the register of releases knows of a model's name for one target, and what a paper may say of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from citetrail.records.release_files import load_releases
from citetrail.records.releases import Package, Release, ReleaseKind, ReleaseRegister
from citetrail.records.target_files import squeeze
from citetrail.records.targets import Target
from citetrail.records.vocabulary import MemberKind
from extractors.usage.loading_calls import LoadingCalls, with_calls
from extractors.usage.member_names import Hit, Name, Names
from extractors.usage.package_versions import is_within
from extractors.usage.stated_training import Said
from extractors.usage.years import Written

NOT_SAID = "is not said"
# A use of which the release is open, and likely enough not the family's: below what is shown as a use.
LIKELY_OTHER = 0.44
# A system with a recogniser inside: a reason to look, no claim.
INSIDE = 0.2
# A system that a recogniser taught: named, unless the sentence speaks of that recogniser.
NAMED = 0.05


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


class ReleaseNames:
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
        self.releases = ReleaseNames(register)
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


def _and(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)
