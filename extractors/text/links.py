"""Words that lead to an address when they are clicked: the address is not printed, and says what they mean."""

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from citetrail.records.text import Link, PageText

MOST_LINKS = 300  # of a page; a list of references has some thirty
LONGEST = 2_000  # characters of an address
# Most links of a paper: to other papers and to mailboxes. Finding their words on the page takes the time.
_ELSEWHERE = re.compile(r"mailto:|https?://(?:[\w.-]*\.)?(?:doi|arxiv|orcid|crossref|crossmark)\.org\b", re.I)
_NEAR = 3.0  # points between the edge of a link and the letters in it


def links_of(page: Any, textpage: Any, text: PageText) -> tuple[Link, ...]:
    """The links of a PDFium page to addresses outside, with the spans of `text` that they lie on, in its order."""
    found = (_link(where, url, textpage, text) for where, url in _addressed(page))
    return tuple(sorted(link for link in found if link))


def _addressed(page: Any) -> Iterator[tuple[Any, str]]:
    """Rectangles in PDF coordinates, and where they lead."""
    position, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
    for _ in range(MOST_LINKS):
        if not pdfium_c.FPDFLink_Enumerate(page.raw, position, link):
            return
        where = pdfium_c.FS_RECTF()
        url = _url(page, link)
        if url and not _ELSEWHERE.match(url) and pdfium_c.FPDFLink_GetAnnotRect(link, where):
            yield where, url


def _url(page: Any, link: Any) -> str:
    """The address that a link leads to; empty for one that leads to a place in the file."""
    action = pdfium_c.FPDFLink_GetAction(link)
    if not action or pdfium_c.FPDFAction_GetType(action) != pdfium_c.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(LONGEST)
    length = pdfium_c.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, LONGEST)
    return buffer.value.decode("latin-1") if 0 < length <= LONGEST else ""


def _link(where: Any, url: str, textpage: Any, text: PageText) -> Link | None:
    middle = (where.top + where.bottom) / 2
    ends = [
        pdfium_c.FPDFText_GetCharIndexAtPos(textpage.raw, x, middle, _NEAR, _NEAR)
        for x in (where.left + 1, where.right - 1)
    ]
    raw = [pdfium_c.FPDFText_GetTextIndexFromCharIndex(textpage.raw, at) for at in ends if at >= 0]
    if len(raw) < 2 or min(raw) < 0:
        return None
    start, last = bisect_left(text.raw_index, raw[0]), bisect_left(text.raw_index, raw[1])
    return Link(start, last + 1, url) if start <= last < len(text.text) else None
