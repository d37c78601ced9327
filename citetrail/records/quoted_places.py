"""Where words that somebody quoted stand in the text of a document, whatever their program made of it.

Programs differ in spaces, hyphens, ligatures and quotation marks, so that letters and digits are compared alone.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

MOST_PLACES = 200  # of one quotation that are looked at
_AROUND = 24  # letters before and after that are compared
Place = tuple[int, int, int]  # page from 1, and the half-open range of its text


class NotFound(Exception):
    """The words stand in no place, or in several; the message says which."""


def locate(pages: Sequence[str], quote: str, *, prefix: str = "", suffix: str = "", page: int | None = None) -> Place:
    """The one place of a quotation. Page, prefix and suffix decide between several. Raises NotFound."""
    wanted, _ = letters(quote)
    if not wanted:
        raise NotFound("it quotes no words")
    found = list(islice(_places(pages, wanted), MOST_PLACES))
    if not found:
        raise NotFound("its words are not in the text of the document")
    before, after = letters(prefix)[0][-_AROUND:], letters(suffix)[0][:_AROUND]
    found = [hit for hit in found if hit[0] == page] or found
    found = [hit for hit in found if before and hit[3].endswith(before)] or found
    found = [hit for hit in found if after and hit[4].startswith(after)] or found
    if len(found) > 1:
        raise NotFound(f"its words stand in {len(found)} places, and neither page nor context tells which")
    return found[0][:3]


def letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text without case and ligatures, and where in the text each of them stands."""
    kept: list[str] = []
    at: list[int] = []
    for position, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                kept.append(letter)
                at.append(position)
    return "".join(kept), at


def _places(pages: Sequence[str], wanted: str) -> Iterator[tuple[int, int, int, str, str]]:
    """Every place, with the letters before and after it."""
    for number, text in enumerate(pages, start=1):
        plain, at = letters(text)
        start = plain.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            around = plain[max(0, start - _AROUND) : start], plain[end : end + _AROUND]
            yield number, at[start], at[end - 1] + 1, *around
            start = plain.find(wanted, start + 1)
