"""The letters of a page with their fonts, sizes and boxes, as PDFium has them.

A letter's box is as wide as its advance and as high as its type size, from the font's descender up: what differs
between neighbours is then their setting and not the shape of their glyphs (as in pdfminer.six's `LTChar`).
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from enum import Enum, auto
from math import isfinite, nan
from operator import eq
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from citetrail.records.text import Glyph
from extractors.text import pdfium_calls as calls
from extractors.text.glyphs import plain
from extractors.text.page_geometry import Corners, Placer
from extractors.text.pdfium_calls import address_of, font_of, text_object
from extractors.text.tex_fonts import misread

# Of one page, six times a full one: letters beyond are not laid out.
MOST_CHARS = 30_000
# Pages that were scanned and then read by machine stand a little askew; for a reader their letters stand upright.
MOST_ASKEW = 0.02
# A soft hyphen, and PDFium's mark for a hyphen at a line's end.
_HYPHENS = str.maketrans("\u00ad\ufffe", "--")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BETWEEN = (" ", "\r", "\n")
# Letters and digits that may be marks, "a" and "a)": at the end of a word, or before a capital.
_MAY_BE_MARKS = re.compile(r"[a-z\d]+[)\]]?(?![^\W_])|(?<![^\W_])[a-z\d]{1,2}[)\]]?(?=[^\W\d_a-z])")
_MOST_MARKS = 4  # letters of one mark, at the end of a word
# Superscripts that a font has as glyphs of their own, as shares of the type size: their ink begins so far above the
# base line, where that of every other letter and digit stands on it, and they are drawn about so large.
_RISE, _DRAWN = 0.25, 0.65
_WIDTHS = 50  # in an em, by which advances are told apart
# Of a letter, in points. A damaged file may put letters nowhere; what is no number is not below this either.
WIDEST = 100_000
_FONT_NAME = 128


class Turn(Enum):
    """Which way letters stand on the page as displayed."""

    UPRIGHT = auto()
    UP = auto()  # read upwards, as stamps in the left margin are
    DOWN = auto()
    OVER = auto()  # upside down
    OTHER = auto()


class _Setting(NamedTuple):
    """What the letters of one text object share; lengths in points, places from the top left of the page."""

    font: str
    size: float
    turn: Turn
    base: tuple[float, float]  # a point of the base line
    below: float  # from the base line to the lower edge of the letters' boxes


class PageLetters:
    """The letters of one page in the order of the file, without those that PDFium puts in between.

    `hidden` are the addresses of text objects that are left out, `named` what stands in place of PDFium's letters;
    `turned` is how far, in degrees and clockwise, the page is turned beyond what the file says.
    """

    def __init__(self, page: Any, textpage: Any, hidden: Set[int], named: Mapping[int, str], turned: int = 0) -> None:
        self.place = Placer(page, turned)
        self.turned = turned
        self.turns: Counter[Turn] = Counter()  # letters that stand so, counted while they are read
        self.textpage = textpage.raw
        self.address = address_of(textpage.raw)
        self.count = max(0, min(pdfium_c.FPDFText_CountChars(self.textpage), MOST_CHARS))
        self.hidden = hidden
        self.named = named
        self.fonts: dict[int, tuple[str, float]] = {}
        # Written to by PDFium, again and again: making them for each call takes as long as the call.
        self.matrix, self.x, self.y = pdfium_c.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        self.at_matrix, self.at_x, self.at_y = map(ctypes.addressof, (self.matrix, self.x, self.y))
        # From where to where each character takes room on an upright line, PDF coordinates.
        self.x0s: Sequence[float] = ()
        self.x1s: Sequence[float] = ()
        self.on_line: dict[str, set[tuple[str, int]]] = {}  # by font: letters and widths that are no superscripts
        self.edges = tuple(ctypes.c_double() for _ in range(4))

    def runs(self) -> Iterator[list[Glyph]]:
        """The glyphs of one text object after the other: they share font, size and, when upright, their base line."""
        text = self._text()
        self.x0s, self.x1s = x0s, x1s = calls.loose_sides(self.address, range(self.count))
        left = self.place.left
        for start, end in self._runs():
            if self.hidden and text_object(self.address, start) in self.hidden:
                continue
            letters = text[start:end]
            at: int | None = start
            if letters[0] in _BETWEEN:
                at = next((n for n, letter in enumerate(letters, start) if letter not in _BETWEEN), None)
            if at is None:
                continue  # nothing but what PDFium put in between, which does not say how it is set
            setting = self._setting(at)
            if known := misread(setting.font):
                letters = [known.get(letter, letter) for letter in letters]
            self.turns[setting.turn] += end - start
            if setting.turn is not Turn.UPRIGHT or self.place.rotation:
                yield from self._turned(range(start, end), letters, setting)
                continue
            low, size = setting.base[1] + setting.below, setting.size
            if not isfinite(low + size):
                continue
            marks = self._marks(start, letters, setting)
            if not marks:
                heights = round(low - size, 2), round(low, 2)
                yield _upright(letters, (x0s[start:end], x1s[start:end]), left, heights, round(size, 2), setting.font)
            for first, last, rise in _stretches(marks, len(letters)):
                own = slice(start + first, start + last)
                yield _upright(letters[first:last], (x0s[own], x1s[own]), left, *_band(setting, rise), setting.font)

    def _marks(self, start: int, letters: Sequence[str], setting: _Setting) -> list[tuple[int, int, float]]:
        """From where to where letters are superscripts, and how high above the base line; seldom any."""
        text = "".join(letters)
        if len(text) != len(letters):
            return []
        marks: list[tuple[int, int, float]] = []
        known = self.on_line.setdefault(setting.font, set())
        ems, x0s, x1s = _WIDTHS / (setting.size or 1.0), self.x0s, self.x1s
        for found in _MAY_BE_MARKS.finditer(text):
            first, last = found.span()
            end = start + last - 1
            if (text[last - 1], int(ems * (x1s[end] - x0s[end]) + 0.5)) in known:
                continue  # nearly all letters; asked here, since a call for each would cost more than the rest
            at = last
            while at > max(first, last - _MOST_MARKS) and self._is_raised(
                start + at - 1, text[at - 1], setting, known
            ):
                at -= 1
            if at < last and text[at].isalnum() and self._stands_beside(start, text, at, last, setting, known):
                marks.append((at, last, self._rise(start + at)))
        return marks

    def _stands_beside(
        self, start: int, text: str, first: int, last: int, setting: _Setting, known: set[tuple[str, int]]
    ) -> bool:
        """Whether the letter beside a mark stands on the base line; in a damaged font all may seem raised."""
        beside = first - 1 if first and text[first - 1].isalnum() else last
        return beside >= len(text) or not self._is_raised(start + beside, text[beside], setting, known)

    def _is_raised(self, at: int, letter: str, setting: _Setting, known: set[tuple[str, int]]) -> bool:
        """Whether a letter's ink begins above the base line; that of a bracket begins below it otherwise.

        Only letters as wide as none of those `known` are looked at: a superscript has an advance of its own.
        """
        width = int(_WIDTHS * (self.x1s[at] - self.x0s[at]) / (setting.size or 1.0) + 0.5)
        if (letter, width) in known:
            return False
        if self._rise(at) > (_RISE if letter.isalnum() else 0.0) * setting.size:
            return True
        known.add((letter, width))
        return False

    def _rise(self, at: int) -> float:
        """How far above its base line the ink of an upright letter begins, in points."""
        left, right, bottom, top = self.edges
        pdfium_c.FPDFText_GetCharBox(self.textpage, at, left, right, bottom, top)
        pdfium_c.FPDFText_GetCharOrigin(self.textpage, at, self.x, self.y)
        return float(bottom.value - self.y.value) if top.value > bottom.value else 0.0

    def _text(self) -> list[str]:
        """A string for each of PDFium's characters; the second half of a surrogate pair is empty."""
        count, textpage = self.count, self.textpage
        text = calls.text_of(textpage, count)
        # PDFium counts text and characters apart; on nearly all pages the two are the same.
        last = count - 1
        if len(text) != count or pdfium_c.FPDFText_GetTextIndexFromCharIndex(textpage, last) != last:
            text = "".join(chr(self._code(at)) for at in range(count))
        text = text.translate(_HYPHENS)
        letters = list(text)
        for match in _SURROGATES.finditer(text):
            at = match.start()
            letters[at] = match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            letters[at + 1] = ""
        for at, sign in self.named.items():
            if at < count:
                letters[at] = plain(sign)
        return letters

    def _code(self, at: int) -> int:
        hyphen = pdfium_c.FPDFText_IsHyphen(self.textpage, at) == 1
        return 0xFFFE if hyphen else int(pdfium_c.FPDFText_GetUnicode(self.textpage, at))

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Stretches of characters that are of one text object, which PDFium keeps together."""
        start, address = 0, self.address
        while start < self.count:
            own = text_object(address, start)
            inside, step = start, 1
            # What PDFium put in between is of no object, and a mark of one letter may stand between two line ends; on
            # pages set sideways it puts letters of other objects in between.
            by_one = own is None or self.turned
            while by_one and inside + 1 < self.count and text_object(address, inside + 1) == own:
                inside += 1
            while not by_one and inside + step < self.count and text_object(address, inside + step) == own:
                inside += step
                step *= 2
            while step > 1:
                step //= 2
                if inside + step < self.count and text_object(address, inside + step) == own:
                    inside += step
            yield start, inside + 1
            start = inside + 1

    def _setting(self, at: int) -> _Setting:
        address, m, x, y = self.address, self.matrix, self.x, self.y
        font, descent = self._font(at)
        calls.char_matrix(address, at, self.at_matrix)
        # The matrix places the text object; where its letters stand also depends on their rise.
        calls.char_origin(address, at, self.at_x, self.at_y)
        a, b, c, d = _as_displayed(m.a, m.b, m.c, m.d, self.place.rotation)
        size = calls.char_size(address, at) * max(abs(d), abs(c))
        left, top, _, _ = self.place.corners((x.value, y.value, x.value, y.value))
        return _Setting(font, size, _turn(a, b, c, d), (left, top), -descent * size)

    def _font(self, at: int) -> tuple[str, float]:
        """The font's name and how deep its letters go below the base line (negative, in ems)."""
        font = font_of(text_object(self.address, at)) or 0
        if font not in self.fonts:
            name = ctypes.create_string_buffer(_FONT_NAME)
            length = pdfium_c.FPDFText_GetFontInfo(self.textpage, at, name, _FONT_NAME, None)
            descent = ctypes.c_float()
            if font:
                pdfium_c.FPDFFont_GetDescent(ctypes.cast(font, pdfium_c.FPDF_FONT), 1.0, descent)
            known = name.value.decode("latin-1") if 0 < length <= _FONT_NAME else ""
            self.fonts[font] = known, descent.value
        return self.fonts[font]

    def _turned(self, indices: Sequence[int], letters: Sequence[str], setting: _Setting) -> Iterator[list[Glyph]]:
        """Each letter by itself: on the page as displayed they may stand above each other."""
        for at, letter in zip(indices, letters, strict=True):
            if letter in ("\r", "\n"):
                continue
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


