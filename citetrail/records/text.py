"""A document as one string a page, with layers of spans over it (the shape of Ai2's papermage)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from citetrail.records.vocabulary import Outcome, Section, Zone


class PageReader(StrEnum):
    """Which library read a page."""

    PDFIUM = "pdfium"
    PDFMINER = "pdfminer"


# Page (from 1) and the half-open range of its text.
Span = tuple[int, int, int]


class Box(NamedTuple):
    """A rectangle in points from the top left corner of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float


class Link(NamedTuple):
    """A span of a page's text that leads to an address outside the file."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page in reading order.

    `text` is NFC with ligatures, soft hyphens and end-of-line hyphenation resolved; `raw_index[i]` is the
    index of `text[i]` among the characters of the reader named in `reader`, so that boxes can be found later.
    """

    number: int  # from 1
    width: float
    height: float
    text: str
    raw_index: tuple[int, ...] | memoryview = ()
    reader: PageReader = PageReader.PDFIUM
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one page that belongs to one section and one zone. Parts of a page tile its text."""

    page: int
    start: int
    end: int
    section: Section
    zone: Zone
    heading: str = ""  # "4.1 Implementation details", as printed


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the bibliography."""

    key: str  # "12", "Guo et al., 2016": what citations in the text print
    text: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What could be read of one PDF. When `outcome` is not ok, `pages` may be empty."""

    outcome: Outcome
    pages: tuple[PageText, ...] = ()
    parts: tuple[Part, ...] = ()
    references: tuple[Reference, ...] = ()
    detail: str = ""
    page_count: int = 0


Glyph = tuple[str, float, float, float, float, float, str]  # character, x0, y0, x1, y1, size, font


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """One printed line with what its typography says; boxes as in `Box`."""

    text: str
    box: Box
    size: float  # of most of its characters, in points
    font: str
    chars: tuple[Glyph, ...]  # in reading order; spaces that the reader inferred have a zero-width box


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """One page through the layout reader: lines from top to bottom, not yet in columns."""

    number: int
    width: float
    height: float
    lines: tuple[LayoutLine, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quotation: `page_text[start:end] == quote`, always."""

    page: int
    start: int
    end: int
    quote: str
    section: str = ""
    match_start: int = 0  # of the name itself, same offsets as `start`
    match_end: int = 0

    @property
    def span(self) -> Span:
        return self.page, self.start, self.end
