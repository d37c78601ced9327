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

from extractors.boxes import Placer
from extractors.hyphens import SOFT_HYPHENS
from extractors.line_numbers import HIDDEN
from records.text import PageText

MOST_LINES = 2_000
# From the first to the last visible character; a line ends with a soft hyphen too.
_LINE = re.compile(rf"[^\s{SOFT_HYPHENS}{HIDDEN}](?:[^\r\n{SOFT_HYPHENS}]*[^\s{SOFT_HYPHENS}{HIDDEN}])?")
_FONT_NAME = 64


class Look(NamedTuple):
    """A printed line: raw index of its start, box in points from the top left, height of its letters, font."""

    start: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page text with its line break, and how it was printed (None when the reader cannot tell)."""

    page: int
    start: int
    end: int
    text: str  # stripped
    look: Look | None = None


def looks_of(textpage: Any, page: Any, raw: str) -> tuple[Look, ...]:
    """The looks of a PDFium page's lines, in reading order; empty lines have none."""
    if not raw:
        return ()
    place = Placer(page)
    # PDFium counts text and characters apart; on nearly all pages the two are the same.
    shifted = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, len(raw) - 1) != len(raw) - 1
    rectangle = pdfium_c.FS_RECTF()
    name = ctypes.create_string_buffer(_FONT_NAME)
    looks: list[Look] = []
    for match in islice(_LINE.finditer(raw), MOST_LINES):
        start, end = match.span()
        first, last = start, end - 1
        if shifted:
            first = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, first)
            last = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, last)
        ax0, ay0, ax1, ay1 = place.corners(_loose_box(textpage, first, rectangle))
        bx0, by0, bx1, by1 = place.corners(_loose_box(textpage, last, rectangle))
        length = pdfium_c.FPDFText_GetFontInfo(textpage, first, name, _FONT_NAME, None)
        font = name.value.decode("latin-1") if 0 < length <= _FONT_NAME else ""
        size = round(min(ay1 - ay0, by1 - by0) or ay1 - ay0, 1)
        box = (min(ax0, bx0), min(ay0, by0), max(ax1, bx1), max(ay1, by1))
        looks.append(Look(start, *box, size, font))
    return tuple(looks)


def _loose_box(textpage: Any, at: int, rectangle: Any) -> tuple[float, float, float, float]:
    if not pdfium_c.FPDFText_GetLooseCharBox(textpage, at, rectangle):
        return (0.0, 0.0, 0.0, 0.0)
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top


def lines_of(page: PageText, looks: Sequence[Look]) -> Iterator[Line]:
    """The lines of the page text, which tile it, each with the look of the printed line that it begins with."""
    starts = [look.start for look in looks]
    start = 0
    while start < len(page.text):
        end = page.text.find("\n", start)
        end = len(page.text) if end < 0 else end + 1
        text = page.text[start:end]
        stripped = text.strip()
        look = None
        if stripped and starts:
            first = page.raw_index[start + len(text) - len(text.lstrip())]
            at = bisect_right(starts, first) - 1
            look = looks[at] if at >= 0 else None
        yield Line(page.number, start, end, stripped, look)
        start = end


@dataclass(frozen=True, slots=True)
class Body:
    """What most of a document's text is set in."""

    size: float
    font: str

    def differs(self, look: Look) -> bool:
        """Whether a line stands out as headings do: another font, or larger letters."""
        return look.font != self.font or look.size > 1.08 * self.size


def body_of(lines: Sequence[Line]) -> Body | None:
    """Size and font of most characters; None when nothing tells them."""
    weights: Counter[tuple[float, str]] = Counter()
    for line in lines:
        if line.look is not None and len(line.text) > 25:
            weights[(line.look.size, line.look.font)] += len(line.text)
    if not weights:
        return None
    return Body(*weights.most_common(1)[0][0])
