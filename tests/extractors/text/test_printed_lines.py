"""Where the printed lines of a page begin tells whether any of them may be off it or too small.

Covers: extractors.text.printed_lines, extractors.text.hidden_text.
"""

import pytest

from extractors.text.hidden_text import has_odd_lines
from extractors.text.open_pdf import OpenPdf
from extractors.text.page_geometry import Placer
from extractors.text.pdfium_calls import raw_text
from extractors.text.printed_lines import PageLooks, PrintedLines
from tests.extractors.text.papers import compiled

PAGE = "#set page(width: 300pt, height: 300pt, margin: 40pt)\nThe loom stands in the hall.\n\n"


def lines(pdf: OpenPdf) -> PrintedLines:
    page, textpage = pdf.page(1)
    return PrintedLines(textpage, Placer(page), raw_text(textpage))


@pytest.mark.parametrize(
    ("more", "odd"),
    [
        ("It is strung in March.", False),
        ("#text(size: 0.5pt)[Nobody reads this.]", True),
        ("#place(dx: 400pt, dy: 100pt)[Beside the page.]", True),
        ("#place(dx: -300pt, dy: 100pt)[Left of it.]", True),
        ("#place(dy: 600pt)[Below it.]", True),
        ("#place(dy: -300pt)[Above it.]", True),
        ("#place(dx: -60pt, dy: 100pt)[Begins left of it and goes on.]", False),
    ],
)
def test_odd_lines_are_told_by_where_they_begin(more: str, odd: bool) -> None:
    with OpenPdf(compiled(PAGE + more)) as pdf:
        found = lines(pdf)
        assert has_odd_lines(found) == odd
        assert list(found.looks)
        assert has_odd_lines(found) == odd, "asked again, when the looks are known"


def test_what_begins_on_the_page_has_looks_on_it() -> None:
    with OpenPdf(compiled(PAGE)) as pdf:
        found = lines(pdf)
        assert found.begin_within(1.0)
        assert not found.begin_within(100.0)
        (look,) = found.looks
        assert 39 < look.x0 < look.x1 < 300
        assert look.font
        assert not found.begin_within(1.0)
        assert list(PageLooks([found, None])) == [(look,), ()]


def test_a_page_without_lines_has_none_that_are_odd() -> None:
    with OpenPdf(compiled("#set page(width: 300pt, height: 300pt)\n#rect()")) as pdf:
        assert not has_odd_lines(lines(pdf))
        assert lines(pdf).looks == ()
