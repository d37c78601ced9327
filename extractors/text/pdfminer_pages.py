"""pdfminer.six, kept to the text of a few pages: drawings are cut from their content before it is parsed."""

import binascii
import io
import logging
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LAParams, LTPage
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSException

from extractors.text.content_stream import operations
from extractors.text.pdfminer_fast import QuickAggregator, QuickDocument, SymbolResources

# It reports every damaged object of every file; the page's outcome says what matters.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
# What pdfminer.six raises on damaged files, documented or not; found by running it on 1,359 hostile ones.
MINER_ERRORS = (
    PDFException,
    PSException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    EOFError,
    NotImplementedError,
    binascii.Error,
    struct.error,
    zlib.error,
)
# A page of words has some 50 kB of text operators; beyond this it is left to the fast reader.
MOST_CONTENT = 3_000_000
# Operators of inline images, which have lost their data, and of paths that the pattern below left.
_NEEDLESS = frozenset(("BI", "ID", "EI", *"mlcvyhSsfFBbnW", "re", "f*", "B*", "b*", "W*"))
_NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)\s+"
# Paths, their painting and their colours. Each needs its operands, so that words in strings are hardly ever meant.
_DRAWING = re.compile(
    rb"(?<=\s)(?:(?:" + _NUMBER + rb"){2}[ml]|(?:" + _NUMBER + rb"){4}(?:[vy]|re)|(?:" + _NUMBER + rb"){6}c"
    rb"|(?:" + _NUMBER + rb"){1,4}(?:rg|RG|[gGkKwjJM]|scn?|SCN?))(?:\s+(?:[hSsfnFbBW]\*?(?=\s))){0,3}(?=\s)"
)


@dataclass(frozen=True, slots=True)
class MinerPage:
    """A page as pdfminer.six laid it out, and where the page as displayed stands in it."""

    number: int
    layout: LTPage
    left: float  # of the crop box
    top: float
    width: float
    height: float


class _TextInterpreter(PDFPageInterpreter):
    """Follows text and forms, not drawings: these are most of what a page with figures has, and say nothing here."""

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the operators, as the method it replaces does but with a faster reader of them."""
        contents = [stream_value(stream) for stream in streams]
        own = {stream.objid for stream in contents if stream.objid is not None}
        if own & self.parent_stream_ids:
            return  # a form that draws itself
        self.stream_ids.clear()
        self.stream_ids.update(own)
        calls: dict[str, tuple[Callable[..., None], int] | None] = {}
        for operator, operands in operations(_text_of(contents)):
            if operator not in calls:
                calls[operator] = self._call_of(operator)
            if (call := calls[operator]) is not None and len(operands) >= call[1]:
                call[0](*operands[len(operands) - call[1] :])

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        """Set the spaces of words and letters and show text on the next line, which the method it replaces omits."""
        self.do_Tw(aw)
        self.do_Tc(ac)
        self.do__q(s)

    def _call_of(self, operator: str) -> tuple[Callable[..., None], int] | None:
        """The method of an operator and how many operands it takes; None for one that nobody knows or needs."""
        name = operator.replace("*", "_a").replace('"', "_w").replace("'", "_q")
        method = getattr(self, f"do_{name}", None) if operator not in _NEEDLESS else None
        return None if method is None else (method, method.__code__.co_argcount - 1)


def _text_of(streams: Sequence[PDFStream]) -> bytes:
    """The content without its drawings."""
    content = b"\n".join(stream.get_data() for stream in streams)
    if len(content) > 50 * MOST_CONTENT:
        raise PDFException("more content than any page has")
    content = _DRAWING.sub(b"", b"\n" + content)
    if len(content) > MOST_CONTENT:
        raise PDFException("more text than any page has")
    return content


def miner_pages(data: bytes, numbers: Sequence[int], *, ordered: bool) -> Iterator[MinerPage]:
    """The asked pages (from 1) in ascending order; those that pdfminer.six cannot read are left out.

    `ordered` also puts the blocks into reading order, which takes time.
    """
    wanted = set(numbers)
    if not wanted:
        return
    # all_texts: without it pdfminer drops every space on pages wrapped in a Form XObject (stamped IEEE files).
    parameters = LAParams(all_texts=True, boxes_flow=0.5 if ordered else None)
    try:
        resources = SymbolResources()
        device = QuickAggregator(resources, laparams=parameters)
        document = QuickDocument(PDFParser(io.BytesIO(data)))
        pages = PDFPage.create_pages(document)
    except MINER_ERRORS:
        return
    for number in range(1, max(wanted) + 1):
        try:
            page = next(pages)
            if number not in wanted:
                continue
            _TextInterpreter(resources, device).process_page(page)
            yield _placed(number, page, device.get_result())
        except StopIteration:
            return
        except MINER_ERRORS:
            # The fast reader's text stands; the caller sees that the page is missing.
            if number not in wanted:
                return


def _placed(number: int, page: PDFPage, layout: LTPage) -> MinerPage:
    """Where the crop box, turned as the page is, lies in pdfminer's page, which is the media box."""
    mx0, my0, mx1, my1 = page.mediabox
    cx0, cy0, cx1, cy1 = _inside(page.cropbox, page.mediabox)
    left, right, below, above = cx0 - mx0, mx1 - cx1, cy0 - my0, my1 - cy1
    for _ in range(int(page.rotate) // 90 % 4):
        left, above, right, below = below, left, above, right
    width = layout.width - left - right
    height = layout.height - above - below
    return MinerPage(number, layout, layout.x0 + left, layout.y1 - above, width, height)


def _inside(box: Any, limits: Any) -> tuple[float, float, float, float]:
    x0, y0 = max(box[0], limits[0]), max(box[1], limits[1])
    x1, y1 = min(box[2], limits[2]), min(box[3], limits[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else tuple(limits)
