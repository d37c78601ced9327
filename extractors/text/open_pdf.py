"""A PDF that is open: parsed once, its pages at hand for text, layout and boxes, closed by whoever opened it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pypdfium2

from citetrail.records.identifiers import sha256_of
from extractors.text.layers import has_hidden_layers
from extractors.text.turned_text import text_page

if TYPE_CHECKING:
    from extractors.text.glyph_names import GlyphNames

# Pages kept beside their document; a paper has some ten, a book's would fill the memory.
MOST_PAGES = 60


class OpenPdf:
    """The bytes of one PDF and what PDFium has open of them.

    PDFium parses the file when it is first asked for: bytes that are no PDF raise then, not before. One process
    reads one document at a time; PDFium allows no more either.
    """

    def __init__(self, data: bytes, sha256: str = "") -> None:
        """`sha256`: of the bytes, where somebody has made sure of it."""
        self.data = data
        if sha256:
            self.sha256 = sha256
        self._pages: dict[int, tuple[Any, Any]] = {}
        # Of open pages by their numbers: the text objects that cannot be seen, where somebody looked for all of them.
        self.hidden: dict[int, frozenset[int]] = {}
        # The same for letters that PDFium guessed and a font's names tell, by PDFium's index.
        self.named: dict[int, Mapping[int, str]] = {}

    @cached_property
    def sha256(self) -> str:
        """Of the bytes, hexadecimal."""
        return sha256_of(self.data)

    @cached_property
    def has_hidden_layers(self) -> bool:
        """Whether what it holds on some layer is not displayed."""
        return has_hidden_layers(self.data)

    @cached_property
    def document(self) -> pypdfium2.PdfDocument:
        """PDFium's document. Raises PdfiumError when it cannot be opened."""
        return pypdfium2.PdfDocument(self.data)

    @cached_property
    def glyph_names(self) -> "GlyphNames":
        """What its fonts name their glyphs, read by pdfminer.six, whose import alone takes a tenth of a second."""
        from extractors.text.glyph_names import GlyphNames

        return GlyphNames(self.data)

    def page(self, number: int) -> tuple[Any, Any]:
        """A page (from 1) and its text page, open until other pages take their place.

        Raises PdfiumError for a page that cannot be loaded or is not there.
        """
        if number in self._pages:
            return self._pages[number]
        while len(self._pages) >= MOST_PAGES:
            self._close_page(next(iter(self._pages)))
        page = self.document[number - 1]
        try:
            textpage = text_page(page)
        except pypdfium2.PdfiumError:
            page.close()
            raise
        self._pages[number] = (page, textpage)
        return page, textpage

    def _close_page(self, number: int) -> None:
        page, textpage = self._pages.pop(number)
        self.hidden.pop(number, None)
        self.named.pop(number, None)
        textpage.close()
        page.close()

    def close(self) -> None:
        """Give back what PDFium holds; the bytes and their SHA-256 stay."""
        for number in list(self._pages):
            self._close_page(number)
        if "document" in self.__dict__:
            self.document.close()
            del self.document

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def as_open_pdf(pdf: OpenPdf | bytes) -> Iterator[OpenPdf]:
    """The PDF as it is when it is open, which then stays its owner's to close; bytes are opened for this use."""
    if isinstance(pdf, OpenPdf):
        yield pdf
        return
    with OpenPdf(pdf) as own:
        yield own
