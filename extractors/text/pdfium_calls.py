"""PDFium's functions that are called for every letter or line, with plain addresses and numbers as arguments.

pypdfium2.raw checks and wraps each argument by its type, which takes longer than what the function does. Addresses
are those of handles that pypdfium2 holds open, or of memory that ctypes holds.
"""

import ctypes
from collections import deque
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def address_of(handle: Any) -> int:
    """Of a raw handle of pypdfium2."""
    address = ctypes.cast(handle, _ADDRESS).value
    assert address is not None
    return address


def _quick(function: Any, returns: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(returns, *arguments)(address_of(function))


# (text page, index) -> the page object that paints the character, None for none
text_object = _quick(pdfium_c.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
# text object -> its font
font_of = _quick(pdfium_c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
# (text page, index, FS_RECTF to fill) -> whether there is such a character
_loose_box = _quick(pdfium_c.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
# (text page, index, buffer, its length, None) -> length of the font's name with its end
font_name = _quick(pdfium_c.FPDFText_GetFontInfo, ctypes.c_ulong, _ADDRESS, _INT, _ADDRESS, ctypes.c_ulong, _ADDRESS)


def loose_edges(textpage: int, indices: Sequence[int]) -> Sequence[float]:
    """Left, top, right and bottom of the room that each character takes, one after the other, PDF coordinates.

    Zeros for a character that is not there.
    """
    boxes = (pdfium_c.FS_RECTF * len(indices))()
    first, step = ctypes.addressof(boxes), ctypes.sizeof(pdfium_c.FS_RECTF)
    places = range(first, first + step * len(indices), step)
    deque(map(_loose_box, repeat(textpage), indices, places), maxlen=0)
    edges: Sequence[float] = memoryview(boxes).cast("B").cast("f").tolist()
    return edges
