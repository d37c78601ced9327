"""Letters that look like others, as what they look like, with the way back: a quotation stays as it is printed."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Characters that are no ordinary letters, digits or signs of Latin text.
_ODD = re.compile(
    "[\u00ad\u0370-\u052f\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2064\u2100-\u214f\u2212\ufb00-\ufb06\ufe58\ufe63\ufeff"
    "\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
# The same, found in one loop over all that is ASCII.
_ODD_FOUND = re.compile(rf"[^\x00-\x7f](?<={_ODD.pattern})")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
# Unicode's confusables for the letters that names are made of: Greek and Cyrillic.
_TWINS = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυАВЕЅЗІЈКМНОРСТУХасеіјорсухѕ",
    "ABEZHIKMNOPTYXaivopuABES3IJKMHOPCTYXaceijopcyxs",
)
_TWIN = re.compile("[\u0370-\u052f]")
_LATIN = re.compile("[A-Za-z0-9\uff01-\uff5e]")


@lru_cache(maxsize=128)
def folded(text: str) -> tuple[str, Sequence[int] | None]:
    """The text with look-alikes folded, and for each of its characters (and its end) the place in `text`.

    None stands for the places where nothing changed. Pages are asked for several lists of names: held for a while.
    """
    odd = [match.start() for match in _ODD_FOUND.finditer(text)]
    if not odd:
        return text, None
    mixed = _mixed(text)
    plain = [_twin(text[at]) if at in mixed else _plain(text[at]) for at in odd]
    pieces: list[str] = []
    last = 0
    for at, letters in zip(odd, plain, strict=True):
        pieces += [text[last:at], letters]
        last = at + 1
    pieces.append(text[last:])
    return "".join(pieces), _places(odd, plain, len(text))


def _places(odd: Sequence[int], plain: Sequence[str], length: int) -> Sequence[int]:
    """Where each character of the folded text, and its end, stands in a text of this length."""
    if all(len(letters) == 1 for letters in plain):
        return range(length + 1)  # as in nearly all texts
    places: list[int] = []
    last = 0
    for at, letters in zip(odd, plain, strict=True):
        places.extend(range(last, at))
        places.extend([at] * len(letters))
        last = at + 1
    places.extend(range(last, length + 1))
    return places


def fold_letters(text: str) -> str:
    """The folded text alone."""
    return folded(text)[0]


def _mixed(text: str) -> frozenset[int]:
    """Places of Greek and Cyrillic letters in words that hold Latin letters or digits too."""
    found: set[int] = set()
    end = 0
    for twin in _TWIN.finditer(text):
        if twin.start() >= end:
            word = _word_around(text, twin.start())
            end = word[1]
            if _LATIN.search(text, *word):
                found.update(m.start() for m in _TWIN.finditer(text, *word))
    return frozenset(found)


def _word_around(text: str, at: int) -> tuple[int, int]:
    """From white space to white space."""
    start, end = at, at + 1
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _twin(letter: str) -> str:
    return letter.translate(_TWINS)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    if _UNSEEN.fullmatch(letter):
        return ""
    if _HYPHENS.fullmatch(letter):
        return "-"
    return unicodedata.normalize("NFKC", letter) if _ODD.fullmatch(letter) else letter
