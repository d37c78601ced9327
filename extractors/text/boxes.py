"""Where on the page a span of its text stands."""

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from citetrail.records.text import Box, PageReader, PageText
from extractors.text.open_pdf import OpenPdf, as_open_pdf
from extractors.text.page_geometry import Placer, merge_lines

# Of one quotation: a rectangle a line and one more where the font changes; a damaged page gives thousands.
MOST_RECTANGLES = 200


def boxes_of(pdf: OpenPdf | bytes, page: PageText, spans: Sequence[tuple[int, int]]) -> tuple[tuple[Box, ...], ...]:
    """For each span of `page.text` one box a printed line, in points from the top left of the page as displayed.

    A page that does not open again has no boxes.
    """
    with as_open_pdf(pdf) as known:
        if page.reader is not PageReader.PDFIUM:
            from extractors.text.pdfminer_layout import miner_boxes

            return miner_boxes(known.data, page, spans)
        try:
            handle, textpage = known.page(page.number)
        except pypdfium2.PdfiumError:
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
