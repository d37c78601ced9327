"""Pages of two columns that the file paints row by row, so that each line runs on from one column into the other.

PDFium keeps the order of the file: its text of such a page mixes sentences. pdfminer.six orders by where lines stand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import pypdfium2.raw as pdfium_c

from extractors.text.page_geometry import Placer
from extractors.text.pdfium_calls import address_of, loose_edges

_LINE = re.compile(r"[^\r\n]+")
SHORTEST, LONGEST = 40, 400  # characters of a line that is looked at; a longer one is looked at in pieces
_WORD = re.compile(r"[a-z]{2,}")
# PDFium prints a space wherever it sees a gap.
_SPACE = re.compile(r"\s+")
WIDE = 0.45  # of the page's width: one column of two or three is narrower, two beside each other are not
GUTTER = 1.2  # of a line's height: between justified words there is less
FEWEST_WORDS = 3  # in lower case on either side: cells of a table have fewer
ROWS = 3  # that follow each other with a gutter at one place
# Of longer pages every so manieth line is looked at first: each letter's place is a call.
MANY_LINES, STEP = 30, 20

# From where to where a line holds nothing, in points.
Gap = tuple[float, float]


def is_painted_in_rows(textpage: Any, place: Placer, raw: str) -> bool:
    """Whether lines of prose beside each other are one line of `raw`, PDFium's text of the page."""
    last = len(raw) - 1
    if last < 0 or pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage.raw, last) != last:
        return False
    address = address_of(textpage.raw)
    lines: list[tuple[int, int]] = []
    for start, end in _lines(raw):
        if SHORTEST <= end - start <= LONGEST:
            lines.append((start, end))
        elif end - start > LONGEST:
            lines += _pieces(start, end)
    many = len(lines) > MANY_LINES
    gutter = cache(lambda at: _gutter(address, raw, *lines[at]))
    for at in _wide(address, [(at, lines[at]) for at in range(0, len(lines), STEP if many else 1)], place):
        around = range(max(0, at - ROWS + 1), min(at + ROWS, len(lines)))
        # Of `ROWS` lines in a row one has a number that it divides: where all are seen, these tell first.
        if not many and not any(gutter(near) for near in around if near % ROWS == 0):
            continue
        if gutter(at) and _has_rows([gutter(near) for near in around]):
            return True
    return False


def _lines(raw: str) -> Iterable[tuple[int, int]]:
    """Where its lines begin and end; some may be empty."""
    if not raw.count("\r\n") == raw.count("\r") == raw.count("\n"):
        return map(re.Match.span, _LINE.finditer(raw))
    lengths = list(map(len, raw.split("\r\n")))  # PDFium ends lines so, and nearly always no other way
    starts = accumulate((length + 2 for length in lengths), initial=0)
    return [(start, start + length) for start, length in zip(starts, lengths, strict=False)]


def _wide(address: int, lines: Sequence[tuple[int, tuple[int, int]]], place: Placer) -> list[int]:
    """Those of the numbered lines that may reach across columns: asks for two boxes a line instead of two a word."""
    edges = loose_edges(address, [at for _, (start, end) in lines for at in (start, end - 1)])
    least = WIDE * (place.right - place.left)
    ends = zip(lines, edges[::8], edges[6::8], strict=True)
    # A space that PDFium put at the end stands nowhere: such a line is looked at.
    return [number for (number, _), left, right in ends if not left < right <= left + least]


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    cuts = [(at, min(at + LONGEST, end)) for at in range(start, end, LONGEST)]
    return [(a, b) for a, b in cuts if b - a >= SHORTEST]


def _has_rows(gutters: Sequence[Gap | None]) -> bool:
    run, common = 0, (float("-inf"), float("inf"))
    for gap in gutters:
        if gap is None:
            run, common = 0, (float("-inf"), float("inf"))
            continue
        shared = max(common[0], gap[0]), min(common[1], gap[1])
        run, common = (run + 1, shared) if shared[0] < shared[1] else (1, gap)
        if run == ROWS:
            return True
    return False


def _gutter(address: int, raw: str, start: int, end: int) -> Gap | None:
    """The one wide gap of a line that has prose on both sides of it."""
    found = list(_gaps(address, raw, start, end))
    if len(found) != 1:
        return None
    at, gap = found[0]
    sides = raw[start:at], raw[at:end]
    return gap if all(len(_WORD.findall(side)) >= FEWEST_WORDS for side in sides) else None


def _gaps(address: int, raw: str, start: int, end: int) -> Iterator[tuple[int, Gap]]:
    """Where the words after a gap begin, and the gap; only the letters beside white space are asked for."""
    spaces = [match.span() for match in _SPACE.finditer(raw, start, end)]
    between = [(a, b) for a, b in spaces if b < end and a > 0 and not raw[a - 1].isspace()]
    edges = iter(loose_edges(address, [at for first, last in between for at in (first - 1, last)]))
    sides = zip(edges, edges, edges, edges, strict=True)
    for (_, _, before, _), (left, top, _, bottom), (_, at) in zip(sides, sides, between, strict=True):
        if left - before > GUTTER * abs(top - bottom):
            yield at, (before, left)
