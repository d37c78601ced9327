"""Parts of pdfminer.six that took most of a page's time, doing the same with less work; encodings are corrected."""

from collections.abc import Mapping
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.encodingdb import EncodingDB
from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfparser import PDFParser, PDFStreamParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT, PSEOF

from extractors.text.symbol_fonts import SYMBOL_ENCODINGS

# Windows' encoding has the hyphen twice (ISO 32000-2, D.2, note 5); its table has a space for the second.
EncodingDB.win2unicode[0xAD] = "-"
EncodingDB.encodings.update(SYMBOL_ENCODINGS)

_Offsets = tuple[bytes, list[tuple[int, int]]]


class QuickDocument(PDFDocument):
    """Reads the one object asked for of an object stream (ISO 32000-1, 7.5.7), not the hundreds beside it."""

    def __init__(self, parser: PDFParser) -> None:
        self._offsets: dict[int, _Offsets | None] = {}
        super().__init__(parser)

    def _getobj_objstm(self, stream: PDFStream, index: int, objid: int) -> object:
        if stream.objid is None:
            return super()._getobj_objstm(stream, index, objid)
        if stream.objid not in self._offsets:
            self._offsets[stream.objid] = _offsets_of(stream)
        known = self._offsets[stream.objid]
        # A stream whose list of objects is not as it should be is read from its beginning.
        if known is None or not 0 <= index < len(known[1]) or known[1][index][0] != objid:
            return super()._getobj_objstm(stream, index, objid)
        body, places = known
        end = places[index + 1][1] if index + 1 < len(places) else len(body)
        parser = PDFStreamParser(body[places[index][1] : end] + b" ")
        parser.set_document(self)
        try:
            return parser.nextobject()[1]
        except PSEOF:
            return super()._getobj_objstm(stream, index, objid)


def _offsets_of(stream: PDFStream) -> _Offsets | None:
    """The objects' bytes, and each one's number and where it starts in them; None when they do not rise."""
    first, count = stream.get("First"), stream.get("N")
    if not isinstance(first, int) or not isinstance(count, int) or first < 0:
        return None
    data = stream.get_data()
    words = data[:first].split()
    if len(words) != 2 * count or not all(word.isdigit() and len(word) < 12 for word in words):
        return None
    body = data[first:]
    numbers = [int(word) for word in words]
    starts = numbers[1::2]
    if any(a >= b for a, b in zip(starts, [*starts[1:], len(body)], strict=False)):
        return None
    return body, list(zip(numbers[::2], starts, strict=True))


class SymbolResources(PDFResourceManager):
    """Reads the standard's symbol fonts by their own encodings, where the file has neither the font nor a map.

    A composite font of such a name has codes of its own kind, and its descriptor one dictionary further down.
    """

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of these entries."""
        name = getattr(resolve1(spec.get("BaseFont")), "name", "")
        composite = "DescendantFonts" in spec or "CIDSystemInfo" in spec
        if name in SYMBOL_ENCODINGS and "FontDescriptor" not in spec and not composite:
            given = resolve1(spec.get("Encoding"))
            own = {**given, "BaseEncoding": LIT(name)} if isinstance(given, dict) else LIT(name)
            spec = {**spec, "Encoding": own}
        return super().get_font(objid, spec)


class QuickAggregator(PDFPageAggregator):
    """Makes the same letters; their boxes with less arithmetic when text stands upright, as it nearly always does."""

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Add the letter to the page; how far it moves the pen, in text space."""
        a, b, c, d, e, f = matrix
        if b != 0 or c != 0 or font.is_vertical():
            return super().render_char(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)
        try:
            text = font.to_unichr(cid)
            assert isinstance(text, str), str(type(text))
        except PDFUnicodeNotDefined:
            text = self.handle_undefined_char(font, cid)
        letter = LTChar.__new__(LTChar)
        letter._text = text
        letter.matrix = matrix
        letter.fontname = font.fontname
        letter.ncs = ncs
        letter.graphicstate = graphicstate
        letter.adv = font.char_width(cid) * fontsize * scaling
        letter.upright = a * d * scaling > 0
        below = font.get_descent() * fontsize + rise
        x0, x1 = e, a * letter.adv + e
        y0, y1 = d * below + f, d * (below + fontsize) + f
        if x1 < x0:
            x0, x1 = x1, x0
        if y1 < y0:
            y0, y1 = y1, y0
        letter.set_bbox((x0, y0, x1, y1))
        letter.size = letter.height
        self.cur_item.add(letter)
        return letter.adv
