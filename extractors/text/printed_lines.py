"""The printed lines of a page: where each stands, how large it is and in which font."""

import ctypes
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from citetrail.records.text import PageText
from extractors.text.hyphens import SOFT_HYPHENS
from extractors.text.line_numbers import HIDDEN
from extractors.text.page_geometry import Corners, Placer
from extractors.text.pdfium_calls import Address, address_of, font_name, loose_edges

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


class Line(NamedTuple):
    """A line of the page text with its line break, and how it was printed (None when the reader cannot tell)."""

    page: int
    start: int
    end: int
    text: str  # stripped
    look: Look | None = None


def looks_of(textpage: Any, place: Placer, raw: str) -> tuple[Look, ...]:
    """The looks of a PDFium page's lines, in reading order; empty lines have none. `place` is the page's."""
    spans = [match.span() for match in islice(_LINE.finditer(raw), MOST_LINES)]
    if not spans:
        return ()
    address = address_of(textpage.raw)
    # A line that goes on with a sentence is no heading: its font and exact end are not worth the time.
    whole = [at for at, (start, _) in enumerate(spans) if not raw[start].islower()]
    asked = [start for start, _ in spans] + [spans[at][1] - 1 for at in whole]
    indices = _indices(textpage.raw, raw, asked)
    boxes = _boxes(address, indices, place)
    ends: list[Corners | None] = [None] * len(spans)
    for at, box in zip(whole, boxes[len(spans) :], strict=True):
        ends[at] = box
    font_at = _FontNames(address)
    looks = []
    for (start, end), (x0, y0, x1, y1), last, index in zip(spans, boxes, ends, indices, strict=False):
        if last is None:
            size = round(y1 - y0, 1)
            looks.append(Look(start, x0, y0, x0 + _USUAL_WIDTH * size * (end - start), y1, size, ""))
            continue
        left, top, right, bottom = last
        # A line that begins with a raised mark has the height of its end.
        size = y1 - y0 if raw[start].isalpha() else max(y1 - y0, bottom - top)
        edges = (min(x0, left), min(y0, top), max(x1, right), max(y1, bottom))
        looks.append(Look(start, *edges, round(size, 1), font_at(index)))
    return tuple(looks)


def _indices(textpage: Any, raw: str, asked: list[int]) -> list[int]:
    """PDFium counts text and characters apart; on nearly all pages the two are the same."""
    index_of = pdfium_c.FPDFText_GetCharIndexFromTextIndex
    last = len(raw) - 1
    return asked if index_of(textpage, last) == last else [index_of(textpage, at) for at in asked]


def _boxes(address: int, indices: Sequence[int], place: Placer) -> list[Corners]:
    """Of characters, on the page as displayed."""
    edges = loose_edges(address, indices)
    sides = zip(edges[::4], edges[1::4], edges[2::4], edges[3::4], strict=True)
    if place.rotation:
        return [place.corners((left, bottom, right, top)) for left, top, right, bottom in sides]
    dx, dy = place.left, place.top  # as `corners` does it; nearly all pages stand upright
    return [(left - dx, dy - top, right - dx, dy - bottom) for left, top, right, bottom in sides]


class _FontNames:
    """The names of the fonts of a page's characters; "" where there is none."""

    def __init__(self, textpage: int) -> None:
        self._textpage = Address(textpage)
        self._name = ctypes.create_string_buffer(_FONT_NAME)
        self._place = Address(ctypes.addressof(self._name))

    def __call__(self, at: int) -> str:
        length = font_name(self._textpage, at, self._place, _FONT_NAME, None)
        return self._name.value.decode("latin-1") if 0 < length <= _FONT_NAME else ""


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
