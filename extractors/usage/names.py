"""Finds the names of a family in text, in every spelling that differs by case, spaces and hyphens only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from records.target_files import squeeze
from records.targets import Member, Target

# Letters and digits of the Latin script only: Chinese text runs into a name without a space.
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+")
# What may stand between the parts of one name: at most three separators, one line break among them.
_GAP = re.compile(r"[\s\-‐-―−_/'’.]{0,3}")
MOST_WORDS = 12
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
        words = list(_WORD.finditer(text))
        found: list[Hit] = []
        index = 0
        while index < len(words) and len(found) < most:
            hit, used = self._longest(text, words, index)
            if hit is not None:
                found.append(hit)
            index += used
        return found

    def _longest(self, text: str, words: list[re.Match[str]], index: int) -> tuple[Hit | None, int]:
        word = words[index]
        if word[0][:2].lower() not in self._starts and len(word[0]) > 1:
            return None, 1
        best: Hit | None = None
        used = 1
        for count, end, node in self._walk(text, words, index):
            printed = text[word.start() : end]
            if node.capitals and not printed.isupper():
                continue
            best, used = Hit(word.start(), end, printed, node.member, node.ambiguous), count
        return best, used

    def _walk(self, text: str, words: list[re.Match[str]], index: int) -> Iterator[tuple[int, int, _Node]]:
        """Each name that begins at this word: words used, end of the name, its node."""
        node = self._root
        last = words[index].start()
        for count, word in enumerate(words[index : index + MOST_WORDS], start=1):
            if count > 1 and not _GAP.fullmatch(text, last, word.start()):
                return
            for letter in word[0].lower():
                following = node.next.get(letter)
                if following is None:
                    return
                node = following
            last = word.end()
            if node.member:
                yield count, last, node


@lru_cache(maxsize=8)
def names_of(target: Target) -> Names:
    """The names of this target, built once."""
    return Names(target)
