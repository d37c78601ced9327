"""Words that lead to an address when they are clicked: the address is not printed, and says what they mean."""

import codecs
import ctypes
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from citetrail.records.text import Link, PageText
from extractors.text import pdfium_calls as calls

MOST_LINKS = 300  # of a page; a list of references has some thirty
LONGEST = 2_000  # characters of an address
_NEAR = 3.0  # points between the edge of a link and the letters in it

# Which addresses are looked for. Most links of a paper lead to other papers; finding their words takes the time.
Wanted = Callable[[str], bool]


class RawLink(NamedTuple):
    """The first and the last character that a link lies on, among those of PDFium's text, and where it leads."""

    first: int
    last: int
    url: str


def no_link(_url: str) -> bool:
    """For whom no address matters."""
    return False


def every_link(_url: str) -> bool:
    """For whom all addresses may matter."""
    return True


def raw_links(page: Any, textpage: Any, wanted: Wanted) -> tuple[RawLink, ...]:
    """The links of a PDFium page to the wanted addresses outside."""
    if wanted is no_link:
        return ()
    found = (_raw_link(where, url, textpage) for where, url in _addressed(page, wanted))
    return tuple(link for link in found if link)


def links_on(text: PageText, raw: Sequence[RawLink]) -> tuple[Link, ...]:
    """The links with the spans of `text` that they lie on, in its order."""
    found = (_link(link, text) for link in raw)
    return tuple(sorted(link for link in found if link))


def _addressed(page: Any, wanted: Wanted) -> Iterator[tuple[Any, str]]:
    """Rectangles in PDF coordinates, and where they lead."""
    address, document = calls.address_of(page.raw), calls.address_of(page.pdf.raw)
    position, link = ctypes.c_int(0), ctypes.c_void_p()
    places = ctypes.addressof(position), ctypes.addressof(link)
    buffer = ctypes.create_string_buffer(LONGEST)
    for _ in range(MOST_LINKS):
        if not calls.next_link(address, *places):
            return
        # A link to a place in the file has another action, or none.
        action = calls.action_of(link.value)
        if action and calls.action_type(action) == pdfium_c.PDFACTION_URI:
            length = calls.action_address(document, action, ctypes.addressof(buffer), LONGEST)
            url = _address(buffer.raw[: length - 1]) if 0 < length <= LONGEST else ""
            where = pdfium_c.FS_RECTF()
            if url and wanted(url) and calls.link_bounds(link.value, ctypes.addressof(where)):
                yield where, url


def _address(written: bytes) -> str:
    """An address is to be ASCII; some programs write it as they write titles, in UTF-16, others in UTF-8."""
    if written.startswith(codecs.BOM_UTF16_BE):
        return written.decode("utf-16", "replace")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("latin-1")


def _raw_link(where: Any, url: str, textpage: Any) -> RawLink | None:
    middle = (where.top + where.bottom) / 2
    ends = [
        pdfium_c.FPDFText_GetCharIndexAtPos(textpage.raw, x, middle, _NEAR, _NEAR)
        for x in (where.left + 1, where.right - 1)
    ]
    raw = [pdfium_c.FPDFText_GetTextIndexFromCharIndex(textpage.raw, at) for at in ends if at >= 0]
    return RawLink(raw[0], raw[1], url) if len(raw) == 2 and min(raw) >= 0 else None


def _link(link: RawLink, text: PageText) -> Link | None:
    start, last = bisect_left(text.raw_index, link.first), bisect_left(text.raw_index, link.last)
    return Link(start, last + 1, link.url) if start <= last < len(text.text) else None
