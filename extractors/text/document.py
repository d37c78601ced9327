"""The text of a PDF: PDFium for every page, pdfminer.six where PDFium's text is no text."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium_c

from citetrail.records.counted import counted
from citetrail.records.pdf_bytes import has_pdf_header, is_cut, why_not_opened
from citetrail.records.text import DocumentText, PageReader, PageText
from citetrail.records.vocabulary import Outcome
from extractors.text.glyphs import LOST, clean
from extractors.text.guessed_letters import guessed_letters, with_letters
from extractors.text.hidden_text import has_odd_lines, hidden_objects, hide_text
from extractors.text.hyphens import Vocabulary
from extractors.text.legibility import judge_text
from extractors.text.line_numbers import HIDDEN, hide_line_numbers
from extractors.text.links import RawLink, Wanted, links_on, no_link, raw_links
from extractors.text.open_pdf import MOST_PAGES, OpenPdf, as_open_pdf
from extractors.text.page_geometry import Placer
from extractors.text.page_parts import find_parts
from extractors.text.pdfium_calls import raw_text
from extractors.text.printed_lines import PageLooks, PrintedLines
from extractors.text.references import find_references
from extractors.text.row_order import is_painted_in_rows
from extractors.uncollected import uncollected

MOST_CHARS = 40_000_000
# A page of words has more characters than this; a scan has a stamp at most.
FEW_CHARS = 20
# Fewer letters than this in a whole document are no paper.
FEWEST_LETTERS = 20
# Of a page without words: whether it is a scan is plain after so many.
MOST_OBJECTS = 2_000
# pdfminer.six is slow: when it cannot read the first of the illegible pages, it is not asked for the others.
FIRST_TRIED = 2
# A word that a lost glyph breaks: PDFium knows no composed glyph names ("f_i"), pdfminer.six does.
_BROKEN = re.compile(f"(?<!{LOST}){LOST}[a-z]{{2,}}|[a-z]{{2,}}{LOST}(?=[a-z])[a-z]*")
# Different ones on a page; one, however often it is printed, may be a sign in a formula.
FEWEST_BROKEN = 2
# Pages. A thesis in a font without a map would take minutes otherwise.
MOST_TRIED = 40


def read_document(pdf: OpenPdf | bytes, *, max_bytes: int, max_pages: int, links: Wanted = no_link) -> DocumentText:
    """What can be read of one PDF. Never raises: what cannot be read has its outcome.

    `links` tells the addresses to which links are looked for.
    """
    with uncollected(), as_open_pdf(pdf) as known:
        return _read(known, max_bytes, max_pages, links)


def _read(pdf: OpenPdf, max_bytes: int, max_pages: int, links: Wanted) -> DocumentText:
    data = pdf.data

    def failed(outcome: Outcome, detail: str, pages: int = 0) -> DocumentText:
        return DocumentText(outcome, detail=detail, page_count=pages)

    if len(data) > max_bytes:
        return failed(Outcome.TOO_LARGE, f"{len(data):,} bytes, the limit is {max_bytes:,}")
    if not has_pdf_header(data) or data.lstrip()[:1] == b"<":
        return failed(Outcome.NOT_PDF, "the file does not begin as a PDF does" if data else "the file is empty")
    try:
        count = len(pdf.document)
    except pypdfium2.PdfiumError as error:
        return failed(*why_not_opened(data, str(error)))
    try:
        if count == 0:
            return failed(Outcome.EMPTY, "the PDF has no page")
        if count > max_pages:
            most = f"more than the {max_pages:,} of CITETRAIL_MAX_PAGES"
            return failed(Outcome.TOO_LARGE, f"{count:,} pages, {most}", count)
        return _read_pages(pdf, count, links)
    except MemoryError:
        return failed(Outcome.OUT_OF_MEMORY, "reading the pages took too much memory")
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
        return failed(Outcome.PARSER_ERROR, f"PDFium: {error}")


@dataclass(frozen=True, slots=True)
class _RawPage:
    """A page as PDFium hands it over. `scan` tells a page that is a picture and hardly anything else."""

    raw: str = ""
    width: float = 0.0
    height: float = 0.0
    lines: PrintedLines | None = None
    scan: bool = False
    lost: bool = False
    in_rows: bool = False  # two columns painted across
    links: tuple[RawLink, ...] = ()


@dataclass(frozen=True, slots=True)
class _CleanPage:
    text: PageText
    lines: PrintedLines | None
    letters: int
    legible: bool


def _read_pages(pdf: OpenPdf, count: int, links: Wanted) -> DocumentText:
    raws: list[_RawPage] = []
    total = 0
    for number in range(count):
        raws.append(_read_page(pdf, number + 1, links))
        total += len(raws[-1].raw)
        if total > MOST_CHARS:
            return DocumentText(Outcome.TOO_LARGE, detail="more text than any paper has", page_count=count)
    cleaned = _clean_pages(pdf.data, raws)
    outcome, detail = _judge(pdf.data, cleaned, raws)
    if outcome is not Outcome.OK:
        return DocumentText(outcome, detail=detail, page_count=count)
    pages = tuple(_with_links(page.text, raw.links) for page, raw in zip(cleaned, raws, strict=True))
    looks = PageLooks([page.lines for page in cleaned])
    parts = find_parts(pages, looks)
    references = find_references(pages, parts, looks)
    return DocumentText(Outcome.OK, pages, parts, references, detail, count)


def _with_links(page: PageText, raw: Sequence[RawLink]) -> PageText:
    return replace(page, links=links_on(page, raw)) if raw and page.reader is PageReader.PDFIUM else page


def _read_page(pdf: OpenPdf, number: int, wanted: Wanted) -> _RawPage:
    try:
        page, textpage = pdf.page(number)
        place = Placer(page)
        guessed = raw_text(textpage)
        known = with_letters(guessed, guessed_letters(pdf, number, textpage, guessed))
        lines = PrintedLines(textpage, place, known)
        # Of page 1 the layout wants to know everything.
        whole = number == 1 or has_odd_lines(lines)
        hidden = hidden_objects(page, textpage, places=whole, layers=pdf.has_hidden_layers)
        if whole:
            pdf.hidden[number] = hidden
        raw = hide_line_numbers(hide_text(known, textpage, hidden))
        lines = lines if raw == known else PrintedLines(textpage, place, raw)
        if len(pdf.document) > MOST_PAGES:
            _ = lines.looks  # later the page is closed
        scan = len(raw.strip()) < FEW_CHARS and _has_picture(page)
        links = raw_links(page, textpage, wanted) if raw else ()
        in_rows = is_painted_in_rows(textpage, place, raw)
        return _RawPage(raw, place.width, place.height, lines, scan, in_rows=in_rows, links=links)
    except pypdfium2.PdfiumError:
        return _RawPage(lost=True)  # one bad page does not lose the others


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    objects = islice(page.get_objects(max_depth=3), MOST_OBJECTS)
    return any(item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE for item in objects)


def _clean_pages(data: bytes, raws: Sequence[_RawPage]) -> list[_CleanPage]:
    words = Vocabulary(page.raw for page in raws)
    pages = []
    for number, raw in enumerate(raws, start=1):
        text, index = clean(raw.raw, words)
        page = PageText(number, raw.width, raw.height, text, index, PageReader.PDFIUM)
        pages.append(_CleanPage(page, raw.lines, *judge_text(text)))
    wanted = [_wants_other_reader(page, raw) for page, raw in zip(pages, raws, strict=True)]
    illegible = [page.text.number for page, wants in zip(pages, wanted, strict=True) if wants]
    in_rows = {number for number, raw in enumerate(raws, start=1) if raw.in_rows}
    for few in (illegible[:FIRST_TRIED], illegible[FIRST_TRIED:MOST_TRIED]):
        better = _other_reader(data, [pages[n - 1] for n in few], in_rows)
        for other in better:
            pages[other.text.number - 1] = other
        if not better:
            break
    return pages


def _wants_other_reader(page: _CleanPage, raw: _RawPage) -> bool:
    """Whether pdfminer.six may do better; it would read what is hidden on a page, too."""
    return not page.legible or ((raw.in_rows or _has_broken_words(page)) and HIDDEN not in raw.raw)


def _has_broken_words(page: _CleanPage) -> bool:
    return LOST in page.text.text and len(set(_BROKEN.findall(page.text.text))) >= FEWEST_BROKEN


def _other_reader(data: bytes, pages: Sequence[_CleanPage], in_rows: Set[int]) -> list[_CleanPage]:
    """Those of the pages that look more like words through pdfminer.six, or are `in_rows` and read by columns."""
    if not pages:
        return []
    from extractors.text.pdfminer_layout import miner_texts

    before = {page.text.number: page for page in pages}
    raws = miner_texts(data, list(before))
    words = Vocabulary(raws.values())
    found = []
    for number, raw in raws.items():
        text, index = clean(raw, words)
        letters, legible = judge_text(text)
        old = before[number].text
        fewer = number in in_rows or not before[number].legible or text.count(LOST) < old.text.count(LOST)
        if legible and fewer and letters > 0.3 * before[number].letters:
            page = PageText(number, old.width, old.height, text, index, PageReader.PDFMINER)
            found.append(_CleanPage(page, None, letters, legible))
    return found


def _judge(data: bytes, pages: Sequence[_CleanPage], raws: Sequence[_RawPage]) -> tuple[Outcome, str]:
    """Whether the document as a whole can be read as words."""
    count = len(pages)
    letters = sum(page.letters for page in pages)
    illegible = sum(page.letters for page in pages if not page.legible)
    glyphs = sum(page.text.text.count(LOST) for page in pages)
    scans = sum(raw.scan for raw in raws)
    lost = sum(raw.lost for raw in raws)
    some_lost = f"{lost} of {count} pages could not be loaded" if lost else ""
    if lost > 0.5 * count:
        return Outcome.TRUNCATED if is_cut(data) else Outcome.PARSER_ERROR, some_lost
    if scans and ((scans > 0.7 * count and letters < 300 * count) or letters < FEWEST_LETTERS):
        return (
            Outcome.SCANNED,
            f"{scans} of {counted(count, 'page is a picture', 'pages are pictures')} without a text layer",
        )
    if illegible > 0.5 * letters or glyphs > max(letters, FEWEST_LETTERS):
        return Outcome.GARBLED, "the text layer is no words: its fonts do not say which letters they draw"
    if letters < FEWEST_LETTERS:
        return Outcome.EMPTY, some_lost or "the pages hold no words"
    return Outcome.OK, some_lost
