"""Pages through pdfminer.six: the lines, texts and boxes of those that PDFium cannot read."""

from collections.abc import Iterator, Sequence
from statistics import mode
from typing import Any

from pdfminer.layout import LTAnno, LTChar, LTContainer, LTTextBox, LTTextLine

from citetrail.records.text import Box, Glyph, LayoutLine, LayoutPage, PageText
from extractors.text.page_geometry import merge_lines, within
from extractors.text.pdfminer_pages import MinerPage, miner_pages
from extractors.text.tex_fonts import misread

# As in page_letters: both readers see the same part of a page.
MOST_CHARS = 30_000


def miner_layout(data: bytes, numbers: Sequence[int]) -> tuple[LayoutPage, ...]:
    """The asked pages (from 1) with their lines from top to bottom. A page that fails is left out."""
    return tuple(_layout_page(page) for page in miner_pages(data, numbers, ordered=False))


def _layout_page(page: MinerPage) -> LayoutPage:
    lines: list[LayoutLine] = []
    total = 0
    for line in _lines_of(page.layout):
        made = _line(line, page)
        if made is None:
            continue
        total += len(made.chars)
        if total > MOST_CHARS:
            break
        lines.append(made)
    lines.sort(key=lambda made: (round(made.box.y0, 1), made.box.x0))
    return LayoutPage(page.number, page.width, page.height, tuple(lines))


def _lines_of(container: "LTContainer[Any]") -> Iterator[LTTextLine]:
    for item in container:
        if isinstance(item, LTTextLine):
            yield item
        elif isinstance(item, LTContainer):
            yield from _lines_of(item)


def _line(line: LTTextLine, page: MinerPage) -> LayoutLine | None:
    glyphs = [_glyph(item, page) for item in line if isinstance(item, LTChar | LTAnno)]
    chars = tuple(g for g in _placed(glyphs) if g[0] != "\n")
    visible = [g for g in chars if not g[0].isspace() and g[5] > 0]
    if not visible:
        return None
    box = Box(
        min(g[1] for g in visible),
        min(g[2] for g in visible),
        max(g[3] for g in visible),
        max(g[4] for g in visible),
    )
    return LayoutLine(
        text="".join(g[0] for g in chars),
        box=box,
        size=mode(round(g[5], 1) for g in visible),
        font=mode(g[6] for g in visible),
        chars=chars,
    )


def _glyph(item: LTChar | LTAnno, page: MinerPage) -> Glyph | str:
    text = item.get_text()
    if not isinstance(item, LTChar):
        return str(text)
    left, top = page.left, page.top
    return (
        misread(item.fontname).get(text, text),
        round(item.x0 - left, 2),
        round(top - item.y1, 2),
        round(item.x1 - left, 2),
        round(top - item.y0, 2),
        round(item.size, 2),
        item.fontname,
    )


def _placed(glyphs: Sequence[Glyph | str]) -> Iterator[Glyph]:
    """Spaces that the reader inferred get a zero-width box where the last character ended."""
    last: Glyph | None = None
    for glyph in glyphs:
        if isinstance(glyph, str):
            x, y0, y1 = (last[3], last[2], last[4]) if last else (0.0, 0.0, 0.0)
            yield (glyph, x, y0, x, y1, 0.0, "")
        else:
            last = glyph
            yield glyph


def miner_texts(data: bytes, numbers: Sequence[int]) -> dict[int, str]:
    """The pages' texts through pdfminer.six, in its reading order; those that it cannot read are left out."""
    pages = miner_pages(data, numbers, ordered=True)
    return {page.number: "".join(char for char, _ in _page_chars(page)) for page in pages}


def miner_boxes(data: bytes, page: PageText, spans: Sequence[tuple[int, int]]) -> tuple[tuple[Box, ...], ...]:
    """Boxes for a page that `miner_texts` read."""
    pages = miner_pages(data, [page.number], ordered=True)
    chars = [char for miner_page in pages for char in _page_chars(miner_page)]
    found = []
    for start, end in spans:
        inside = 0 <= start < end <= len(page.text) and page.raw_index[end - 1] < len(chars)
        raw = range(page.raw_index[start], page.raw_index[end - 1] + 1) if inside else range(0)
        boxes = (_on_page(box, page) for i in raw if (box := chars[i][1]) is not None)
        found.append(merge_lines([box for box in boxes if box.x1 > box.x0 and box.y1 > box.y0]))
    return tuple(found)


def _on_page(box: Box, page: PageText) -> Box:
    """The part of a box that can be seen: a damaged file may put its letters anywhere, at any size."""
    x0, x1 = (within(x, page.width) for x in (box.x0, box.x1))
    y0, y1 = (within(y, page.height) for y in (box.y0, box.y1))
    return Box(x0, y0, x1, y1)


def _page_chars(page: MinerPage) -> Iterator[tuple[str, Box | None]]:
    for block in _blocks(page.layout):
        for line in _lines_of(block):
            for glyph in (_glyph(item, page) for item in line if isinstance(item, LTChar | LTAnno)):
                if isinstance(glyph, str):
                    yield glyph, None
                else:
                    # A ligature or "(cid:n)" is several characters on one spot.
                    yield from ((char, Box(*glyph[1:5])) for char in glyph[0])
        yield "\n", None


def _blocks(page: "LTContainer[Any]") -> Iterator["LTContainer[Any]"]:
    boxes = [item for item in page if isinstance(item, LTTextBox)]
    inner = [item for item in page if isinstance(item, LTContainer) and not isinstance(item, LTTextBox)]
    yield from boxes
    yield from (item for item in inner if any(True for _ in _lines_of(item)))
