"""The text of a PDF: PDFium for every page, pdfminer.six where PDFium's text is no text."""

import ctypes
import io
from collections import Counter
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium_c

from extractors.bibliography import find_references
from extractors.glyphs import clean, count_words, looks_like_words
from extractors.sections import find_parts
from records.identifiers import sha256_of
from records.text import DocumentText, PageText
from records.vocabulary import Outcome

# Raise it whenever the same bytes could give another text: readings are kept by it.
TEXT_VERSION = "text-1"
# One page of a paper has some 5,000 characters; beyond this a page is an attack, and is cut.
MOST_CHARS_A_PAGE = 5_000_000
MOST_CHARS = 40_000_000
MAGIC_WITHIN = 1024


def read_document(data: bytes, *, max_bytes: int, max_pages: int) -> DocumentText:
    """What can be read of one PDF. Never raises: what cannot be read has its outcome."""
    sha256 = sha256_of(data)

    def failed(outcome: Outcome, detail: str, pages: int = 0) -> DocumentText:
        return DocumentText(sha256, outcome, detail=detail, page_count=pages)

    if len(data) > max_bytes:
        return failed(Outcome.TOO_LARGE, f"{len(data):,} bytes, the limit is {max_bytes:,}")
    if b"%PDF" not in data[:MAGIC_WITHIN]:
        return failed(Outcome.NOT_PDF, "the file does not begin as a PDF does" if data else "the file is empty")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return failed(*_why_not_opened(data, error))
    try:
        count = len(pdf)
        if count == 0:
            return failed(Outcome.EMPTY, "the PDF has no page")
        if count > max_pages:
            return failed(Outcome.TOO_LARGE, f"{count:,} pages, the limit is {max_pages:,}", count)
        return _read_pages(sha256, data, pdf, count)
    except MemoryError:
        return failed(Outcome.OUT_OF_MEMORY, "reading the pages took too much memory")
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
        return failed(Outcome.PARSER_ERROR, f"PDFium: {error}")
    finally:
        pdf.close()


def _why_not_opened(data: bytes, error: Exception) -> tuple[Outcome, str]:
    if "assword" in str(error) or "ecurity" in str(error):
        return Outcome.ENCRYPTED, "the PDF wants a password"
    if b"%%EOF" not in data[-2048:]:
        return Outcome.TRUNCATED, "the PDF ends before its end"
    return Outcome.PARSER_ERROR, f"PDFium cannot open it: {error}"


def _read_pages(sha256: str, data: bytes, pdf: pypdfium2.PdfDocument, count: int) -> DocumentText:
    raws: list[str] = []
    sizes: list[tuple[float, float]] = []
    pictures = 0
    total = 0
    for number in range(count):
        raw, size, picture = _read_page(pdf, number)
        total += len(raw)
        if total > MOST_CHARS:
            return DocumentText(sha256, Outcome.TOO_LARGE, detail="more text than any paper has", page_count=count)
        raws.append(raw)
        sizes.append(size)
        pictures += picture
    pages = _clean_pages(data, raws, sizes)
    outcome, detail = _judge(pages, pictures)
    if outcome is not Outcome.OK:
        return DocumentText(sha256, outcome, detail=detail, page_count=count)
    parts = find_parts(pages)
    return DocumentText(sha256, Outcome.OK, pages, parts, find_references(pages, parts), page_count=count)


def _read_page(pdf: pypdfium2.PdfDocument, number: int) -> tuple[str, tuple[float, float], bool]:
    """A page's characters as PDFium has them, its size, and whether it is mostly a picture."""
    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return "", (0.0, 0.0), False  # one bad page does not lose the others
    try:
        textpage = page.get_textpage()
        try:
            raw = raw_text(textpage)
        finally:
            textpage.close()
        picture = len(raw.strip()) < 20 and any(
            True for _ in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2)
        )
        return raw, page.get_size(), picture
    finally:
        page.close()


def raw_text(textpage: pypdfium2.PdfTextPage) -> str:
    """All characters of a text page, one for each of PDFium's text indices (UTF-16 units stay apart)."""
    count = min(pdfium_c.FPDFText_CountChars(textpage), MOST_CHARS_A_PAGE)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_c.FPDFText_GetText(textpage, 0, count, buffer)
    # Decoded unit by unit, so that indices stay PDFium's; a pair outside the BMP becomes one lost glyph and a gap.
    units = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "surrogatepass")
    return units if len(units) == written - 1 else _apart(buffer[: written - 1])


def _apart(units: Sequence[int]) -> str:
    return "".join(chr(u) for u in units)


def _clean_pages(data: bytes, raws: list[str], sizes: list[tuple[float, float]]) -> tuple[PageText, ...]:
    words = count_words(raws)
    pages = []
    for number, (raw, (width, height)) in enumerate(zip(raws, sizes, strict=True), start=1):
        text, index = clean(raw, words)
        page = PageText(number, width, height, text, index, "pdfium")
        if not looks_like_words(text):
            page = _other_reader(data, page, words)
        pages.append(page)
    return tuple(pages)


def _other_reader(data: bytes, page: PageText, words: Counter[str]) -> PageText:
    """The page through pdfminer.six, when that looks more like words."""
    from extractors.layout import miner_text

    raw = miner_text(data, page.number)
    text, index = clean(raw, words)
    if len(text.strip()) > 0.3 * len(page.text.strip()) and looks_like_words(text):
        return PageText(page.number, page.width, page.height, text, index, "pdfminer")
    return page


def _judge(pages: Sequence[PageText], pictures: int) -> tuple[Outcome, str]:
    """Whether the text as a whole can be read as words."""
    letters = [sum(c.isalpha() for c in p.text) for p in pages]
    if sum(letters) < 100:
        if pictures:
            return Outcome.SCANNED, f"{pictures} of {len(pages)} pages are pictures without a text layer"
        return Outcome.EMPTY, "the pages hold no text"
    bad = sum(n for p, n in zip(pages, letters, strict=True) if not looks_like_words(p.text))
    if bad > 0.5 * sum(letters):
        return Outcome.GARBLED, "the text layer is no words: its fonts do not say which letters they draw"
    if pictures > 0.7 * len(pages) and sum(letters) < 300 * len(pages):
        return Outcome.SCANNED, f"{pictures} of {len(pages)} pages are pictures without a text layer"
    return Outcome.OK, ""


def open_bytes(data: bytes) -> io.BytesIO:
    """A file over the bytes, for readers that want one."""
    return io.BytesIO(data)
