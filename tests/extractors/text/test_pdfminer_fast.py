"""The quick parts of pdfminer.six read what its own read."""

import io

import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream

from extractors.text.layout import read_layout
from extractors.text.pdfminer_fast import QuickAggregator, QuickDocument
from extractors.text.pdfminer_layout import miner_layout
from tests.extractors.header.papers import compiled
from tests.hostile.files import document, one_page
from tests.hostile.files import stream as written

TURNED = (
    "= Gaits\n#rotate(30deg)[A slanted word]\n#rotate(90deg)[upwards] #scale(x: -100%)[mirrored] Plain #super[1] text"
)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return compiled(TURNED)


def letters(data: bytes, kind: type[PDFPageAggregator]) -> list[tuple[object, ...]]:
    resources = PDFResourceManager()
    device = kind(resources, laparams=LAParams(all_texts=True))
    page = next(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))))
    PDFPageInterpreter(resources, device).process_page(page)

    def inside(item: object) -> list[LTChar]:
        if isinstance(item, LTChar):
            return [item]
        return [found for part in item for found in inside(part)] if isinstance(item, LTContainer) else []

    return [
        (x.get_text(), x.bbox, x.width, x.height, x.size, x.adv, x.upright, x.fontname, x.matrix)
        for x in inside(device.get_result())
    ]


def stream(content: bytes, first: int, count: int) -> PDFStream:
    made = PDFStream({"First": first, "N": count}, content)
    made.set_objid(900, 0)
    return made


def test_upright_slanted_and_mirrored_letters_are_the_same(paper: bytes) -> None:
    own = letters(paper, PDFPageAggregator)
    assert len(own) > 30
    assert letters(paper, QuickAggregator) == own


@pytest.mark.parametrize(
    ("content", "first"),
    [
        (b"7 0 8 3 9 12 41 << /A 1 >> 99", 11),
        (b"7 3 8 0 9 12 41 << /A 1 >> 99", 11),  # the places do not rise
        (b"1 0 2 3 3 12 41 << /A 1 >> 99", 11),  # other objects' numbers
        (b"7 0 8 x 9 12 41 << /A 1 >> 99", 11),  # no number
        (b"7 0 8 3 9 12 41 << /A 1 >> 99", 400),  # starts behind its end
    ],
)
@pytest.mark.parametrize("index", [0, 1, 2])
def test_an_object_stream_yields_the_same_objects(paper: bytes, content: bytes, first: int, index: int) -> None:
    own = PDFDocument(PDFParser(io.BytesIO(paper)))._getobj_objstm(stream(content, first, 3), index, 7 + index)
    quick = QuickDocument(PDFParser(io.BytesIO(paper)))._getobj_objstm(stream(content, first, 3), index, 7 + index)
    assert quick == own


def test_the_second_hyphen_of_windows_is_a_hyphen_to_both_readers() -> None:
    made = one_page(written(rb"BT /F1 10 Tf 72 700 Td (Gait\255Walk\255B of well-known walkers) Tj ET"))
    made = made.replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding")
    for reader in (read_layout, miner_layout):
        (layout,) = reader(made, [1])
        assert "".join(line.text for line in layout.lines) == "Gait-Walk-B of well-known walkers"


@pytest.mark.parametrize(
    ("font", "printed", "meant"),
    [
        (b"Symbol", rb"99.8 \261 0.2, 112 \264 112, \243 7 a", "99.8 ± 0.2, 112 × 112, ≤ 7 α"),
        (b"ZapfDingbats", rb"4 8 \254", "✔ ✘ ①"),
        (b"Symbol /Encoding << /Differences [97 /heart] >>", rb"a b \261", "♥ β ±"),
        (b"Helvetica", rb"4 8 a", "4 8 a"),
    ],
)
def test_symbol_fonts_have_their_own_encodings_for_both_readers(font: bytes, printed: bytes, meant: str) -> None:
    made = one_page(written(b"BT /F1 10 Tf 72 700 Td (" + printed + b") Tj ET"))
    made = made.replace(b"/BaseFont /Helvetica", b"/BaseFont /" + font)
    for reader in (read_layout, miner_layout):
        (layout,) = reader(made, [1])
        assert "".join(line.text for line in layout.lines) == meant


@pytest.mark.parametrize("shown", [b"(network) '", b'0 0 (network) "', b"T* (network) Tj"])
def test_each_operator_for_the_next_line_shows_its_text_there(shown: bytes) -> None:
    made = one_page(written(b"BT /F1 10 Tf 14 TL 72 700 Td (We used Gait to train a) Tj " + shown + b" ET"))
    for reader in (read_layout, miner_layout):
        (layout,) = reader(made, [1])
        assert [line.text.strip() for line in layout.lines] == ["We used Gait to train a", "network"]


def test_a_symbol_font_with_a_map_is_read_by_the_map() -> None:
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <34> <0059> endbfchar"
    made = document(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            4: written(b"BT /F1 10 Tf 72 700 Td (4 8) Tj ET"),
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats /ToUnicode 6 0 R >>",
            6: written(table),
        }
    )
    (layout,) = miner_layout(made, [1])
    assert "".join(line.text for line in layout.lines) == "Y ✘"


def test_a_composite_font_of_a_symbol_fonts_name_keeps_its_codes() -> None:
    table = b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    table += b"2 beginbfchar <0034> <0059> <0038> <005A> endbfchar"
    made = document(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            4: written(b"BT /F1 10 Tf 72 700 Td <00340038> Tj ET"),
            5: b"<< /Type /Font /Subtype /Type0 /BaseFont /Symbol /Encoding /Identity-H /DescendantFonts [7 0 R] "
            b"/ToUnicode 6 0 R >>",
            6: written(table),
            7: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Symbol /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        }
    )
    (layout,) = miner_layout(made, [1])
    assert "".join(line.text for line in layout.lines) == "YZ"
