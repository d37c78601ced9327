"""Where on the page a span of its text stands."""

import ctypes
import math
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from citetrail.records.text import Box, PageText
from extractors.text.pdfium_session import open_page

MOST_RECTANGLES = 200


def boxes_of(data: bytes, page: PageText, spans: Sequence[tuple[int, int]]) -> tuple[tuple[Box, ...], ...]:
    """For each span of `page.text` one box a printed line, in points from the top left of the page as displayed.

    A page that another reader read, or that does not open again, has no boxes.
    """
    if page.reader != "pdfium":
        from extractors.text.layout import miner_boxes

        return miner_boxes(data, page, spans)
    try:
        handle, textpage = open_page(data, page.number)
    except (pypdfium2.PdfiumError, IndexError):
        return tuple(() for _ in spans)
    place = Placer(handle)
    return tuple(_boxes(textpage.raw, page, start, end, place) for start, end in spans)


def _boxes(textpage: Any, page: PageText, start: int, end: int, place: "Placer") -> tuple[Box, ...]:
    if not 0 <= start < end <= len(page.text):
        return ()
    first = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, page.raw_index[start])
    last = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, page.raw_index[end - 1])
    if first < 0 or last < first:
        return ()
    count = min(pdfium_c.FPDFText_CountRects(textpage, first, last - first + 1), MOST_RECTANGLES)
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    boxes = []
    for at in range(count):
        if pdfium_c.FPDFText_GetRect(textpage, at, left, top, right, bottom):
            box = place((left.value, bottom.value, right.value, top.value))
            if box.x1 > box.x0 and box.y1 > box.y0:
                boxes.append(box)
    return merge_lines(boxes)


def merge_lines(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Neighbouring boxes of one printed line become one."""
    merged: list[Box] = []
    for box in boxes:
        if merged and _same_line(merged[-1], box):
            last = merged[-1]
            merged[-1] = Box(min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            merged.append(box)
    return tuple(merged)


def _same_line(a: Box, b: Box) -> bool:
    overlap = min(a.y1, b.y1) - max(a.y0, b.y0)
    lower = min(a.y1 - a.y0, b.y1 - b.y0)
    near = b.x0 - a.x1 < 3 * max(a.y1 - a.y0, b.y1 - b.y0) and b.x0 >= a.x0 - 1
    return overlap > 0.5 * lower and near


class Placer:
    """From PDF coordinates to the page as displayed: crop box and rotation taken into account."""

    def __init__(self, page: Any) -> None:
        self.rotation = page.get_rotation()
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.width, self.height = page.get_size()

    def __call__(self, rectangle: tuple[float, float, float, float]) -> Box:
        """The rectangle as a box that lies within the page."""
        x0, y0, x1, y1 = self.corners(rectangle)
        return Box(within(x0, self.width), within(y0, self.height), within(x1, self.width), within(y1, self.height))

    def corners(self, rectangle: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1) from the top left, as the file says, which may be off the page."""
        left, bottom, right, top = rectangle
        if self.rotation == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def within(value: float, limit: float) -> float:
    """A coordinate on the page, 0..limit; what is no number is at its edge."""
    if not math.isfinite(value):
        return 0.0
    return round(min(max(value, 0.0), limit), 2)
