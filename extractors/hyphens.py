"""Whether the hyphen at a line's end belongs to the word: "MS-Celeb-1M" keeps it, "recognition" does not."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

# PDFium writes a hyphen at a line's end as U+FFFE and leaves the line break out; U+00AD is Unicode's own.
SOFT_HYPHENS = "\ufffe\u00ad"
# A word that no line's end breaks, neither before nor after.
_WORD = re.compile(rf"(?<![\w{SOFT_HYPHENS}])(?<!-\n)[^\W\d_][^\W_]*(?:-[^\W_]+)*(?![\w{SOFT_HYPHENS}]|-[\r\n])")
# First halves that keep the hyphen before a whole word.
_STARTS = re.compile(
    "anti|coarse|cross|data|deep|domain|dual|end|few|fine|fixed|full|global|hard|high|ill|inter|intra|k|large|left"
    "|local|long|low|many|max|mid|mini|multi|off|on|one|open|pair|per|pixel|point|pose|pre|quasi|real|right"
    "|second|semi|short|single|small|so|soft|spatial|state|sub|task|three|time|top|two|up|user|view|weakly|well|zero"
)
# Second halves that join to a whole word with a hyphen.
_ENDS = re.compile(
    "agnostic|and|assisted|aware|based|by|centric|connected|dependent|dimensional|down|driven|efficient|end"
    "|equivariant|free|friendly|grained|guided|in|independent|induced|informed|intensive|invariant|label|layer|level"
    "|like|of|off|oriented|out|preserving|rank|scale|sensitive|shot|side|size|source|space|specific|stage|step"
    "|supervised|tailed|the|to|trained|tuned|tuning|up|wide|wise"
)
# Prefixes that are no words, though "inter-class" may make them look like one.
_PREFIXES = re.compile("inter|intra|super|trans|hyper|micro|macro|multi|under|over|counter")
_LONG = 5  # letters from which a half that is a word elsewhere is taken for one
_STEM = 6  # letters that make a word recognisable without its ending
_ACRONYM = 3


class Vocabulary:
    """The words of one document in lower case, those left out that a line's end breaks."""

    def __init__(self, raws: Iterable[str]) -> None:
        self.counts: Counter[str] = Counter()
        for raw in raws:
            self.counts.update(_WORD.findall(raw.replace("\r\n", "\n").lower()))

    @cached_property
    def parts(self) -> frozenset[str]:
        """All words and the parts of hyphened ones."""
        return frozenset(part for word in self.counts for part in word.split("-"))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Words without up to three letters of ending."""
        long = [word for word in self.counts if len(word) > _STEM]
        return frozenset(word[: len(word) - cut] for word in long for cut in range(min(3, len(word) - _STEM) + 1))

    def knows_stem(self, word: str) -> bool:
        """The word, or one that differs in its ending only ("landmark" for "landmarks")."""
        cuts = range(min(3, max(0, len(word) - _STEM)) + 1)
        return self.counts[word] > 0 or any(word[: len(word) - cut] in self.stems for cut in cuts)


def keeps_hyphen(left: str, right: str, words: Vocabulary) -> bool:
    """Whether the hyphen between the halves of a broken word belongs to it.

    The rest of the document decides. Where it does not, numbers and names in capitals keep their hyphen
    ("DukeMTMC-reID"), and so do two whole words ("rule-based").
    """
    if not left or not right:
        return True
    tail = left.rpartition("-")[2]
    whole = words.counts[f"{tail}{right}".lower()]
    if whole or words.counts[f"{left}-{right}".lower()]:
        return words.counts[f"{left}-{right}".lower()] >= whole
    if right[0].isdigit() or left[-1].isdigit():
        return True
    if right[0].isupper() or left[-1].isupper():
        return not _is_broken_name(left, right, words)
    if tail != left:
        return not words.knows_stem(f"{tail}{right}".lower())
    return _is_compound(left.lower(), right.lower(), words)


def _is_broken_name(left: str, right: str, words: Vocabulary) -> bool:
    """Whether neither half is a name of its own: "VG" + "GFace2", but not "C-MS" + "Celeb"."""
    acronym = (
        left.isalpha() and left.isupper() and 1 < len(left) <= _ACRONYM and len(right) > 1 and right[0].isupper()
    )
    return acronym and left.lower() not in words.parts and right.lower() not in words.parts


def _is_compound(left: str, right: str, words: Vocabulary) -> bool:
    known = right in words.parts
    if left in ("non", "self") and len(right) > 3:
        return True
    if words.knows_stem(left + right):
        return False
    if _STARTS.fullmatch(left):
        return known or _ENDS.fullmatch(right) is not None
    if _ENDS.fullmatch(right):
        return len(left) > 3 and left in words.parts
    long = min(len(left), len(right)) >= _LONG and not _PREFIXES.fullmatch(left)
    return long and known and left in words.parts
