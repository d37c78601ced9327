"""Finds the names of a family, and of released models, in any spelling of case and separators."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from citetrail.records.release_files import load_releases
from citetrail.records.releases import Release, ReleaseRegister
from citetrail.records.target_files import squeeze
from citetrail.records.targets import Target
from citetrail.records.vocabulary import MemberKind
from extractors.usage.look_alikes import folded

# Letters and digits of the Latin script only: Chinese text runs into a name without a space.
_LETTERS = r"0-9A-Za-z\u00c0-\u024f"
_WORD = re.compile(rf"[{_LETTERS}]+")
# What may stand between the parts of one name: at most three separators, one line break among them.
_GAP = re.compile(r"[\s\-‐-―−_/'’.@]{0,3}")
_FOOTNOTE = re.compile(r"[A-Za-z]\d{1,2}")
# "MS1M-V4", and "MS1MV4", "MS1MClean": what may stand behind a name, and what may be written on to it.
_VERSION = re.compile(r"[Vv]\d{1,2}[a-z]?")
_KIND = (
    r"clean(?:ed)?|refined?|aligned?|cropped|filtered|masked?|noisy|raw|subset|sub|lite|mini|small|tiny|large|plus"
)
# A version, a capitalised word, or a known kind of copy; "Data", "Set" and "Bench" make another dataset's name.
_GLUED = re.compile(rf"[Vv]\d{{1,2}}[A-Za-z]{{0,12}}|(?!Data|Set|Bench)[A-Z][a-z]{{2,12}}|(?i:{_KIND})\d?")
# "MS1M-Masked", "MS1M-100K".
_HYPHENED = re.compile(rf"{_VERSION.pattern}|(?i:{_KIND})\d?|\d{{1,3}}[Kk]")
_JOINTS = frozenset("-‐‑–_/. \n")
_HYPHENS = tuple("-‐‑–_")
# "IJB-C MS1MV2": a single letter behind a hyphen ends the word before it, and begins no name ("C-MS1M").
_LAST_LETTER = re.compile(r"\w[-‐-―][A-Za-z][^A-Za-z]")
# So many letters tell that a name may begin; more make the pattern longer and find fewer places in vain.
FIRST_LETTERS = 5
LONGEST = 300  # characters of a name as printed
MOST_HITS_A_PAGE = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """A name as printed; `member` is the slug it belongs to."""

    start: int
    end: int
    text: str
    member: str
    ambiguous: bool = False
    model: bool = False  # the name is a model's, also where it is a release and `member` the data that it saw
    release: str = ""  # slug in the register of releases, where the name is one's
    version: str = ""  # what is written on to the name and makes it a version that is not known: "V4"


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for and what it stands for."""

    alias: str
    member: str
    ambiguous: bool = False
    model: bool = False
    release: str = ""


@dataclass(slots=True)
class _Node:
    """A place in the tree of squeezed names; `name` is set where one ends."""

    next: dict[str, "_Node"] = field(default_factory=dict)
    name: Name | None = None
    capitals: bool = False


