"""The letters of a PDFium page set into printed lines.

Lines are put together as pdfminer.six puts them (its `LAParams`): of letters that follow each other in the file and
stand side by side.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from citetrail.records.text import Box, LayoutLine, LayoutPage
from extractors.text.page_letters import WORD_MARGIN, Corners, Glyph, PageLetters

# pdfminer.six's defaults: shares of the lower letter's height and of the wider letter's width.
LINE_OVERLAP, CHAR_MARGIN = 0.5, 2.0


def layout_page(number: int, page: Any, textpage: Any) -> LayoutPage:
    """One page's lines from top to bottom, not yet in columns. `page` and `textpage` are pypdfium2's."""
    letters = PageLetters(page, textpage)
    found = map(_line, _lines(letters.pieces()))
    lines = sorted(filter(None, found), key=lambda line: (round(line.box.y0, 1), line.box.x0))
    return LayoutPage(number, letters.place.width, letters.place.height, tuple(lines))


def _lines(pieces: Iterable[list[Glyph]]) -> Iterator[list[list[Glyph]]]:
    """Pieces of one line that follow each other side by side, with the spaces that the file leaves out."""
    line: list[list[Glyph]] = []
    for piece in pieces:
        if line:
            last, first = line[-1][-1], piece[0]
            if not _side_by_side(last, first):
                yield line
                line = []
            elif _apart(last, first):
                line.append([_space(last)])
        line.append(piece)
    if line:
        yield line


def _side_by_side(a: Glyph, b: Glyph) -> bool:
    shared = min(a[4], b[4]) - max(a[2], b[2])
    apart = max(b[1] - a[3], a[1] - b[3])
    near = apart < CHAR_MARGIN * max(a[3] - a[1], b[3] - b[1])
    return near and shared > LINE_OVERLAP * min(a[4] - a[2], b[4] - b[2])


def _apart(a: Glyph, b: Glyph) -> bool:
    return b[1] - a[3] > WORD_MARGIN * max(b[3] - b[1], b[4] - b[2])


def _space(last: Glyph) -> Glyph:
    """A space without a width where the last character ended."""
    return (" ", last[3], last[2], last[3], last[4], 0.0, "")


def _line(pieces: Sequence[list[Glyph]]) -> LayoutLine | None:
    """The pieces, each of one font and size, as a line; None when nothing of it can be seen."""
    chars = [glyph for piece in pieces for glyph in piece]
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    edges: list[Corners] = []
    for piece in pieces:
        seen = [g for g in piece if not g[0].isspace()]
        if not seen or seen[0][5] <= 0:
            continue
        sizes[seen[0][5]] += len(seen)
        fonts[seen[0][6]] += len(seen)
        _, x0s, y0s, x1s, y1s, _, _ = zip(*seen, strict=True)
        edges.append((min(x0s), min(y0s), max(x1s), max(y1s)))
    if not edges:
        return None
    x0s, y0s, x1s, y1s = zip(*edges, strict=True)
    return LayoutLine(
        text="".join([g[0] for g in chars]),
        box=Box(min(x0s), min(y0s), max(x1s), max(y1s)),
        size=round(sizes.most_common(1)[0][0], 1),
        font=fonts.most_common(1)[0][0],
        chars=tuple(chars),
    )
