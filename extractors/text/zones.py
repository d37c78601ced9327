"""What kind of text a line is beside the running prose: caption, table row, footnote or margin."""

import re
from collections import defaultdict
from collections.abc import Sequence

from citetrail.records.text import PageText
from citetrail.records.vocabulary import Section, Zone
from extractors.text.printed_lines import Body, Line

# A word, a number, and then a stop or a capital: "Table 2 shows" at the start of a line is a sentence.
_CAPTION = re.compile(
    r"(?:supplementary |extended data )?(?:fig(?:ure)?s?|tab(?:le)?|algorithm|scheme|listing)\s*\.?\s*"
    r"(?:S?\d{1,2}(?:\.\d)?|[IVX]{1,5})(?:\s*[.:|—–-]|\s*$|\s+[A-Z(])",
    re.I,
)
# What servers, publishers and conferences print on pages by themselves; it repeats, and it is not the paper's.
_STAMP = re.compile(
    r"arxiv:\d{4}\.\d{4,5}v?\d* +\[|authorized licensed use limited|downloaded (?:from|on)\b|(?:https?://)?(?:dx\.)?doi\b"
    r"|this (?:cvpr|iccv|eccv|wacv) paper is|the final published version|except for this watermark"
    r"|©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\(c\)|(?:19|20)\d\d)|978-\d|\S{9,20}/\S*\$\d\d\.\d\d"
    r"|.*all rights reserved|preprint\b|manuscript received|published as a conference",
    re.I,
)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
# What stands in a cell of a table of results: a number with its unit, a tick, a dash for none.
_CELL = re.compile(r"(?<!\S)(?:[±+\-–—~≈<>]?\d(?:[\d.,:/]*\d)?(?:[%kKMB]|[±]\d[\d.]*%?)?|[-–—✓✗×√]|[nN]/?[aA])(?!\S)")
_CAPTION_LETTERS = frozenset("FTASLEftasle")
_DIGIT = re.compile(r"\d")
_FOOTNOTE = re.compile(r"(?:\d{1,2}|[∗*†‡§¶])\s?(?:[A-Za-z(]|https?:)")
_PROSE_WORDS = re.compile(r"\b(?:the|of|and|is|are|we|that|in|to|with|for|which|by)\b")
EDGE = 0.085  # share of the page's height in which running heads and page numbers stand
OUTERMOST = 0.065
SMALLER = 0.94  # than the body, by which notes and running heads are set
LONGEST_NUMBER = 5
# Two numbers in a line are a sentence with a result; three and no prose words are a row.
FEWEST_NUMBERS = 3
BOTTOM = 0.55  # below this share of the height a column's footnotes begin
_MOST_CAPTION_LINES = 14


def margin_lines(lines: Sequence[Line], pages: Sequence[PageText], body: Body | None) -> frozenset[int]:
    """Indices of running heads and feet, page numbers and stamps."""
    heights = {page.number: page.height for page in pages}
    outer = _outer_lines(lines, heights)
    repeated = _repeated(lines, outer, len(pages))
    found = _page_numbers(lines)
    for index in outer:
        line = lines[index]
        runs = _PAGE_NUMBER.fullmatch(line.text) or _fold(line.text) in repeated
        if runs or _is_stamp(line.text) or _is_running(line, heights[line.page], body):
            found.add(index)
    for index, line in enumerate(lines):
        if line.text and (_sideways(line) or (line.page == 1 and _is_stamp(line.text))):
            found.add(index)
    return frozenset(found)


def _outer_lines(lines: Sequence[Line], heights: dict[int, float]) -> list[int]:
    """Lines at the top and bottom of their page; where the reader knows no places, the first and last three."""
    found = []
    unknown: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        look, height = line.look, heights[line.page]
        if not line.text:
            continue
        if look is None or not height:
            unknown[line.page].append(index)
        elif look.y1 < EDGE * height or look.y0 > (1 - EDGE) * height:
            found.append(index)
    return found + [index for own in unknown.values() for index in sorted({*own[:3], *own[-3:]})]


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Numbers that stand first or last on three pages or more and count with the pages."""
    outer: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.text:
            outer.setdefault(line.page, []).append(index)
    shifts: dict[int, list[int]] = defaultdict(list)
    for page, own in outer.items():
        for index in {own[0], own[-1]}:
            if lines[index].text.isdecimal() and len(lines[index].text) <= LONGEST_NUMBER:
                shifts[int(lines[index].text) - page].append(index)
    return {index for found in shifts.values() if len(found) >= FEWEST_NUMBERS for index in found}


def _sideways(line: Line) -> bool:
    """A stamp along the page's side: its letters run upwards."""
    look = line.look
    return look is not None and len(line.text) > 8 and (look.y1 - look.y0) > 4 * max(look.x1 - look.x0, 1.0)


def _is_running(line: Line, height: float, body: Body | None) -> bool:
    """Whether a line is set smaller than the body at the very edge, on a page that others precede."""
    look = line.look
    if look is None or body is None or line.page == 1 or look.size > SMALLER * body.size:
        return False
    return look.y1 < OUTERMOST * height or look.y0 > (1 - OUTERMOST) * height


def _is_stamp(text: str) -> bool:
    return len(text) < 200 and _STAMP.match(text) is not None


def _repeated(lines: Sequence[Line], outer: Sequence[int], pages: int) -> frozenset[str]:
    """Outer lines that stand on several pages, numbers aside."""
    on: dict[str, set[int]] = defaultdict(set)
    for index in outer:
        if len(folded := _fold(lines[index].text)) > 3 and not _CAPTION.match(lines[index].text):
            on[folded].add(lines[index].page)
    enough = max(2, round(0.2 * pages))
    return frozenset(folded for folded, numbers in on.items() if len(numbers) >= enough)


