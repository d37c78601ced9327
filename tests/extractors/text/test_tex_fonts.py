"""TeX's symbols from files that name no encoding for them."""

from collections.abc import Callable, Sequence

import pytest

from citetrail.records.text import LayoutPage
from extractors.text.layout import read_layout
from extractors.text.pdfminer_layout import miner_layout
from extractors.text.tex_fonts import misread
from tests.hostile.files import one_page, stream

Reader = Callable[[bytes, Sequence[int]], tuple[LayoutPage, ...]]


def page(font: bytes, text: bytes) -> bytes:
    """A page that prints this text in a font of that name without an encoding."""
    made = one_page(stream(b"BT /F1 10 Tf 72 700 Td (" + text + b") Tj ET"))
    widths = b" /FirstChar 0 /LastChar 255 /Widths [" + b"500 " * 256 + b"]"
    widths += b" /FontDescriptor << /Type /FontDescriptor /FontName /" + font + b" /Flags 4 >>"
    return made.replace(b"/BaseFont /Helvetica", b"/BaseFont /" + font + widths)


@pytest.mark.parametrize(
    ("font", "printed", "meant"),
    [
        (b"ABCDEF+CMSY10", b"fg", "{}"),
        (b"ABCDEF+CMSY7", b"yzx", "†‡§"),
        (b"CMSY8", b"y\\003", "†∗"),
        (b"ABCDEF+CMMI8", b"1;2", "1,2"),
        (b"ABCDEF+CMR10", b"fgy;", "fgy;"),
        (b"Helvetica", b"fgy;", "fgy;"),
    ],
)
@pytest.mark.parametrize("reader", [read_layout, miner_layout])
def test_symbols_are_not_taken_for_letters(font: bytes, printed: bytes, meant: str, reader: Reader) -> None:
    (layout,) = reader(page(font, printed), [1])
    assert "".join(line.text for line in layout.lines) == meant


def test_letters_that_the_fonts_do_print_stay() -> None:
    assert misread("ABCDEF+CMSY10").get("L", "L") == "L", "a calligraphic capital"
    assert not misread("")
