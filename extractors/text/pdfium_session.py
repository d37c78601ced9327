"""The PDF that was opened last stays open with its pages, so that boxes cost no second parse."""

from typing import Any

import pypdfium2

# Pages kept beside their document; a paper has some ten, a book's would fill the memory.
MOST_PAGES = 60


class _Last:
    """One process reads one document at a time; PDFium allows no more either."""

    data: bytes | None = None
    pdf: pypdfium2.PdfDocument | None = None
    pages: dict[int, tuple[Any, Any]] = {}  # noqa: RUF012 - there is one, by design


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The document of these bytes; the one before is closed. Raises PdfiumError when they are none."""
    if _Last.pdf is not None and _Last.data is data:
        return _Last.pdf
    close_pdf()
    _Last.pdf = pypdfium2.PdfDocument(data)
    _Last.data = data
    return _Last.pdf


def close_pdf() -> None:
    """Give back what the last document holds."""
    if _Last.pdf is not None:
        _Last.pages.clear()
        _Last.pdf.close()
    _Last.pdf = _Last.data = None


def open_page(data: bytes, number: int) -> tuple[Any, Any]:
    """A page (from 1) and its text page; they stay valid until the next call. Raises PdfiumError."""
    pdf = open_pdf(data)
    if number in _Last.pages:
        return _Last.pages[number]
    while len(_Last.pages) >= MOST_PAGES:
        page, textpage = _Last.pages.pop(next(iter(_Last.pages)))
        textpage.close()
        page.close()
    page = pdf[number - 1]
    try:
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        page.close()
        raise
    _Last.pages[number] = (page, textpage)
    return page, textpage
