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
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
# Unicode's confusables for the letters that names are made of: Greek and Cyrillic.
_TWINS = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυАВЕЅЗІЈКМНОРСТУХасеіјорсухѕ",
    "ABEZHIKMNOPTYXaivopuABES3IJKMHOPCTYXaceijopcyxs",
)
_TWIN = re.compile("[\u0370-\u052f]")
_LATIN = re.compile("[A-Za-z0-9\uff01-\uff5e]")
_WORD = re.compile(r"\S+")


@lru_cache(maxsize=128)
def folded(text: str) -> tuple[str, Sequence[int] | None]:
    """The text with look-alikes folded, and for each of its characters (and its end) the place in `text`.

    None stands for the places where nothing changed. Pages are asked for several lists of names: held for a while.
    """
    odd = list(_ODD.finditer(text))
    if not odd:
        return text, None
    mixed = _mixed(text)
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for match in odd:
        at = match.start()
        plain = _twin(match[0]) if at in mixed else _plain(match[0])
        pieces += [text[last:at], plain]
        places.extend(range(last, at))
        places.extend([at] * len(plain))
        last = at + 1
    pieces.append(text[last:])
    places.extend(range(last, len(text) + 1))
    return "".join(pieces), places


def fold_letters(text: str) -> str:
    """The folded text alone."""
    return folded(text)[0]


def _mixed(text: str) -> frozenset[int]:
    """Places of Greek and Cyrillic letters in words that hold Latin letters or digits too."""
    found: set[int] = set()
    if _TWIN.search(text) is None:
        return frozenset()
    for word in _WORD.finditer(text):
        if _TWIN.search(word[0]) and _LATIN.search(word[0]):
            found.update(m.start() + word.start() for m in _TWIN.finditer(word[0]))
    return frozenset(found)


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
