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
# Lines that repeat at the edge stand on this share of the pages, on two at least.
REPEATED_ON, FEWEST_PAGES = 0.2, 2
# A stamp along the side is so many times higher than wide, and longer than a page number; none is longer than a note.
SIDEWAYS, LONGEST_UNMARKED, LONGEST_STAMP = 4, 8, 200
# "Table 8." ends the sentence above it where it is set in the body's size, within this share, so many sizes below the
# line before it and begins so near its left edge.
SAME_AS_BODY, NEXT_LINE, INDENT = 0.03, 1.7, 2
# A caption's lines in type sizes: how far the next one overlaps or stands apart, and what is level with it.
OVERLAP, APART, LEVEL, SAME_SIZE = 0.3, 0.9, 0.3, 0.12
# A caption goes on below a line that reaches this near to its right end; it is set out to the left by few points.
OPEN_END, OUTDENT, HANGING = 0.35, 60, 2
# Without places: a caption goes on below a line as long as this, that ends no sentence, for so many lines.
LONG_LINE, MOST_UNSEEN = 40, 7
# Of a row's cells so many are numbers; where words of prose stand among them, more.
FEWEST_CELLS, MOSTLY, AMONG_PROSE = 2, 0.4, 0.6
# Heads and rows without numbers: so many lines from a row, short, of few words, not larger than the body. What is not
# known to be printed otherwise has fewer words.
FROM_ROW, LONGEST_HEAD, MOST_WORDS, MOST_WORDS_UNSEEN, NO_LARGER = 3, 70, 12, 6, 1.05
# A footnote goes on in its size, within this share, up to so many sizes below its last line (points above: rounding).
SAME_NOTE, NOTE_LEADING, ROUNDING = 0.1, 2.2, 2
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
    return (
        look is not None
        and len(line.text) > LONGEST_UNMARKED
        and (look.y1 - look.y0) > SIDEWAYS * max(look.x1 - look.x0, 1.0)
    )


def _is_running(line: Line, height: float, body: Body | None) -> bool:
    """Whether a line is set smaller than the body at the very edge, on a page that others precede."""
    look = line.look
    if look is None or body is None or line.page == 1 or look.size > SMALLER * body.size:
        return False
    return look.y1 < OUTERMOST * height or look.y0 > (1 - OUTERMOST) * height


def _is_stamp(text: str) -> bool:
    return len(text) < LONGEST_STAMP and _STAMP.match(text) is not None


def _repeated(lines: Sequence[Line], outer: Sequence[int], pages: int) -> frozenset[str]:
    """Outer lines that stand on several pages, numbers aside."""
    on: dict[str, set[int]] = defaultdict(set)
    for index in outer:
        if len(folded := _fold(lines[index].text)) > 3 and not _CAPTION.match(lines[index].text):
            on[folded].add(lines[index].page)
    enough = max(FEWEST_PAGES, round(REPEATED_ON * pages))
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
        or abs(b.size - body.size) > SAME_AS_BODY * body.size
    ):
        return False
    below = 0 < b.y0 - a.y0 < NEXT_LINE * b.size and abs(b.x0 - a.x0) < INDENT * b.size
    return below and before.text[-1:] not in (".", ":", "!", "?")


def _continues(last: Line, line: Line, first: Line, count: int) -> bool:
    """Whether a line goes on with the caption whose lines were `first` to `last`."""
    if last.page != line.page or count > _MOST_CAPTION_LINES:
        return False
    a, b, head = last.look, line.look, first.look
    if a is None or b is None or head is None:
        return not last.text.endswith(".") and len(last.text) >= LONG_LINE and count < MOST_UNSEEN
    below = -OVERLAP * a.size < b.y0 - a.y0 - a.size < APART * a.size
    beside = abs(b.y0 - a.y0) < LEVEL * a.size and b.x0 >= a.x0
    aligned = b.x0 < a.x1 and b.x1 > head.x0 - HANGING and b.x0 > head.x0 - OUTDENT
    same_size = abs(a.size - b.size) < SAME_SIZE * a.size
    full = count == 1 or a.x1 > head.x1 - OPEN_END * (head.x1 - head.x0) or not last.text.endswith(".")
    return (beside or (below and aligned and full)) and same_size and not is_row(line.text)


def is_row(text: str) -> bool:
    """A table row: several cells, a good part of them numbers."""
    numbers, cells = len(_CELL.findall(text)), len(text.split())
    if numbers < FEWEST_CELLS or numbers < MOSTLY * cells:
        return False
    # "76.02% on Rank-1 and 92.01% on": a sentence about numbers.
    return numbers >= AMONG_PROSE * cells or _PROSE_WORDS.search(text) is None


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
                reach = FROM_ROW
            elif reach and zones[index] is Zone.PROSE and _cells_only(line, body):
                zones[index] = Zone.TABLE
                reach -= 1
            else:
                reach = 0


def _cells_only(line: Line, body: Body | None) -> bool:
    """Short, without the words that sentences are made of, and not printed as the body's full lines are."""
    text = line.text
    if len(text) > LONGEST_HEAD or text.endswith((".", ":", ";", ",")) or _PROSE_WORDS.search(text):
        return False
    if body is None or line.look is None:
        return len(text.split()) <= MOST_WORDS_UNSEEN
    return len(text.split()) <= MOST_WORDS and (line.look.size < NO_LARGER * body.size)


def _is_footnote(line: Line, note: Line | None, height: float) -> bool:
    """Whether a small line begins a footnote, or goes on with the one before."""
    look = line.look
    if look is None or look.y0 < BOTTOM * height:
        return False
    if note is not None and note.look is not None and note.page == line.page:
        return (
            abs(note.look.size - look.size) < SAME_NOTE * look.size
            and -ROUNDING < look.y0 - note.look.y0 < NOTE_LEADING * look.size
        )
    return _FOOTNOTE.match(line.text) is not None
