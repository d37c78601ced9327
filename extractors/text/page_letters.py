"""The letters of a page with their fonts, sizes and boxes, as PDFium has them.

A letter's box is as wide as its advance and as high as its type size, from the font's descender up: what differs
between neighbours is then their setting and not the shape of their glyphs (as in pdfminer.six's `LTChar`).
"""

import ctypes
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import repeat
from math import isfinite
from operator import eq, sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from extractors.text.page_geometry import Placer
from extractors.text.tex_fonts import misread

MOST_CHARS = 30_000
# Of the type size: at a wider gap words or columns may stand apart (pdfminer.six's `word_margin`).
WORD_MARGIN = 0.1
# Pages that were scanned and then read by machine stand a little askew; for a reader their letters stand upright.
MOST_ASKEW = 0.02
# A soft hyphen, and PDFium's mark for a hyphen at a line's end.
_HYPHENS = {"\u00ad": "-", "\ufffe": "-"}
_FONT_NAME = 128

Glyph = tuple[str, float, float, float, float, float, str]
Corners = tuple[float, float, float, float]


def _quick(function: Any, returns: Any, *arguments: Any) -> Any:
    """The same function of PDFium, called with plain addresses: half the time, and one call a letter adds up."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(returns, *arguments)(address)


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_object_of = _quick(pdfium_c.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_font_of = _quick(pdfium_c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_loose_box_of = _quick(pdfium_c.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)


class Turn(Enum):
    """Which way letters stand on the page as displayed."""

    UPRIGHT = auto()
    UP = auto()  # read upwards, as stamps in the left margin are
    DOWN = auto()
    OTHER = auto()


class _Setting(NamedTuple):
    """What the letters of one text object share; lengths in points, places from the top left of the page."""

    font: str
    size: float
    turn: Turn
    base: tuple[float, float]  # a point of the base line
    below: float  # from the base line to the lower edge of the letters' boxes


class PageLetters:
    """The letters of one page in the order of the file, without those that PDFium puts in between."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self.place = Placer(page)
        self.textpage = textpage.raw
        self.address = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        self.count = max(0, min(pdfium_c.FPDFText_CountChars(self.textpage), MOST_CHARS))
        self.fonts: dict[int, tuple[str, float]] = {}

    def pieces(self) -> Iterator[list[Glyph]]:
        """Glyphs of one text object that stand close together: a line is one piece or several."""
        text = self._text()
        for start, end in self._runs():
            kept = [at for at in range(start, end) if text[at] not in "\r\n"]
            if not kept:
                continue
            # The spaces that PDFium puts in between belong to an object, but do not say how it is set.
            setting = self._setting(next((at for at in kept if text[at] != " "), kept[-1]))
            known = misread(setting.font)
            letters = [known.get(text[at], text[at]) for at in kept] if known else [text[at] for at in kept]
            if setting.turn is Turn.UPRIGHT and self.place.rotation == 0:
                yield from _cut(self._upright(kept, letters, setting))
            else:
                yield from self._turned(kept, letters, setting)

    def _upright(self, indices: Sequence[int], letters: Sequence[str], setting: _Setting) -> list[Glyph]:
        low = setting.base[1] + setting.below
        y0, y1, size, font = round(low - setting.size, 2), round(low, 2), round(setting.size, 2), setting.font
        x0s, x1s = self._advances(indices)
        if not isfinite(sum(x0s) + sum(x1s) + low + size):
            return []  # a damaged file may put its letters nowhere
        same = zip(letters, x0s, repeat(y0), x1s, repeat(y1), repeat(size), repeat(font))
        glyphs = [glyph for glyph in same if glyph[0] != " " or glyph[1] != glyph[3]]
        return _ligated(glyphs) if any(map(eq, x0s, x0s[1:])) else glyphs

    def _text(self) -> Sequence[str]:
        """A string for each of PDFium's characters; the second half of a surrogate pair is empty."""
        count, textpage = self.count, self.textpage
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium_c.FPDFText_GetText(textpage, 0, count, buffer) - 1
        # PDFium counts text and characters apart; on nearly all pages the two are the same.
        last = count - 1
        if written == count and pdfium_c.FPDFText_GetTextIndexFromCharIndex(textpage, last) == last:
            codes: Sequence[int] = buffer[:count]
        else:
            codes = [self._code(at) for at in range(count)]
        text = [_HYPHENS.get(letter, letter) for letter in map(chr, codes)]
        for at, letter in enumerate(text[:-1]):
            if "\ud800" <= letter < "\udc00" <= text[at + 1] < "\ue000":
                text[at] = (letter + text[at + 1]).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
                text[at + 1] = ""
        return text

    def _code(self, at: int) -> int:
        hyphen = pdfium_c.FPDFText_IsHyphen(self.textpage, at) == 1
        return 0xFFFE if hyphen else int(pdfium_c.FPDFText_GetUnicode(self.textpage, at))

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Stretches of characters that are of one text object, which PDFium keeps together."""
        start, address = 0, self.address
        while start < self.count:
            own = _object_of(address, start)
            inside, step = start, 1
            while inside + step < self.count and _object_of(address, inside + step) == own:
                inside += step
                step *= 2
            while step > 1:
                step //= 2
                if inside + step < self.count and _object_of(address, inside + step) == own:
                    inside += step
            yield start, inside + 1
            start = inside + 1

    def _setting(self, at: int) -> _Setting:
        font, descent = self._font(at)
        m = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self.textpage, at, m)
        a, b, c, d = _as_displayed(m.a, m.b, m.c, m.d, self.place.rotation)
        size = pdfium_c.FPDFText_GetFontSize(self.textpage, at) * (abs(d) if abs(d) > abs(c) else abs(c))
        # The matrix places the text object; where its letters stand also depends on their rise.
        left, base = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self.textpage, at, left, base)
        x, y, _, _ = self.place.corners((left.value, base.value, left.value, base.value))
        return _Setting(font, size, _turn(a, b, c, d), (x, y), -descent * size)

    def _font(self, at: int) -> tuple[str, float]:
        """The font's name and how deep its letters go below the base line (negative, in ems)."""
        font = _font_of(_object_of(self.address, at)) or 0
        if font not in self.fonts:
            name = ctypes.create_string_buffer(_FONT_NAME)
            length = pdfium_c.FPDFText_GetFontInfo(self.textpage, at, name, _FONT_NAME, None)
            descent = ctypes.c_float()
            if font:
                pdfium_c.FPDFFont_GetDescent(ctypes.cast(font, pdfium_c.FPDF_FONT), 1.0, descent)
            known = name.value.decode("latin-1") if 0 < length <= _FONT_NAME else ""
            self.fonts[font] = known, descent.value
        return self.fonts[font]

    def _advances(self, indices: Sequence[int]) -> tuple[list[float], list[float]]:
        """From where to where each character takes room on an upright line."""
        boxes = (pdfium_c.FS_RECTF * len(indices))()
        first, step = ctypes.addressof(boxes), ctypes.sizeof(pdfium_c.FS_RECTF)
        places = range(first, first + step * len(indices), step)
        for _ in map(_loose_box_of, repeat(self.address), indices, places):
            pass
        edges = memoryview(boxes).cast("B").cast("f").tolist()
        left = self.place.left
        return [x - left for x in edges[::4]], [x - left for x in edges[2::4]]

    def _turned(self, indices: Sequence[int], letters: Sequence[str], setting: _Setting) -> Iterator[list[Glyph]]:
        """Each letter by itself: on the page as displayed they may stand above each other."""
        for at, letter in zip(indices, letters, strict=True):
            x0, y0, x1, y1 = self._turned_box(at, setting)
            if isfinite(x0 + y0 + x1 + y1) and (x1 > x0 or letter != " "):
                yield [(letter, x0, y0, x1, y1, round(y1 - y0, 2), setting.font)]

    def _turned_box(self, at: int, setting: _Setting) -> Corners:
        """The box of a letter's glyph, and across the reading direction that of its type size."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium_c.FPDFText_GetCharBox(self.textpage, at, left, right, bottom, top)
        x0, y0, x1, y1 = self.place.corners((left.value, bottom.value, right.value, top.value))
        (x, y), size, below = setting.base, setting.size, setting.below
        if setting.turn is Turn.UPRIGHT:
            y0, y1 = y + below - size, y + below
        elif setting.turn is Turn.UP:
            x0, x1 = x + below - size, x + below
        elif setting.turn is Turn.DOWN:
            x0, x1 = x - below, x - below + size
        return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)


def _cut(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on one base line, cut where a gap asks whether words or columns stand apart there."""
    if not glyphs:
        return
    height = glyphs[0][4] - glyphs[0][2]
    narrow, back = WORD_MARGIN * height, -height
    x0s, x1s = [g[1] for g in glyphs], [g[3] for g in glyphs]
    start = 0
    for at, gap in enumerate(map(sub, x0s[1:], x1s), start=1):
        if gap > narrow or gap < back:
            yield glyphs[start:at]
            start = at
    yield glyphs[start:]


def _ligated(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Letters on one spot become one glyph: they were printed as a ligature."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        if joined and joined[-1][1:] == glyph[1:] and glyph[3] > glyph[1]:
            joined[-1] = (joined[-1][0] + glyph[0], *glyph[1:])
        else:
            joined.append(glyph)
    return joined


def _as_displayed(a: float, b: float, c: float, d: float, rotation: int) -> Corners:
    """A text matrix's linear part on the page as it is turned for display (clockwise)."""
    if rotation == 90:
        return b, -a, d, -c
    if rotation == 180:
        return -a, -b, -c, -d
    if rotation == 270:
        return -b, a, -d, c
    return a, b, c, d


def _turn(a: float, b: float, c: float, d: float) -> Turn:
    if a > 0 and d > 0 and abs(b) <= MOST_ASKEW * a:
        return Turn.UPRIGHT
    if abs(a) <= MOST_ASKEW * abs(b) and abs(d) <= MOST_ASKEW * abs(c):
        return Turn.UP if b > 0 > c else Turn.DOWN if b < 0 < c else Turn.OTHER
    return Turn.OTHER
