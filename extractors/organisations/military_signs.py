"""Which military rules a string may satisfy, told by its letters: one cheap question before the dear ones.

A rule asks for certain words, and these hold certain letters in a row however they are inflected or lose their marks.
A string without them cannot satisfy the rule, so that its expression is neither asked nor even compiled.
"""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from extractors.organisations.force_words import GROUPS, force_words, lower, signs_of
from extractors.organisations.name_words import word_list

Sign = tuple[str, ...]  # pieces of text in lower case; a string has the sign where it has them all
# The rules of name_rules.csv; those of force_words.csv have a group for each language and kind.
NAMED = "names"
# Pieces are found by their first letters.
_BEGINNING = 3
# A shorter piece is looked for only where a sign has no longer one: more words hold it.
_LONG = 5
# Affiliations repeat their words; one of another kind is a page's, and the memory of it is bounded.
_MOST_WORDS = 20_000


class SignTable:
    """Finds the groups whose signs a text has. Words are looked at once: most are those of the string before."""

    def __init__(self, signs: Mapping[str, Iterable[Sign]]) -> None:
        """`signs` are those of each group."""
        pairs = [(group, sign) for group, told in signs.items() for sign in told]
        common = Counter(piece for _, sign in pairs for whole in sign for piece in _words(whole))
        self._of_piece: dict[str, list[tuple[str, Sign]]] = defaultdict(list)
        for group, sign in pairs:
            self._of_piece[_rarest(sign, common)].append((group, sign))
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for piece in self._of_piece:
            self._by_beginning[piece[:_BEGINNING]].append(piece)
        self._sizes = sorted({len(b) for b in self._by_beginning})
        self._ascii_sizes = sorted({len(b) for b in self._by_beginning if b.isascii()})
        self._known: dict[str, tuple[tuple[str, Sign], ...]] = {}
        self._without: set[str] = set()

    def groups(self, text: str) -> frozenset[str]:
        """The groups one of whose signs the text has."""
        lowered = lower(text)
        found = set()
        for word in set(_words(lowered)) - self._without:  # nine words in ten have been seen, and are of no sign
            for group, sign in self._known.get(word) or self._look_at(word):
                if group not in found and all(piece in lowered for piece in sign):
                    found.add(group)
        return frozenset(found)

    def _look_at(self, word: str) -> tuple[tuple[str, Sign], ...]:
        sizes = self._ascii_sizes if word.isascii() else self._sizes
        beginnings = {word[i : i + size] for size in sizes for i in range(len(word) - size + 1)}
        pieces = (p for b in beginnings & self._by_beginning.keys() for p in self._by_beginning[b] if p in word)
        signs = tuple(pair for piece in pieces for pair in self._of_piece[piece])
        if len(self._known) + len(self._without) >= _MOST_WORDS:
            self._known, self._without = {}, set()
        if signs:
            self._known[word] = signs
        else:
            self._without.add(word)
        return signs


def _words(text: str) -> list[str]:
    """What stands between blanks and commas: with its comma a word would have to be looked at once more."""
    return text.replace(",", " ").split()


def _rarest(sign: Sign, common: Mapping[str, int]) -> str:
    """The piece by which a sign is looked for: "tentara" of "rumah sakit tentara", which fewer signs share."""
    pieces = [piece for whole in sign for piece in _words(whole)]
    long = [piece for piece in pieces if len(piece) >= _LONG] or [max(pieces, key=len)]
    return min(long, key=lambda piece: (common[piece], -len(piece)))


@functools.lru_cache(maxsize=1_000)
def military_groups(text: str) -> frozenset[str]:
    """The groups of military rules that a text may satisfy; asked of one string several times."""
    return _table().groups(text)


@functools.cache
def _table() -> SignTable:
    signs: dict[str, Iterable[Sign]] = {NAMED: [(lower(sign),) for sign in word_list("military sign")]}
    for language, kinds in force_words().items():
        for kind, telling in GROUPS.items():
            signs[group_of(language, kind)] = [s for k in telling for w in kinds.get(k, ()) for s in signs_of(w)]
    return SignTable(signs)


def group_of(language: str, kind: str) -> str:
    """The group of a rule made of the words of `force_words.csv`."""
    return f"force-words-{language}-{kind}"
