"""Pages whose letters run up or down the page are read in the order of their lines.

Covers: extractors.text.turned_text.
"""

import io

import pypdfium2
import pytest
import typst

from extractors.text.boxes import boxes_of
from extractors.text.document import read_document
from extractors.text.open_pdf import OpenPdf

LEFT = (
    "The kiln was fired for the first time on a morning in March, and it was left open until the glaze had set. " * 5
)
RIGHT = (
    "Nobody had asked the potters what they thought of it, and so they said nothing before the jars had cooled. " * 5
)
TEXT = f"#columns(2)[{LEFT} #colbreak() {RIGHT} The last line ends here.]"


def page(turn: str) -> bytes:
    """Two columns on a page, turned clockwise by so many degrees."""
    turned = f"#rotate({turn}, reflow: true)[#block(width: 6in, height: 8in)[{TEXT}]]"
    return typst.compile(f"#set page(width: 9in, height: 9in, margin: 0.4in)\n{turned}".encode())


def words(data: bytes) -> list[str]:
    return read_document(data, max_bytes=10**7, max_pages=2).pages[0].text.split()


def rotated(data: bytes, degrees: int) -> bytes:
    with pypdfium2.PdfDocument(data) as opened:
        opened[0].set_rotation(degrees)
        made = io.BytesIO()
        opened.save(made)
    return made.getvalue()


@pytest.mark.parametrize("turn", ["90deg", "-90deg", "180deg"])
def test_letters_that_stand_sideways_or_on_their_heads(turn: str) -> None:
    assert words(page(turn)) == words(page("0deg"))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pages_that_the_file_turns(degrees: int) -> None:
    assert words(rotated(page("0deg"), degrees)) == words(page("0deg"))


@pytest.mark.parametrize("turn", ["90deg", "-90deg"])
def test_the_page_stays_as_displayed_and_its_quotes_stand_on_it(turn: str) -> None:
    data = page(turn)
    with OpenPdf(data) as opened:
        handle, _ = opened.page(1)
        assert handle.get_rotation() == 0
        read = read_document(opened, max_bytes=10**7, max_pages=2).pages[0]
        start = read.text.index("The last line")
        (boxes,) = boxes_of(opened, read, [(start, start + len("The last line"))])
    assert boxes
    assert all(box.y1 - box.y0 > box.x1 - box.x0 for box in boxes)
