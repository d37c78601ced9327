"""First pages as publishers set them, compiled to real PDFs; people and organisations are invented."""

from functools import lru_cache

import typst

from citetrail.records.organisations import Header
from citetrail.records.text import DocumentText
from extractors.header import pages_wanted, read_header
from extractors.text.document import read_document
from extractors.text.layout import read_layout

PROSE = (
    "We study how glazing changes the appearance of faces made of clay, and what this means for systems that were "
    "trained on photographs of people. Our experiments show that a thin layer of glaze is enough to mislead three "
    "matchers, and that training on fired faces repairs most of the damage without hurting the rest of the results. "
)
TITLE = "Faces of Clay: Recognition under Glazing"
# Marks are set smaller and raised, as LaTeX and Word do; typst would otherwise take raised characters of the font.
PAGE = (
    '#set super(typographic: false)\n#set page(paper: "us-letter", margin: 2.6cm)\n'
    '#set text(font: "Libertinus Serif", size: 10pt)\n'
)


def title(text: str = TITLE, size: int = 16) -> str:
    return f'#align(center, text(size: {size}pt, weight: "bold")[{text}])\n#v(8pt)\n'


def centred(text: str) -> str:
    return f"#align(center)[{text}]\n"


def raised(marks: str) -> str:
    return "#super[" + marks.replace("*", "\\*") + "]"


def block(*lines: str) -> str:
    """One author's lines, for `grid`."""
    return "align(center)[" + " \\ ".join(lines) + "]"


def grid(columns: int, *blocks: str) -> str:
    return f"#grid(columns: ({'1fr,' * columns}), row-gutter: 12pt, " + ", ".join(blocks) + ")\n"


def abstract(heading: str = "Abstract", columns: int = 2) -> str:
    """The abstract and the beginning of the text."""
    body = f'#text(size: 12pt, weight: "bold")[{heading}]\n\n{PROSE * 3}\n\n'
    body += f'#text(size: 12pt, weight: "bold")[1. Introduction]\n\n{PROSE * 3}'
    return f"#v(12pt)\n#columns({columns})[{body}]\n"


def footnote(text: str) -> str:
    """Lines at the foot of the page."""
    return f"#place(bottom + left, float: true, text(size: 7.5pt)[{text}])\n"


@lru_cache(maxsize=64)
def compiled(source: str) -> bytes:
    return typst.compile(source.encode())


@lru_cache(maxsize=64)
def read(source: str) -> tuple[Header, DocumentText]:
    """The header of a typst source, read as any PDF is."""
    data = compiled(source)
    document = read_document(data, max_bytes=50_000_000, max_pages=100)
    return read_header(read_layout(data, pages_wanted(document)), document), document
