"""The text of pages whose letters run down the page as displayed: PDFium reads them in the order of their lines only
when the page is turned until they stand upright.

Letters that run up the page, or stand on their heads, it reads in order as they are.
"""

from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

from extractors.text.pdfium_calls import address_of, argument, char_angle

# So many letters, spread over the page, show how most of them stand; with fewer on it they are a stamp in a margin.
_SAMPLE, _FEWEST = 40, 400
# Radians clockwise of a quarter turn, and how far a letter may be from it; degrees that take it back.
_QUARTER, _NEARLY, _BACK = 1.5708, 0.1, 270
_WHOLE_TURN = 6.2832


def text_page(page: Any) -> Any:
    """The text page of a pypdfium2 page, which keeps its rotation. Raises PdfiumError where there is none."""
    textpage = page.get_textpage()
    if not _runs_down(page, textpage):
        return textpage
    textpage.close()
    rotation = page.get_rotation()
    page.set_rotation((rotation + _BACK) % 360)
    try:
        return page.get_textpage()
    finally:
        page.set_rotation(rotation)


def _runs_down(page: Any, textpage: Any) -> bool:
    count = pdfium_c.FPDFText_CountChars(textpage.raw)
    if count < _FEWEST:
        return False
    shown = page.get_rotation() / 90 * _QUARTER
    places = range(0, count, count // _SAMPLE)
    angles = map(char_angle, repeat(argument(address_of(textpage.raw))), places)
    down: int = sum(abs((angle + shown) % _WHOLE_TURN - _QUARTER) < _NEARLY for angle in angles)
    return 2 * down > len(places)
