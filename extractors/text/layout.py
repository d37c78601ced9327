"""The lines of a page with what typography says: through PDFium, and pdfminer.six where its text is no text."""

from collections.abc import Iterator, Sequence

import pypdfium2

from citetrail.records.text import LayoutPage
from extractors.text.guessed_letters import guessed_letters
from extractors.text.hidden_text import hidden_objects
from extractors.text.legibility import looks_like_words
from extractors.text.open_pdf import OpenPdf, as_open_pdf
from extractors.text.pdfium_calls import raw_text
from extractors.text.pdfium_layout import layout_page


def read_layout(pdf: OpenPdf | bytes, numbers: Sequence[int]) -> tuple[LayoutPage, ...]:
    """The asked pages (from 1), in ascending order, with their lines from top to bottom.

    A page that neither reader can open is left out.
    """
    with as_open_pdf(pdf) as known:
        pages = {page.number: page for page in _pdfium_pages(known, numbers)}
    unread = [number for number in sorted(set(numbers)) if number not in pages or not _legible(pages[number])]
    if unread:
        # pdfminer.six costs twenty times as much; its import alone a tenth of a second.
        from extractors.text.pdfminer_layout import miner_layout

        others = {page.number: page for page in miner_layout(known.data, unread)}
        pages |= {n: page for n, page in others.items() if n not in pages or _legible(page)}
    return tuple(pages[number] for number in sorted(pages))


def _pdfium_pages(pdf: OpenPdf, numbers: Sequence[int]) -> Iterator[LayoutPage]:
    for number in sorted(set(numbers)):
        try:
            page, textpage = pdf.page(number)
        except pypdfium2.PdfiumError:
            continue
        if number not in pdf.hidden:
            pdf.hidden[number] = hidden_objects(page, textpage, layers=pdf.has_hidden_layers)
        if number not in pdf.named:
            guessed_letters(pdf, number, textpage, raw_text(textpage))
        yield layout_page(number, page, textpage, pdf.hidden[number], pdf.named[number])


def _legible(page: LayoutPage) -> bool:
    return looks_like_words("\n".join(line.text for line in page.lines))
