"""PDFium's functions that are called for every letter or line, with plain addresses and numbers as arguments.

pypdfium2.raw checks and wraps each argument by its type, which takes longer than what the function does. Addresses
are those of handles that pypdfium2 holds open, or of memory that ctypes holds. Where a call is made for each letter
or object of a page, even turning a number into an address takes a third of the time: such functions take addresses
as ctypes passes them on, made once by `argument` or `ctypes.byref`.
"""

import ctypes
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

# One page of a paper has some 5,000 characters; beyond this a page is an attack, and is cut.
MOST_CHARS_A_PAGE = 5_000_000
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
# An address, as functions that are bare take it.
argument = ctypes.c_void_p.from_param
# Characters or objects that are asked for in one go, with room for what PDFium tells of each.
AT_ONCE = 1_024


def address_of(handle: Any) -> int:
    """Of a raw handle of pypdfium2."""
    address = ctypes.cast(handle, _ADDRESS).value
    assert address is not None
    return address


def _quick(function: Any, returns: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(returns, *arguments)(address_of(function))


def _bare(function: Any, returns: Any) -> Any:
    """Takes addresses as arguments made before and numbers that fit into C's int; nothing is checked or converted."""
    return ctypes.PYFUNCTYPE(returns)(address_of(function))


# (text page, index) -> the page object that paints the character, None for none
text_object = _quick(pdfium_c.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
# text object -> its font
font_of = _quick(pdfium_c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
# bare (text page, index, FS_RECTF to fill) -> whether there is such a character
_loose_box = _bare(pdfium_c.FPDFText_GetLooseCharBox, _INT)
# (text page, index, FS_MATRIX to fill) -> whether there is such a character
char_matrix = _quick(pdfium_c.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
# (text page, index, two doubles to fill: x, y) -> whether there is such a character
char_origin = _quick(pdfium_c.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
# (text page, index) -> type size before the matrix
char_size = _quick(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
# bare (text page, index) -> radians clockwise that the character is turned
char_angle = _bare(pdfium_c.FPDFText_GetCharAngle, ctypes.c_float)
# bare (text page, index, buffer, its length, None) -> length of the font's name with its end
font_name = _bare(pdfium_c.FPDFText_GetFontInfo, ctypes.c_ulong)

# (text page, index) -> 1 where neither a map nor a name told the letter, and PDFium took its code for it
is_guessed = _quick(pdfium_c.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)


def raw_text(textpage: Any) -> str:
    """All characters of a text page, one for each of PDFium's text indices (UTF-16 units stay apart)."""
    count = min(pdfium_c.FPDFText_CountChars(textpage), MOST_CHARS_A_PAGE)
    if count <= 0:
        return ""
    return text_of(textpage, count)


def text_of(textpage: Any, count: int) -> str:
    """The first characters of a text page, so many of PDFium's text indices."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = max(0, pdfium_c.FPDFText_GetText(textpage, 0, count, buffer) - 1)
    text = bytes(memoryview(buffer)[:written]).decode("utf-16-le", "surrogatepass")
    return text if len(text) == written else "".join(map(chr, buffer[:written]))


def loose_edges(textpage: int, indices: Sequence[int]) -> Sequence[float]:
    """Left, top, right and bottom of the room that each character takes, one after the other, PDF coordinates.

    Zeros for a character that is not there.
    """
    edges: list[float] = []
    for boxes in _filled(textpage, indices):
        edges += boxes.tolist()
    return edges


def loose_sides(textpage: int, indices: Sequence[int]) -> tuple[Sequence[float], Sequence[float]]:
    """The left edges alone, and the right ones."""
    lefts: list[float] = []
    rights: list[float] = []
    for boxes in _filled(textpage, indices):
        lefts += boxes[::4].tolist()
        rights += boxes[2::4].tolist()
    return lefts, rights


def _filled(textpage: int, indices: Sequence[int]) -> Iterator["memoryview[float]"]:
    """The edges of so many characters at once, in memory that the next ones take."""
    room = four_each(ctypes.c_float)
    for at in range(0, len(indices), AT_ONCE):
        asked = indices[at : at + AT_ONCE]
        room.clear()
        deque(map(_loose_box, repeat(argument(textpage)), asked, room.places[0]), maxlen=0)
        yield room.values[: 4 * len(asked)]


class FourEach:
    """Memory for four values of each of `AT_ONCE` things: all that a rectangle or a colour has."""

    def __init__(self, kind: Any) -> None:
        self._memory = (kind * (4 * AT_ONCE))()
        self._size, step = ctypes.sizeof(self._memory), ctypes.sizeof(kind)
        # Of the first value of each thing, of the second, third and fourth.
        self.places = [
            [ctypes.byref(self._memory, at) for at in range(n * step, self._size, 4 * step)] for n in range(4)
        ]
        self.values = memoryview(self._memory).cast("B").cast(kind._type_)

    def small(self, count: int) -> tuple[bytes, bytes, bytes, bytes]:
        """The four values of the first things, where they are integers below 256."""
        step = self._size // AT_ONCE
        lowest = bytes(memoryview(self._memory).cast("B")[: count * step])
        return lowest[::step], lowest[step // 4 :: step], lowest[step // 2 :: step], lowest[step // 4 * 3 :: step]

    def clear(self) -> None:
        """PDFium fills nothing in for what is not there."""
        ctypes.memset(self._memory, 0, self._size)


@lru_cache(maxsize=2)
def four_each(kind: Any) -> FourEach:
    """The memory for values of a kind, made once: PDFium works for one caller at a time."""
    return FourEach(kind)


# (page, integer to fill: where it goes on, address to fill: the link) -> whether there is one more link
next_link = _quick(pdfium_c.FPDFLink_Enumerate, _INT, *[_ADDRESS] * 3)
# link -> its action, None for none; action -> PDFACTION_…
action_of = _quick(pdfium_c.FPDFLink_GetAction, _ADDRESS, _ADDRESS)
action_type = _quick(pdfium_c.FPDFAction_GetType, ctypes.c_ulong, _ADDRESS)
# (document, action, buffer, its length) -> length of the address with its end
action_address = _quick(pdfium_c.FPDFAction_GetURIPath, ctypes.c_ulong, *[_ADDRESS] * 3, ctypes.c_ulong)
# (link, FS_RECTF to fill) -> whether it has a place on the page
link_bounds = _quick(pdfium_c.FPDFLink_GetAnnotRect, _INT, _ADDRESS, _ADDRESS)
# page -> how many objects it has; bare (page, index) -> the object; the same for a form object
page_objects = _quick(pdfium_c.FPDFPage_CountObjects, _INT, _ADDRESS)
page_object = _bare(pdfium_c.FPDFPage_GetObject, _ADDRESS)
form_objects = _quick(pdfium_c.FPDFFormObj_CountObjects, _INT, _ADDRESS)
form_object = _bare(pdfium_c.FPDFFormObj_GetObject, _ADDRESS)
# What follows is bare.
# object -> FPDF_PAGEOBJ_…
object_type = _bare(pdfium_c.FPDFPageObj_GetType, _INT)
# (object, four floats to fill: left, bottom, right, top) -> whether it has an extent
object_bounds = _bare(pdfium_c.FPDFPageObj_GetBounds, _INT)
# (object, four unsigned integers to fill: red, green, blue, alpha) -> whether it has a plain colour
object_colour = _bare(pdfium_c.FPDFPageObj_GetFillColor, _INT)
# text object -> FPDF_TEXTRENDERMODE_…
render_mode = _bare(pdfium_c.FPDFTextObj_GetTextRenderMode, _INT)
# (path, integer to fill: how it is filled, integer to fill: whether it is drawn) -> whether it is a path
draw_mode = _bare(pdfium_c.FPDFPath_GetDrawMode, _INT)
# (text object, float to fill) -> whether it has a size; in units of its matrix
text_size = _bare(pdfium_c.FPDFTextObj_GetFontSize, _INT)
# (object, FS_MATRIX to fill) -> whether it has one
object_matrix = _bare(pdfium_c.FPDFPageObj_GetMatrix, _INT)