class Names:
    """Names in every spelling; of two equal ones the first counts. `find` reads a text once.

    A name of no member ("") is somebody else's that begins like one of ours: it is passed over, and so is ours in it.
    """

    def __init__(self, names: Iterable[Name], exact: Iterable[Name] = ()) -> None:
        """`exact` are found in their very spelling only."""
        self._root = _Node()
        self._starts: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self._exact: dict[str, list[Name]] = {}
        for name in exact:
            self._exact.setdefault(name.alias[0], []).append(name)
            self._starts.add(squeeze(name.alias)[:FIRST_LETTERS])
        for name in names:
            self._add(name)

    def _add(self, name: Name) -> None:
        node = self._root
        key = squeeze(name.alias)
        for letter in key:
            node = node.next.setdefault(letter, _Node())
        if node.name is not None:
            return
        node.name = name
        # RFW, PFE, DREAM: a name in capitals is a word or a surname otherwise.
        letters = [c for c in name.alias if c.isalpha()]
        node.capitals = all(c.isupper() for c in letters) and not any(c.isdigit() for c in name.alias)
        self._starts.add(key[:FIRST_LETTERS])

    def find(self, text: str, *, most: int = MOST_HITS_A_PAGE) -> list[Hit]:
        """The hits from left to right, longest first where several begin; at most `most`."""
        printed = text
        text, places = folded(printed)
        found: list[Hit] = []
        end = 0
        # The pattern takes the character before a word: the first word needs one, too.
        for before in self._candidates().finditer(" " + text):
            start = before.start()
            if start < end:
                continue
            hit = self._longest(text, start)
            if hit is not None and hit.version:
                hit = self._inside(text, hit) or hit
            if hit is not None and not hit.member:
                end = hit.end
                continue
            if hit is not None and not _LAST_LETTER.match(text, max(0, hit.start - 2)):
                found.append(hit)
                end = hit.end
                if len(found) >= most:
                    break
        return found if places is None else [_as_printed(hit, printed, places) for hit in found]

    def _inside(self, text: str, hit: Hit) -> Hit | None:
        """ "arcface_ms1mv3": no version of what its first words name, where the rest is a name of its own."""
        for word in _WORD.finditer(text, hit.start + 1, hit.end):
            found = self._longest(text, word.start()) if text[word.start() - 1] in _JOINTS else None
            if found is not None and found.member and not found.version and found.end >= hit.end:
                return found
        return None

    def _candidates(self) -> re.Pattern[str]:
        """A name's first letter with what stands before it, told by its next letters, however far these are apart.

        It begins with a set of characters and asks for letters by sets: `re` passes over all else in one loop.
        """
        if self._pattern is None:
            firsts = {start[:1] for start in self._starts}
            either = re.escape("".join(sorted(firsts | {letter.upper() for letter in firsts})))
            # A blank or bracket that follows is told by one look, a letter by one at each of the names' letters.
            some = f"(?=[{either}])" if firsts and "" not in firsts else ""
            self._pattern = re.compile(rf"[^{_LETTERS}]{some}{_any_of(self._starts, ahead=True)}")
        return self._pattern

    def _longest(self, text: str, at: int) -> Hit | None:
        best: Hit | None = None
        for end, node, version in self._walk(text, at):
            printed = text[at:end]
            if node.name and (not node.capitals or printed.isupper() or version):
                best = _hit(at, end, printed, node.name, version)
        for name in self._exact.get(text[at : at + 1], ()):
            end = at + len(name.alias)
            whole = text.startswith(name.alias, at) and not (end < len(text) and text[end - 1 : end + 1].isalnum())
            if whole and (best is None or best.end < end):
                best = _hit(at, end, name.alias, name)
        return best

    def _walk(self, text: str, at: int) -> Iterator[tuple[int, _Node, str]]:
        """Each name that begins here: its end, its node, and a version that is written on to it."""
        node, named = self._root, None
        last = at
        for word in _WORD.finditer(text, at, at + LONGEST):
            if not _GAP.fullmatch(text, last, word.start()):
                return
            whole: _Node | None = named
            inside = 0
            for place, letter in enumerate(word[0].lower()):
                following = node.next.get(letter)
                if following is None:
                    # The number of a footnote stands close to the name: "MS-Celeb-1M3".
                    if node.name and place and _FOOTNOTE.fullmatch(word[0], place - 1):
                        yield word.start() + place, node, ""
                    elif whole is not None and _is_version(whole, word[0][inside:], _joint(text, last, word, inside)):
                        yield word.end(), whole, word[0][inside:]
                    return
                node = following
                if node.name:
                    whole, inside = node, place + 1
            last = word.end()
            named = node if node.name else None
            if node.name and last < at + LONGEST:
                yield last, node, ""


def _any_of(starts: Iterable[str], *, ahead: bool = False) -> str:
    """A pattern of these beginnings that tests a letter they share only once; nothing where there are none.

    With `ahead` it takes the first letter and looks at the others only.
    """
    by_letter: dict[str, set[str]] = {}
    for start in starts:
        if not start:
            return ""
        by_letter.setdefault(start[0], set()).add(start[1:])
    ways = []
    for letter, rests in sorted(by_letter.items()):
        rest = _any_of(rests)
        either = f"[{letter}{letter.upper()}]" if letter.isalpha() else re.escape(letter)
        following = _GAP.pattern + rest if rest else ""
        ways.append(either + (f"(?={following})" if ahead and following else following))
    return "(?:" + "|".join(ways) + ")" if ways else "(?!)"


