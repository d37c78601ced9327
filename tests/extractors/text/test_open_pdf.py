"""An open PDF: parsed once for everything that is asked of it, closed by its owner."""

import pypdfium2
import pytest

from extractors.text import document, layout, open_pdf
from extractors.text.boxes import boxes_of
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from extractors.text.open_pdf import OpenPdf, as_open_pdf
from tests.extractors.text.papers import compiled, source


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[pypdfium2.PdfDocument]:
    """Every document that PDFium parses meanwhile."""
    made: list[pypdfium2.PdfDocument] = []
    parse = pypdfium2.PdfDocument

    def counted(data: bytes) -> pypdfium2.PdfDocument:
        made.append(parse(data))
        return made[-1]

    monkeypatch.setattr(open_pdf.pypdfium2, "PdfDocument", counted)
    return made


def test_text_layout_and_boxes_cost_one_parse(parsed: list[pypdfium2.PdfDocument]) -> None:
    with OpenPdf(compiled(source())) as pdf:
        document = read_document(pdf, max_bytes=10**8, max_pages=400)
        assert read_layout(pdf, [1])
        assert boxes_of(pdf, document.pages[0], [(0, 5)])
        assert len(parsed) == 1
    assert parsed[0].raw is None, "its owner has closed it"


def test_what_is_hidden_on_page_1_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    for user in (document, layout):
        find = user.hidden_objects
        monkeypatch.setattr(user, "hidden_objects", lambda *a, find=find, **k: asked.append(a) or find(*a, **k))
    with OpenPdf(compiled(source())) as pdf:
        read_document(pdf, max_bytes=10**8, max_pages=1)
        assert read_layout(pdf, [1]) == read_layout(pdf.data, [1])
    assert len(asked) == 2, "once for the document and its layout, once for the layout by itself"


def test_bytes_are_opened_for_one_use(parsed: list[pypdfium2.PdfDocument]) -> None:
    read_layout(compiled(source()), [1])
    assert [pdf.raw for pdf in parsed] == [None]


def test_what_its_owner_opened_stays_open(parsed: list[pypdfium2.PdfDocument]) -> None:
    with OpenPdf(compiled(source())) as pdf:
        with as_open_pdf(pdf) as same:
            assert same is pdf
            assert same.page(1)
        assert len(pdf.document) > 0
        assert len(parsed) == 1


def test_bytes_that_are_no_pdf_raise_when_pdfium_is_asked() -> None:
    with OpenPdf(b"no pdf") as pdf, pytest.raises(pypdfium2.PdfiumError):
        assert pdf.document


def test_a_checksum_that_is_known_is_not_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenPdf(b"any bytes") as pdf:
        known = pdf.sha256
    monkeypatch.setattr(open_pdf, "sha256_of", lambda _: pytest.fail("hashed again"))
    assert OpenPdf(b"any bytes", known).sha256 == known
    assert read_document(compiled(source()), max_bytes=10**8, max_pages=400).pages, "no text needs it"


def test_looks_of_a_long_documents_lines_are_found_while_its_pages_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    data = compiled(source() + " #pagebreak() = Results\nOf the loom nothing else is told.")
    whole = read_document(data, max_bytes=10**8, max_pages=400)
    for module in (open_pdf, document):
        monkeypatch.setattr(module, "MOST_PAGES", 1)
    assert read_document(data, max_bytes=10**8, max_pages=400) == whole


def test_old_pages_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_pdf, "MOST_PAGES", 1)
    with OpenPdf(compiled("One #pagebreak() Two")) as pdf:
        first = pdf.page(1)
        assert pdf.page(1)[1] is first[1]
        pdf.page(2)
        assert pdf.page(1)[1] is not first[1]
        with pytest.raises(pypdfium2.PdfiumError):
            pdf.page(10_000)
