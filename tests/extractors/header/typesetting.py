"""Pages set by hand: lines with their places, sizes and raised marks, as the layout reader gives them."""

import unicodedata
from dataclasses import dataclass

from citetrail.records.organisations import Header
from citetrail.records.text import Box, DocumentText, LayoutLine, LayoutPage, PageText
from citetrail.records.vocabulary import Outcome
from extractors.header import read_header

Glyph = tuple[str, float, float, float, float, float, str]
WIDTH, HEIGHT = 612.0, 792.0


@dataclass(frozen=True)
class Set:
    """A line as a typesetter sees it. "^{1,2}" raises what it holds; `x` is the left edge, or None for centred."""

    text: str
    y: float
    x: float | None = None
    size: float = 10.0
    font: str = "Times"


def line(made: Set) -> LayoutLine:
    width = 0.5 * made.size
    pieces: list[tuple[str, bool]] = []
    raised = False
    i = 0
    while i < len(made.text):
        if made.text.startswith("^{", i):
            raised, i = True, i + 2
        elif raised and made.text[i] == "}":
            raised, i = False, i + 1
        else:
            pieces.append((made.text[i], raised))
            i += 1
    length = sum(width * (0.7 if up else 1.0) for _, up in pieces)
    x = made.x if made.x is not None else (WIDTH - length) / 2
    left = x
    chars: list[Glyph] = []
    for char, up in pieces:
        size = made.size * (0.7 if up else 1.0)
        step = width * (0.7 if up else 1.0) * (not unicodedata.category(char).startswith("C"))
        top = made.y - 0.1 * made.size if up else made.y
        chars.append((char, x, top, x + step, top + size, size, made.font))
        x += step
    text = "".join(c for c, _ in pieces)
    return LayoutLine(text, Box(left, made.y, x, made.y + made.size), made.size, made.font, tuple(chars))


def page(lines: list[Set], number: int = 1) -> LayoutPage:
    made = sorted((line(one) for one in lines), key=lambda one: (one.box.y0, one.box.x0))
    return LayoutPage(number, WIDTH, HEIGHT, tuple(made))


def document(*texts: str) -> DocumentText:
    pages = tuple(PageText(i, WIDTH, HEIGHT, text) for i, text in enumerate(texts, start=1))
    return DocumentText(Outcome.OK, pages, page_count=len(pages))


def text_of(lines: list[Set]) -> str:
    return "\n".join(line(one).text for one in sorted(lines, key=lambda one: (one.y, one.x or 0)))


def read(lines: list[Set]) -> Header:
    """A header out of lines alone; the page text holds the same lines from top to bottom."""
    return read_header([page(lines)], document(text_of(lines)))


def belongs(header: Header) -> dict[str, list[str]]:
    """Who belongs where, by the words of the page; notes in brackets."""
    return {
        author.name: [
            a.raw + (f" [{a.note}]" if a.note else "") for a in (header.affiliations[i] for i in author.affiliations)
        ]
        for author in header.authors
    }