def _hit(start: int, end: int, text: str, name: Name, version: str = "") -> Hit:
    return Hit(start, end, text, name.member, name.ambiguous, name.model, name.release, version)


def _as_printed(hit: Hit, printed: str, places: Sequence[int]) -> Hit:
    """A hit in the folded text as one in the text as printed."""
    start, end = places[hit.start], places[hit.end - 1] + 1
    return replace(hit, start=start, end=end, text=printed[start:end])


def _joint(text: str, last: int, word: re.Match[str], inside: int) -> re.Pattern[str]:
    """What may be a version by how it stands behind the name: written on to it, behind a hyphen, or apart."""
    if inside:
        return _GLUED
    hyphen = text[last : word.start()] in _HYPHENS and text[word.end() : word.end() + 1] not in _HYPHENS
    return _HYPHENED if hyphen else _VERSION


def _is_version(node: _Node, rest: str, form: re.Pattern[str]) -> bool:
    """ "V4", "Clean" on to a dataset's name: a version of it that nobody has listed."""
    if node.name is None or node.name.model or node.name.ambiguous:
        return False
    # Of a name in capitals only a number tells: "RFW-v2", and "RFWise" is another word.
    return (_VERSION if node.capitals else form).fullmatch(rest) is not None


@lru_cache(maxsize=8)
def names_of(target: Target) -> Names:
    """The names of this target and of the releases that bear on it, built once."""
    register = load_releases()
    own = [
        Name(alias, member.slug, ambiguous, member.kind is MemberKind.MODEL)
        for member in target.members
        for ambiguous, aliases in ((False, member.aliases), (True, member.ambiguous))
        for alias in aliases
    ]
    spelled, exact = release_names(register, target)
    return Names([*spelled, *own, *_longer_names(register, own)], exact)


def _longer_names(register: ReleaseRegister, own: Sequence[Name]) -> Iterator[Name]:
    """Names of other datasets that begin with one of ours: "DeepGlint-Asian" beside "DeepGlint"."""
    ours = tuple(squeeze(n.alias) for n in own if not n.model)
    for dataset in register.datasets:
        for name in dataset.names:
            if squeeze(name).startswith(ours) and squeeze(name) not in ours:
                yield Name(name, "")


def release_names(register: ReleaseRegister, target: Target) -> tuple[list[Name], list[Name]]:
    """Names of the releases that stand for a member of the target."""
    members = members_of_releases(register, target)
    models = {m.slug for m in target.members if m.kind is MemberKind.MODEL}
    spelled: list[Name] = []
    exact: list[Name] = []
    for release in register.releases:
        if member := members.get(release.slug):
            spelled += [Name(n, member, model=True, release=release.slug) for n in release.names]
            exact += [Name(n, member, model=True, release=release.slug) for n in release.cased]
    for package in register.packages:
        if package.model in models:
            exact += [Name(n, package.model, model=True) for n in package.calls]
    return spelled, exact


def members_of_releases(register: ReleaseRegister, target: Target) -> dict[str, str]:
    """By its slug the member that a release stands for: the target's model, else the data that it saw.

    A release that neither is one of a member's nor saw a member's data, nor may have, is left out.
    """
    models = {m.slug for m in target.members if m.kind is MemberKind.MODEL}
    data = [m for m in target.members if m.kind is not MemberKind.MODEL]
    by_name = {squeeze(alias): m.slug for m in data for alias in (*m.aliases, *m.ambiguous)}
    stands = (
        (r.slug, r.model if r.model in models else _data_member(r, register, by_name)) for r in register.releases
    )
    return {slug: member for slug, member in stands if member}


def _data_member(release: Release, register: ReleaseRegister, by_name: Mapping[str, str]) -> str:
    """The member whose data the release saw or may have seen, itself or through the releases it stands for."""
    seen = [release, *(register.release(slug) for slug in release.one_of)]
    names = [name for r in seen for name in (*r.data, *r.maybe)]
    return next((by_name[key] for name in names if (key := squeeze(name)) in by_name), "")
