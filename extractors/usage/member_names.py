"""Finds the names of a family in text, in every spelling that differs by case, spaces and hyphens only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from citetrail.records.target_files import squeeze
from citetrail.records.targets import Member, Target

# Letters and digits of the Latin script only: Chinese text runs into a name without a space.
_LETTERS = r"0-9A-Za-z\u00c0-\u024f"
_WORD = re.compile(rf"[{_LETTERS}]+")
# What may stand between the parts of one name: at most three separators, one line break among them.
_GAP = re.compile(r"[\s\-‐-―−_/'’.]{0,3}")
_FOOTNOTE = re.compile(r"[A-Za-z]\d{1,2}")
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


@dataclass(slots=True)
class _Node:
    """A place in the tree of squeezed names; `member` is set where a name ends."""

    next: dict[str, "_Node"] = field(default_factory=dict)
    member: str = ""
    ambiguous: bool = False
    capitals: bool = False


class Names:
    """The names of one target. `find` reads a text once, whatever the number of names."""

    def __init__(self, target: Target) -> None:
        self._root = _Node()
        self._starts: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        for member in target.members:
            for alias in member.aliases:
                self._add(alias, member, ambiguous=False)
            for alias in member.ambiguous:
                self._add(alias, member, ambiguous=True)

    def _add(self, alias: str, member: Member, *, ambiguous: bool) -> None:
        node = self._root
        key = squeeze(alias)
        for letter in key:
            node = node.next.setdefault(letter, _Node())
        if node.member:
            return
        node.member, node.ambiguous = member.slug, ambiguous
        # RFW, PFE, DREAM: a name in capitals is a word or a surname otherwise.
        letters = [c for c in alias if c.isalpha()]
        node.capitals = all(c.isupper() for c in letters) and not any(c.isdigit() for c in alias)
        self._starts.add(key[:2])

    def find(self, text: str, *, most: int = MOST_HITS_A_PAGE) -> list[Hit]:
        """The hits from left to right, longest first where several begin; at most `most`."""
        found: list[Hit] = []
        end = 0
        for start in self._candidates().finditer(text):
            if start.start() < end:
                continue
            hit = self._longest(text, start.start())
            if hit is not None:
                found.append(hit)
                end = hit.end
                if len(found) >= most:
                    break
        return found

    def _candidates(self) -> re.Pattern[str]:
        """Places where a name may begin: at a word's start, by the first two letters."""
        if self._pattern is None:
            # "C-MS-Celeb": the two may be apart.
            starts = "|".join(sorted(_GAP.pattern.join(map(re.escape, s)) for s in self._starts))
            self._pattern = re.compile(rf"(?<![{_LETTERS}])(?={starts})", re.I)
        return self._pattern

    def _longest(self, text: str, at: int) -> Hit | None:
        best: Hit | None = None
        for end, node in self._walk(text, at):
            printed = text[at:end]
            if not node.capitals or printed.isupper():
                best = Hit(at, end, printed, node.member, node.ambiguous)
        return best

    def _walk(self, text: str, at: int) -> Iterator[tuple[int, _Node]]:
        """Each name that begins here: its end and its node."""
        node = self._root
        last = at
        for word in _WORD.finditer(text, at, at + LONGEST):
            if not _GAP.fullmatch(text, last, word.start()):
                return
            for place, letter in enumerate(word[0].lower()):
                following = node.next.get(letter)
                if following is None:
                    # The number of a footnote stands close to the name: "MS-Celeb-1M3".
                    if node.member and place and _FOOTNOTE.fullmatch(word[0], place - 1):
                        yield word.start() + place, node
                    return
                node = following
            last = word.end()
            if node.member and last < at + LONGEST:
                yield last, node


@lru_cache(maxsize=8)
def names_of(target: Target) -> Names:
    """The names of this target, built once."""
    return Names(target)
