"""Whether the hyphen at a line's end belongs to the word: "MS-Celeb-1M" keeps it, "recognition" does not."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import islice, takewhile

# PDFium writes a hyphen at a line's end as U+FFFE and leaves the line break out; U+00AD is Unicode's own.
SOFT_HYPHENS = "\ufffe\u00ad"
# Printed hyphens: the ASCII one, and Unicode's own for the same sign.
HYPHENS = "-\u2010"
# It begins with one set of characters, which `re` looks for in one loop.
_LINE_END = re.compile(rf"[{SOFT_HYPHENS}{HYPHENS}](?:(?<=[{SOFT_HYPHENS}])[\r\n]*|(?<=[{HYPHENS}])[\r\n]+)")
# Letters, small ones, digits and hyphens stay, "?" stands for each letter beyond ASCII; all else parts words.
_SPACED = bytes(ord(chr(c).lower()) if chr(c).isalnum() or chr(c) in "-?" else 32 for c in range(128)) + b" " * 128
# The capitals beyond ASCII whose small letters are not: dotted I and the sign for kelvin.
_SMALL_IN_ASCII = "\u0130", "\u212a"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# First halves that keep the hyphen before a whole word.
_STARTS = _words(
    """
    anti coarse cross data deep domain dual end few fine fixed full global hard high ill inter intra k large
    left local long low many max mid mini multi off on one open pair per pixel point pose pre quasi real right
    second semi short single small so soft spatial state sub task three time top two up user view weakly well
    zero
    """
)
# Second halves that join to a whole word with a hyphen.
_ENDS = _words(
    """
    agnostic and assisted aware based by centric connected dependent dimensional down driven efficient end
    equivariant free friendly grained guided in independent induced informed intensive invariant label layer
    level like of off oriented out preserving rank scale sensitive shot side size source space specific stage
    step supervised tailed the to trained tuned tuning up wide wise
    """
)
# Prefixes that are no words, though "inter-class" may make them look like one.
_PREFIXES = _words("inter intra super trans hyper micro macro multi under over counter")
_LONG = 5  # letters from which a half that is a word elsewhere is taken for one
_STEM = 6  # letters that make a word recognisable without its ending
_ENDING = 3
_MOST_LIKE = 30
# Letters before the break of a name such as "VG-GFace2"; longer runs of capitals are names of their own.
_ACRONYM = 3


class Vocabulary:
    """The words of one document, without those that a line's end breaks. Kept as ASCII: it is made for every page."""

    def __init__(self, raws: Iterable[str]) -> None:
        self._counts: Counter[bytes] = Counter()
        for raw in raws:
            first, *broken = _LINE_END.split(raw)
            whole = [first.rpartition(" ")[0] if broken else first]
            whole += [piece.partition(" ")[2].rpartition(" ")[0] for piece in broken[:-1]]
            whole += [piece.partition(" ")[2] for piece in broken[-1:]]
            self._counts.update(_encoded(" ".join(whole)).translate(_SPACED).split())

    def count(self, word: str) -> int:
        return self._counts.get(_ascii(word), 0)  # what is missing costs a Counter a call

    def has_part(self, word: str) -> bool:
        """Whether it stands as a word, or as a part of a hyphened one."""
        return _ascii(word) in self._parts

    def knows_stem(self, word: str) -> bool:
        """The word, or one that differs in its ending only ("landmark" for "landmarks")."""
        if self.count(word):
            return True
        if len(word) < _STEM:
            return False
        stem = _ascii(word[: max(_STEM, len(word) - _ENDING)])
        at = bisect_left(self._sorted, stem)
        near = takewhile(lambda other: other.startswith(stem), islice(self._sorted, at, at + _MOST_LIKE))
        return any(len(other) <= len(word) + _ENDING for other in near)

    @cached_property
    def _parts(self) -> frozenset[bytes]:
        return frozenset(b"-".join(self._counts).split(b"-"))

    @cached_property
    def _sorted(self) -> list[bytes]:
        return sorted(self._counts)


def _ascii(text: str) -> bytes:
    return text.lower().encode("ascii", "replace")


def _encoded(text: str) -> bytes:
    """As `_ascii`, but that capitals of ASCII stay: to make the letters of a page small takes as long as the rest."""
    return (text.lower() if any(c in text for c in _SMALL_IN_ASCII) else text).encode("ascii", "replace")


def keeps_hyphen(left: str, right: str, words: Vocabulary) -> bool:
    """Whether the hyphen between the halves of a broken word belongs to it.

    The rest of the document decides. Where it does not, numbers and names in capitals keep their hyphen
    ("DukeMTMC-reID"), and so do two whole words ("rule-based").
    """
    if not left or not right:
        return True
    tail = left.rpartition("-")[2]
    whole, hyphened = words.count(tail + right), words.count(f"{left}-{right}")
    if whole or hyphened:
        return hyphened >= whole
    if right[0].isdigit() or left[-1].isdigit():
        return True
    if right[0].isupper() or left[-1].isupper():
        return not _is_broken_name(left, right, words)
    if tail != left:
        return not words.knows_stem(tail + right)
    return _is_compound(left.lower(), right.lower(), words)


def _is_broken_name(left: str, right: str, words: Vocabulary) -> bool:
    """Whether neither half is a name of its own: "VG" + "GFace2", but not "C-MS" + "Celeb"."""
    acronym = (
        left.isalpha() and left.isupper() and 1 < len(left) <= _ACRONYM and len(right) > 1 and right[0].isupper()
    )
    return acronym and not words.has_part(left) and not words.has_part(right)


def _is_compound(left: str, right: str, words: Vocabulary) -> bool:
    known = words.has_part(right)
    if left in ("non", "self") and len(right) > 3:
        return True
    if words.knows_stem(left + right):
        return False
    if left in _STARTS:
        return known or right in _ENDS
    if right in _ENDS:
        return len(left) > 3 and words.has_part(left)
    long = min(len(left), len(right)) >= _LONG and left not in _PREFIXES
    return long and known and words.has_part(left)
