"""Strings of the layout found again in the page text, so that quotations are verbatim and boxes can be drawn."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from citetrail.records.identifiers import title_key
from citetrail.records.text import PageText

# Beyond this a page is no page of a paper; headers stand at its beginning.
MOST_CHARS = 200_000
_BRACKETS, _BRACKETS_END = ("(", "（"), (")", "）")
# Plain letters and digits together, any other character by itself: it may stand for two (“ﬁ”), or for none.
_LETTERS = re.compile(r"[0-9A-Za-z]+|[^\x00-\x7f]")


@dataclass(frozen=True)
class Squeezed:
    """A page's letters and digits alone, compared without case, each with its place in the page text."""

    page: PageText

    @cached_property
    def _parts(self) -> tuple[str, list[int]]:
        letters: list[str] = []
        places: list[int] = []
        for match in _LETTERS.finditer(self.page.text, 0, MOST_CHARS):
            start, end = match.span()
            found = title_key(match[0])
            letters.append(found)
            places += range(start, end) if len(found) == end - start else [start] * len(found)
        return "".join(letters), places

    def find(self, text: str, after: int = 0) -> tuple[int, int] | None:
        """Where the page text says it, from `after` on and else anywhere; None when it does not."""
        wanted = title_key(text)
        letters, places = self._parts
        if len(wanted) < 2:
            return None
        at = self._whole(wanted, letters, places, bisect_left(places, after))
        if at < 0 and after:
            at = self._whole(wanted, letters, places, 0)
        if at < 0:
            return None
        return self._opened(text, places[at]), self._closed(places[at], places[at + len(wanted) - 1] + 1)

    def _opened(self, text: str, start: int) -> int:
        """Take in the bracket that the text opens with: "(주)", "(株)"."""
        opens = text[:1] in _BRACKETS and self.page.text[start - 1 : start] == text[:1]
        return start - 1 if opens and text[2:3] in _BRACKETS_END else start

    def _whole(self, wanted: str, letters: str, places: list[int], start: int) -> int:
        """The first place that begins and ends with a word; "Meta" is not found in "Metadata"."""
        for _ in range(50):
            at = letters.find(wanted, start)
            if at < 0:
                return -1
            last = places[at + len(wanted) - 1] + 1
            text = self.page.text
            ends = last >= len(text) or not (text[last].isalpha() and text[last - 1].isalpha())
            begins = places[at] == 0 or not (text[places[at] - 1].isalpha() and text[places[at]].isalpha())
            begins = begins or self._after_mark(places[at])
            if ends and begins:
                return at
            start = at + 1
        return -1

    def _after_mark(self, at: int) -> bool:
        """Whether only a letter that marks it stands before the word: "aSchool"."""
        text = self.page.text
        return text[at].isupper() and (at < 2 or not text[at - 2].isalpha())

    def _closed(self, start: int, end: int) -> int:
        """Take in a bracket that closes, and the full stop of an abbreviation."""
        text = self.page.text
        if text.count("(", start, end) > text.count(")", start, end):
            close = text.find(")", end, end + 6)
            if close >= 0 and not any(c.isalnum() for c in text[end:close]):
                end = close + 1
        word = text[start:end].rsplit(None, 1)[-1] if end > start else ""
        if (
            end < len(text)
            and text[end] == "."
            and word.split(".")[-1].lower() in {"inc", "ltd", "co", "corp", "univ", "dept"}
        ):
            end += 1
        return end


# What belongs to a title before its first letter and behind its last; full stops, commas and marks do not.
_OPENS = "¿¡\"“„‘'«‹([「『《〈（"
_CLOSES = "?!？！…\"”’'»›)]」』》〉）"


def printed_title(title: str, squeezed: Squeezed) -> tuple[int, int] | None:
    """Where the page text says a title, with its question mark, quotation marks and brackets; None if it does not."""
    found = squeezed.find(title)
    if found is None:
        return None
    text = squeezed.page.text
    words = [i for i, c in enumerate(title) if c.isalnum()]
    before, behind = text[: found[0]][::-1], text[found[1] :]
    opening = _marks(title[: words[0]][::-1], _OPENS, before)
    return found[0] - opening, found[1] + _marks(title[words[-1] + 1 :], _CLOSES, behind)


def _marks(marks: str, known: str, text: str) -> int:
    """How many characters of the text are these marks, up to the first that is not known or not there."""
    taken = 0
    for mark in marks.replace(" ", ""):
        at = taken + (text[taken : taken + 1] == " ")  # French sets a blank before the question mark
        if mark not in known or text[at : at + 1] != mark:
            break
        taken = at + 1
    return taken


def fold(text: str) -> str:
    """White space folded: how `raw` relates to the page text."""
    return " ".join(text.split())
