"""Lines in Arabic and Hebrew letters, put in the order in which they are read.

PDFs hold such letters from left to right, from right to left, or word by word in either, and often without blanks:
only where each letter stands is sure. The words are made of the places, and read from the right; digits and Latin
letters among them from the left.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from citetrail.records.text import Glyph

_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIGITS = {ord(c): str(unicodedata.digit(c)) for c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}
# Wider gaps part words, in type sizes: letters that do not join the next leave narrower ones.
_BLANK, _OTHER_SIZE = 0.21, 0.1

Word = TypeVar("Word")


def runs_right_to_left(text: str) -> bool:
    """Whether a text holds a letter of a script that is read from the right."""
    return not text.isascii() and bool(_LETTERS.search(text))


def with_ligatures_as_read(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The letters of a line as the file holds them, with those of each ligature as they are read.

    PDFium turns runs round that the file holds from left to right, and the letters of a ligature with them.
    """
    found = list(glyphs)
    for i, glyph in enumerate(found):
        if len(glyph[0]) > 1 and _LETTERS.search(glyph[0]):
            beside = found[i + 1] if i + 1 < len(found) else found[i - 1] if i else glyph
            turned = (beside[1] < glyph[1]) == (i + 1 < len(found)) and beside is not glyph
            found[i] = (glyph[0][::-1], *glyph[1:]) if turned else glyph
    return found


def words_by_place(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The words that letters on one base line make, left to right, each with its letters as they are read."""
    words: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if g[5] > 0 and not g[0].isspace()), key=lambda g: (g[1], g[3])):
        last = words[-1][-1] if words else None
        size = max(glyph[5], last[5]) if last else 0.0
        if last and abs(glyph[5] - last[5]) <= _OTHER_SIZE and glyph[1] - last[3] <= _BLANK * size:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return [_as_read(word, lambda g: g[0]) for word in words]


def read_from_right(words: Sequence[Word], text: Callable[[Word], str]) -> list[Word]:
    """The words of a line, given left to right, as they are read; as given where most letters are Latin."""
    letters = "".join(map(text, words))
    right = len(_LETTERS.findall(letters))
    latin = sum(1 for c in letters if c.isalpha()) - right
    return _as_read(words, text) if right > latin else list(words)


def letters_of(word: Iterable[Glyph]) -> str:
    """The text of a word: letters in place of the forms that they take in it, digits as others write them."""
    return unicodedata.normalize("NFKC", "".join(g[0] for g in word)).translate(_DIGITS)


def _as_read(pieces: Sequence[Word], text: Callable[[Word], str]) -> list[Word]:
    """The pieces from the right; those of letters and digits read from the left stay among themselves as they are."""
    found: list[Word] = []
    for from_left, group in groupby(reversed(pieces), key=lambda p: _from_left(text(p))):
        run = list(group)
        found += reversed(run) if from_left else run
    return found


def _from_left(text: str) -> bool:
    return not _LETTERS.search(text.translate(_DIGITS)) and any(c.isalnum() for c in text)