def _fold(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text).casefold()


def zones_of(
    lines: Sequence[Line],
    sections: Sequence[Section],
    margins: frozenset[int],
    body: Body | None,
    pages: Sequence[PageText],
) -> list[Zone]:
    """The zone of each line."""
    heights = {page.number: page.height for page in pages}
    zones = [Zone.MARGIN if index in margins else Zone.PROSE for index in range(len(lines))]
    small = SMALLER * body.size if body else 0.0
    caption: list[int] = []  # lines of the caption being read
    note: Line | None = None  # last line of the footnote being read
    for index, line in enumerate(lines):
        text = line.text
        if not text or zones[index] is Zone.MARGIN:
            continue
        if sections[index] is Section.REFERENCES:
            caption, note = [], None
        elif text[0] in _CAPTION_LETTERS and _opens_caption(line, lines[index - 1] if index else None, body):
            caption, note = [index], None
            zones[index] = Zone.CAPTION
        elif caption and _continues(lines[caption[-1]], line, lines[caption[0]], len(caption)):
            caption.append(index)
            zones[index] = Zone.CAPTION
        elif _DIGIT.search(text) and is_row(text):
            caption, note = [], None
            zones[index] = Zone.TABLE
        elif line.look and line.look.size <= small and _is_footnote(line, note, heights[line.page]):
            caption, note = [], line
            zones[index] = Zone.FOOTNOTE
        else:
            caption, note = [], None
    if Zone.TABLE in zones:
        _spread_tables(lines, zones, body)
    return zones


def _opens_caption(line: Line, before: Line | None, body: Body | None) -> bool:
    match = _CAPTION.match(line.text)
    if match is None:
        return False
    if match[0].rstrip()[-1:] in ".:|—–-" or match.end() == len(line.text):
        return before is None or not _goes_on(before, line, body)
    # "Table 2 The results": without a colon only another look tells it from a sentence.
    return body is not None and line.look is not None and body.differs(line.look)


def _goes_on(before: Line, line: Line, body: Body | None) -> bool:
    """Whether "Table 8." ends the sentence of the line above rather than beginning a caption."""
    a, b = before.look, line.look
    if (
        a is None
        or b is None
        or body is None
        or before.page != line.page
        or abs(b.size - body.size) > 0.03 * body.size
    ):
        return False
    below = 0 < b.y0 - a.y0 < 1.7 * b.size and abs(b.x0 - a.x0) < 2 * b.size
    return below and before.text[-1:] not in (".", ":", "!", "?")


def _continues(last: Line, line: Line, first: Line, count: int) -> bool:
    """Whether a line goes on with the caption whose lines were `first` to `last`."""
    if last.page != line.page or count > _MOST_CAPTION_LINES:
        return False
    a, b, head = last.look, line.look, first.look
    if a is None or b is None or head is None:
        return not last.text.endswith(".") and len(last.text) >= 40 and count < 7
    below = -0.3 * a.size < b.y0 - a.y0 - a.size < 0.9 * a.size
    beside = abs(b.y0 - a.y0) < 0.3 * a.size and b.x0 >= a.x0
    aligned = b.x0 < a.x1 and b.x1 > head.x0 - 2 and b.x0 > head.x0 - 60
    same_size = abs(a.size - b.size) < 0.12 * a.size
    full = count == 1 or a.x1 > head.x1 - 0.35 * (head.x1 - head.x0) or not last.text.endswith(".")
    return (beside or (below and aligned and full)) and same_size and not is_row(line.text)


def is_row(text: str) -> bool:
    """A table row: several cells, a good part of them numbers."""
    numbers, cells = len(_CELL.findall(text)), len(text.split())
    if numbers < 2 or numbers < 0.4 * cells:
        return False
    # "76.02% on Rank-1 and 92.01% on": a sentence about numbers.
    return numbers >= 0.6 * cells or _PROSE_WORDS.search(text) is None


def _spread_tables(lines: Sequence[Line], zones: list[Zone], body: Body | None) -> None:
    """Heads of columns and rows without numbers stand between or just before rows."""
    for step in (1, -1):
        order = range(len(lines)) if step > 0 else range(len(lines) - 1, -1, -1)
        reach = 0
        for index in order:
            line = lines[index]
            if not line.text:
                continue
            if zones[index] is Zone.TABLE:
                reach = 3
            elif reach and zones[index] is Zone.PROSE and _cells_only(line, body):
                zones[index] = Zone.TABLE
                reach -= 1
            else:
                reach = 0


def _cells_only(line: Line, body: Body | None) -> bool:
    """Short, without the words that sentences are made of, and not printed as the body's full lines are."""
    text = line.text
    if len(text) > 70 or text.endswith((".", ":", ";", ",")) or _PROSE_WORDS.search(text):
        return False
    if body is None or line.look is None:
        return len(text.split()) <= 6
    return len(text.split()) <= 12 and (line.look.size < 1.05 * body.size)


def _is_footnote(line: Line, note: Line | None, height: float) -> bool:
    """Whether a small line begins a footnote, or goes on with the one before."""
    look = line.look
    if look is None or look.y0 < BOTTOM * height:
        return False
    if note is not None and note.look is not None and note.page == line.page:
        return abs(note.look.size - look.size) < 0.1 * look.size and -2 < look.y0 - note.look.y0 < 2.2 * look.size
    return _FOOTNOTE.match(line.text) is not None
