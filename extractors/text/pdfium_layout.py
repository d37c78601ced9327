"""The letters of a PDFium page set into printed lines.

Lines are put together as pdfminer.six puts them (its `LAParams`): of letters that follow each other in the file and
stand side by side.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from operator import sub
from typing import Any

from citetrail.records.text import Box, Glyph, LayoutLine, LayoutPage
from extractors.text.page_geometry import Corners
from extractors.text.page_letters import PageLetters, Turn

# pdfminer.six's defaults: shares of the lower letter's height, the wider letter's width, a letter's larger side.
LINE_OVERLAP, CHAR_MARGIN, WORD_MARGIN = 0.5, 2.0, 0.1

# By how much a page is turned on which most letters stand so: it was scanned or bound sideways.
UPRIGHT_AGAIN = {Turn.UP: 90, Turn.OVER: 180, Turn.DOWN: 270}
# Fewer letters may be a stamp up the margin of a page that was scanned.
FEWEST_TURNED = 400

# Glyphs of one font and size that stand side by side.
Piece = list[Glyph]


def layout_page(number: int, page: Any, textpage: Any, hidden: Set[int], named: Mapping[int, str]) -> LayoutPage:
    """One page's lines from top to bottom, not yet in columns, without the text objects `hidden`.

    `page` and `textpage` are pypdfium2's, `named` are signs (`glyphs.sign_of`) by PDFium's index. A page whose
    letters stand sideways is laid out as it is read.
    """
    letters = PageLetters(page, textpage, hidden, named)
    lines = _laid_out(letters)
    most = max(letters.turns, key=letters.turns.__getitem__, default=Turn.UPRIGHT)
    if most in UPRIGHT_AGAIN and letters.turns[most] >= FEWEST_TURNED:
        letters = PageLetters(page, textpage, hidden, named, UPRIGHT_AGAIN[most])
        lines = _laid_out(letters)
    return LayoutPage(number, letters.place.width, letters.place.height, lines)


def _laid_out(letters: PageLetters) -> tuple[LayoutLine, ...]:
    found = map(_line, _lines(piece for run in letters.runs() for piece in _pieces(run)))
    return tuple(sorted(filter(None, found), key=lambda line: (round(line.box.y0, 1), line.box.x0)))


def _pieces(run: list[Glyph]) -> Iterator[Piece]:
    """Glyphs on one base line, cut where columns stand apart, with the spaces that the file leaves out."""
    if len(run) < 2:
        yield from ([run] if run else [])
        return
    height = run[0][4] - run[0][2]
    narrow, back = WORD_MARGIN * height, -height
    x0s, x1s = [g[1] for g in run], [g[3] for g in run]
    gaps = list(map(sub, x0s[1:], x1s))
    if back < min(gaps) and max(gaps) <= narrow:
        yield run  # a word, or half of one
        return
    piece: Piece = []
    start = 0
    for at, gap in enumerate(gaps, start=1):
        if back < gap <= narrow:
            continue
        before, after = run[at - 1], run[at]
        piece += run[start:at]
        start = at
        if not _near(before, after):
            yield piece
            piece = []
        elif _apart(before, after):
            piece.append(_space(before))
    yield piece + run[start:]


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces that follow each other side by side."""
    line: list[Piece] = []
    for piece in pieces:
        if line:
            last, first = line[-1][-1], piece[0]
            shared = min(last[4], first[4]) - max(last[2], first[2])
            if shared <= LINE_OVERLAP * min(last[4] - last[2], first[4] - first[2]) or not _near(last, first):
                yield line
                line = []
            elif _apart(last, first):
                line.append([_space(last)])
        line.append(piece)
    if line:
        yield line


def _near(a: Glyph, b: Glyph) -> bool:
    return max(b[1] - a[3], a[1] - b[3]) < CHAR_MARGIN * max(a[3] - a[1], b[3] - b[1])


def _apart(a: Glyph, b: Glyph) -> bool:
    return b[1] - a[3] > WORD_MARGIN * max(b[3] - b[1], b[4] - b[2])


def _space(last: Glyph) -> Glyph:
    """A space without a width where the last character ended."""
    return (" ", last[3], last[2], last[3], last[4], 0.0, "")


def _line(pieces: Sequence[Piece]) -> LayoutLine | None:
    """The pieces as a line; None when nothing of it can be seen."""
    chars = [glyph for piece in pieces for glyph in piece]
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    edges: list[Corners] = []
    for piece in pieces:
        seen = [g for g in piece if g[5] > 0 and not g[0].isspace()]
        if not seen:
            continue
        _, _, y0, _, y1, size, font = seen[0]
        sizes[size] += len(seen)
        fonts[font] += len(seen)
        edges.append((min([g[1] for g in seen]), y0, max([g[3] for g in seen]), y1))
    if not edges:
        return None
    left, top, right, bottom = zip(*edges, strict=True)
    return LayoutLine(
        text="".join([g[0] for g in chars]),
        box=Box(min(left), min(top), max(right), max(bottom)),
        size=round(sizes.most_common(1)[0][0], 1),
        font=fonts.most_common(1)[0][0],
        chars=tuple(chars),
    )
