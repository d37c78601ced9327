"""What a model's name stands for: a release, a package's default, or only the data that the paper says it saw.

Pure: text and spans to a `ReleaseStanding`. `release_facts` has what one target's family and the register of releases
know; `DocumentReleases` what one document tells in all its places. The order of belief: the paper's own word
on the data of this model, the release named with it, the package that loads it (by date where its default changed),
the releases that the document names elsewhere; and where none of these tells, that the release is not said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from citetrail.records.target_files import squeeze
from citetrail.records.targets import Target
from citetrail.records.vocabulary import MemberKind
from extractors.usage.member_names import Hit, Names, names_of
from extractors.usage.package_versions import printed_version
from extractors.usage.release_facts import (
    LIKELY_OTHER,
    NAMED,
    NOT_SAID,
    Membership,
    ReleaseFacts,
    ReleaseNames,
    ReleaseStanding,
)
from extractors.usage.stated_training import said_data
from extractors.usage.version_words import tells
from extractors.usage.years import ANY_TIME, Written

# Losses and encoders of identity are recognisers of somebody else, frozen inside another system.
_RECOGNISER = re.compile(
    r"\b(?:identity|ID|face|perceptual|recognition)[\s\-_](?:\w+ )?"
    r"(?:loss|encoder|network|net|metric|similarity|model)\b"
    r"|\bid_net\b|\brecog_model\b",
    re.I,
)

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
        self._pages = pages
        self._named: dict[str, dict[str, ReleaseStanding]] = {}
        for one in told:
            standing = self._here(one)
            # The data of one run says nothing of the next: only a release is the same in all places.
            if standing is not None and standing.release and standing.membership is not Membership.OPEN:
                self._named.setdefault(one.hit.member, {})[standing.release] = standing

    @cached_property
    def _packages(self) -> frozenset[str]:
        """Those that the document names anywhere. Few models make it needed to look, here and for the releases."""
        return frozenset(hit.member for page in self._pages for hit in self._facts.packages.find(page))

    @cached_property
    def _slugs(self) -> frozenset[str]:
        """The releases that the document names anywhere."""
        return frozenset(hit.member for page in self._pages for hit in self._facts.releases.find(page))

    def standing(self, one: ModelMention) -> ReleaseStanding | None:
        """What the model's name stands for at this place; None where nothing speaks against the family.

        Of a model that is itself what the target is about, with no data as its parent, each release is one.
        """
        if self._is_its_own(one.hit):
            return None
        near = self.near(one)
        if near is not None and near.membership is Membership.OPEN:
            return self._chosen(one.hit) or near
        return near or self._elsewhere(one.hit) or self._untold(one.hit)

    def _is_its_own(self, hit: Hit) -> bool:
        member = self._target.member(hit.member)
        return member.kind is MemberKind.MODEL and member.parent is None

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

    def _find(self, names: Names | ReleaseNames, text: str) -> list[Hit]:
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

    def _joined(self, names: Names | ReleaseNames, one: ModelMention) -> Iterator[Hit]:
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
        for slug in () if named else sorted(self._packages):
            if found := self._facts.of_package(slug, hit.text, self._written):
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