def _stretches(marks: Sequence[tuple[int, int, float]], count: int) -> Iterator[tuple[int, int, float]]:
    """The marks and what stands between them, with their rise; nothing where there are no marks."""
    done = 0
    for first, last, rise in marks:
        if done < first:
            yield done, first, 0.0
        yield first, last, rise
        done = last
    if marks and done < count:
        yield done, count, 0.0


def _band(setting: _Setting, rise: float) -> tuple[tuple[float, float], float]:
    """Upper and lower edge of letters on a base line or raised from it, and their size."""
    share = _DRAWN if rise else 1.0
    low, size = setting.base[1] - rise + share * setting.below, share * setting.size
    return (round(low - size, 2), round(low, 2)), round(size, 2)


def _upright(
    letters: Sequence[str],
    edges: tuple[Sequence[float], Sequence[float]],
    left: float,
    heights: tuple[float, float],
    size: float,
    font: str,
) -> list[Glyph]:
    """Glyphs on one base line; letters on one spot were printed as a ligature and are one glyph.

    Spaces without a width are PDFium's own, as line ends are: it puts them where it sees a gap.
    """
    y0, y1 = heights
    x0s, x1s = edges
    if True not in map(eq, x0s, x0s[1:]):
        glyphs = [
            (letter, x0 - left, y0, x1 - left, y1, size, font)
            for letter, x0, x1 in zip(letters, x0s, x1s, strict=True)
            if letter >= " " and x0 < x1 < x0 + WIDEST
        ]
        # What takes no room of its own mostly ends a run; elsewhere letters are looked at one by one.
        tail = range(len(glyphs), len(letters))
        if not any(letters[at] > " " or (letters[at] == " " and x0s[at] < x1s[at]) for at in tail):
            return glyphs
    glyphs = []
    last0 = last1 = nan
    for letter, x0, x1 in zip(letters, x0s, x1s, strict=True):
        if x0 == last0 and x1 == last1:
            glyphs[-1] = (glyphs[-1][0] + letter, *glyphs[-1][1:])
        elif (letter > " " or (letter == " " and x0 < x1)) and x1 - x0 < WIDEST:
            glyphs.append((letter, x0 - left, y0, x1 - left, y1, size, font))
            last0, last1 = x0, x1
    return glyphs


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
    if abs(b) <= MOST_ASKEW * abs(a) and a * d > 0:
        return Turn.UPRIGHT if a > 0 else Turn.OVER
    if abs(a) <= MOST_ASKEW * abs(b) and abs(d) <= MOST_ASKEW * abs(c):
        return Turn.UP if b > 0 > c else Turn.DOWN if b < 0 < c else Turn.OTHER
    return Turn.OTHER
