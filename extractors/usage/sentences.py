"""The sentence around a place in a page's text: punctuation with the abbreviations of papers, no model.

Rules over punctuation beat a parser's and a trained splitter's sentences on paper text, and cost nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citetrail.records.text import PageText, Part
from citetrail.records.vocabulary import Section, Zone

# A longer stretch without a full stop is a table or a formula: it is cut here, in characters.
LONGEST = 700
NEAR_LINES = 3
_END = re.compile(r"[.!?][\"'”’)\]]{0,2}(?=\s)|(?<=[a-z\])])\.(?=\d{0,3}\s+[A-Z])")
# What stands before a full stop that ends no sentence; a single capital is an initial.
_ABBREVIATION = re.compile(
    r"(?:\b(?:et\s+al|e\.?\s?g|i\.?\s?e|cf|vs|etc|resp|approx|Figs?|Eqs?|Eqns?|Secs?|Sect|Tabs?|Refs?|Alg|App|Ch|No|Nos|Vol|pp?"
    r"|Dr|Prof|Mr|Ms|Mrs|St|Jr|Inc|Ltd|Corp|Univ|Dept|Proc|Conf|Int|Trans|w\.?r\.?t|a\.?k\.?a|ca|viz|fig|eq|sec|tab)"
    r"|\b[A-Z]|^)\s?\.?$"
)
_STARTS = re.compile(r"\s+[\"'“‘(\[]?(?:[A-Z0-9]|[•▪–—-]\s)")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text of one page that reads on: same section, no caption or table in between."""

    page: int
    start: int
    end: int
    section: Section
    zone: Zone
    heading: str


def blocks_of(page: PageText, parts: Sequence[Part]) -> list[TextBlock]:
    """The page's parts with broken lines of running text put together; a page without parts is one block."""
    here = [p for p in parts if p.page == page.number]
    if not here:
        return [TextBlock(page.number, 0, len(page.text), Section.BODY, Zone.PROSE, "")]
    found: list[TextBlock] = []
    for part in here:
        last = found[-1] if found else None
        block = TextBlock(part.page, part.start, part.end, part.section, part.zone, part.heading)
        body = _after_heading(page.text, part)
        if body > part.start and (last is None or last.heading != part.heading):
            # A heading is no beginning of the sentence below it.
            found.append(TextBlock(part.page, part.start, body, part.section, part.zone, part.heading))
            found.append(TextBlock(part.page, body, part.end, part.section, part.zone, part.heading))
        elif last and last.zone is block.zone and last.section is block.section and last.heading == block.heading:
            found[-1] = TextBlock(last.page, last.start, block.end, last.section, last.zone, last.heading)
        else:
            found.append(block)
    return found


def _after_heading(text: str, part: Part) -> int:
    """Where the text below the part's heading begins; the part's own start when it does not begin with one."""
    start = part.start
    while start < part.end and text[start].isspace():
        start += 1
    end = start + len(part.heading)
    own_line = part.heading and text[start:end] == part.heading and text[end : end + 1] in ("\n", " ")
    line_end = text.find("\n", end, part.end) if own_line else -1
    return line_end + 1 if line_end >= 0 and not text[end:line_end].strip() else part.start


def sentence_around(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The sentence that holds text[start:end], inside text[low:high], without white space at its ends."""
    low = max(low, start - LONGEST)
    high = min(high, end + LONGEST)
    first = low
    for stop in _END.finditer(text, low, start):
        if _ends(text, stop, low):
            first = stop.end()
    last = high
    for stop in _END.finditer(text, end, high):
        if _ends(text, stop, low):
            last = stop.end()
            break
    if last - first > LONGEST:
        # No sentence is that long: headings, formulas and cells without a full stop. The lines near by must do.
        first = _lines_back(text, start, first)
        last = _lines_on(text, end, last)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _lines_back(text: str, at: int, low: int) -> int:
    for _ in range(NEAR_LINES):
        at = text.rfind("\n", low, at)
        if at < 0:
            return low
    return at


def _lines_on(text: str, at: int, high: int) -> int:
    for _ in range(NEAR_LINES):
        at = text.find("\n", at + 1, high)
        if at < 0:
            return high
    return at


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The printed line or lines that hold text[start:end]."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    first, last = max(first, start - LONGEST), min(last, end + LONGEST)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _ends(text: str, stop: re.Match[str], low: int) -> bool:
    """Whether this full stop ends a sentence."""
    before = text[max(low, stop.start() - 12) : stop.start()]
    if text[stop.start()] == "." and _ABBREVIATION.search(before):
        # "et al." ends a sentence only before a capital that is no name in a list; rare enough to let go.
        return False
    return _STARTS.match(text, stop.end()) is not None or not text[stop.end() :].strip()
