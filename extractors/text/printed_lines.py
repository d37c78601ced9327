"""The printed lines of a page: where each stands, how large it is and in which font."""

import ctypes
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import islice
from operator import sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from citetrail.records.text import PageText
from extractors.text.hyphens import SOFT_HYPHENS
from extractors.text.line_numbers import HIDDEN
from extractors.text.page_geometry import Corners, Placer
from extractors.text.pdfium_calls import address_of, argument, font_name, loose_edges

# Of one page, ten times a full one in two columns.
MOST_LINES = 2_000
# From the first to the last visible character; a line ends with a soft hyphen too.
_LINE = re.compile(rf"[^\s{SOFT_HYPHENS}{HIDDEN}](?:[^\r\n{SOFT_HYPHENS}]*[^\s{SOFT_HYPHENS}{HIDDEN}])?")
_FONT_NAME = 64
_USUAL_WIDTH = 0.42  # of a letter, by the height of its line


class Look(NamedTuple):
    """A printed line: raw index of its start, box in points from the top left, height of its letters, font.

    Of lines that begin in lower case the font is "" and the right end a guess.
    """

    start: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: str


_look = partial(tuple.__new__, Look)  # what naming the values would come to


class Line(NamedTuple):
    """A line of the page text with its line break, and how it was printed (None when the reader cannot tell)."""

    page: int
    start: int
    end: int
    text: str  # stripped
    look: Look | None = None


class PrintedLines:
    """The printed lines of a PDFium page, in reading order; empty ones are none. `place` is the page's.

    Where they begin is known at once. What else there is to a look is found when it is asked for, while the page is
    open: only parts and references want it.
    """

    def __init__(self, textpage: Any, place: Placer, raw: str) -> None:
        self.place = place
        self._raw, self._textpage, self._address = raw, textpage.raw, address_of(textpage.raw)
        self._spans = [match.span() for match in islice(_LINE.finditer(raw), MOST_LINES)]
        self._starts = self._edges([start for start, _ in self._spans])

    def begin_within(self, least: float) -> bool:
        """Whether it can be told at once that all lines begin on the page, in letters of so many points at least.

        When their looks were asked for it cannot: these then tell all that there is.
        """
        if "looks" in self.__dict__:
            return not self.looks
        place, lefts, tops, rights, bottoms = self.place, *(self._starts[side::4] for side in range(4))
        return not self._spans or (
            not place.rotation
            and min(min(lefts), min(rights)) >= place.left
            and max(lefts) <= place.left + place.width
            and max(bottoms) <= place.top <= min(tops) + place.height
            and min(map(sub, tops, bottoms)) >= least
        )

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """Of each line."""
        spans, raw = self._spans, self._raw
        # A line that goes on with a sentence is no heading: its font and exact end are not worth the time.
        whole = [at for at, (start, _) in enumerate(spans) if not raw[start].islower()]
        ends = iter(self._corners(self._edges([spans[at][1] - 1 for at in whole])))
        fonts = iter(self._fonts([spans[at][0] for at in whole]))
        looks = []
        for (start, end), (x0, y0, x1, y1) in zip(spans, self._corners(self._starts), strict=True):
            if raw[start].islower():
                size = round(y1 - y0, 1)
                looks.append(_look((start, x0, y0, x0 + _USUAL_WIDTH * size * (end - start), y1, size, "")))
                continue
            left, top, right, bottom = next(ends)
            # A line that begins with a raised mark has the height of its end.
            size = round(y1 - y0 if raw[start].isalpha() else max(y1 - y0, bottom - top), 1)
            # What `min` and `max` come to, in a third of their time.
            x0, y0 = left if left < x0 else x0, top if top < y0 else y0
            x1, y1 = right if right > x1 else x1, bottom if bottom > y1 else y1
            looks.append(_look((start, x0, y0, x1, y1, size, next(fonts))))
        self._spans, self._starts = [], ()  # told by the looks, beside which they would fill as much memory again
        return tuple(looks)

    def _edges(self, asked: list[int]) -> Sequence[float]:
        return loose_edges(self._address, self._indices(asked)) if asked else ()

    def _indices(self, asked: list[int]) -> list[int]:
        """PDFium counts text and characters apart; on nearly all pages the two are the same."""
        index_of, textpage, last = pdfium_c.FPDFText_GetCharIndexFromTextIndex, self._textpage, len(self._raw) - 1
        return asked if index_of(textpage, last) == last else [index_of(textpage, at) for at in asked]

    def _corners(self, edges: Sequence[float]) -> Sequence[Corners]:
        """Of characters, on the page as displayed."""
        sides = zip(edges[::4], edges[1::4], edges[2::4], edges[3::4], strict=True)
        place = self.place
        if place.rotation:
            return [place.corners((left, bottom, right, top)) for left, top, right, bottom in sides]
        dx, dy = place.left, place.top  # as `corners` does it; nearly all pages stand upright
        return [(left - dx, dy - top, right - dx, dy - bottom) for left, top, right, bottom in sides]

    def _fonts(self, asked: list[int]) -> Iterator[str]:
        """The names of the fonts of characters; "" where there is none."""
        name = ctypes.create_string_buffer(_FONT_NAME)
        textpage, place = argument(self._address), ctypes.byref(name)
        for at in self._indices(asked):
            length = font_name(textpage, at, place, _FONT_NAME, None)
            yield _decoded(name.value) if 0 < length <= _FONT_NAME else ""


@lru_cache(maxsize=512)  # a page has some ten fonts
def _decoded(name: bytes) -> str:
    return name.decode("latin-1")


class PageLooks(Sequence[Sequence[Look]]):
    """The looks of each page's lines, found when they are first asked for; none where there are no lines."""

    def __init__(self, pages: Sequence[PrintedLines | None]) -> None:
        self._pages = pages

    def __len__(self) -> int:
        return len(self._pages)

    def __getitem__(self, at: Any) -> Any:
        lines = self._pages[at]
        return lines.looks if lines else ()


def lines_of(page: PageText, looks: Sequence[Look]) -> Iterator[Line]:
    """The lines of the page text, which tile it, each with the look of the printed line that it begins with."""
    starts = [look.start for look in looks]
    number, index = page.number, page.raw_index
    start, last = 0, len(page.text)
    for text in page.text.split("\n"):
        end = start + len(text) + 1
        if end > last:
            end = last
            if start == end:
                return  # nothing after the last line break
        stripped = text.strip()
        look = None
        if stripped and starts:
            first = index[start + (len(text) - len(text.lstrip()) if text[0].isspace() else 0)]
            at = bisect_right(starts, first) - 1
            look = looks[at] if at >= 0 else None
        yield Line(number, start, end, stripped, look)
        start = end


@dataclass(frozen=True, slots=True)
class Body:
    """What most of a document's text is set in."""

    size: float
    font: str

    def differs(self, look: Look) -> bool:
        """Whether a line stands out as headings do: another font, or larger letters."""
        return (look.font != "" and look.font != self.font) or look.size > 1.08 * self.size


def body_of(lines: Sequence[Line]) -> Body | None:
    """Size and font of most characters; None when nothing tells them."""
    sizes: Counter[float] = Counter()
    fonts: Counter[tuple[float, str]] = Counter()
    for line in lines:
        look = line.look
        if look is not None and len(line.text) > 25:
            sizes[look.size] += len(line.text)
            if look.font:
                fonts[(look.size, look.font)] += 1
    for size, _ in sizes.most_common(3):
        known = [(count, font) for (own, font), count in fonts.items() if own == size]
        if known:
            return Body(size, max(known)[1])
    return None
