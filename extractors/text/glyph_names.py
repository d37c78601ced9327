"""What the fonts of a page name their glyphs, where the file itself says it, read by Adobe's rules.

By the rules (github.com/adobe-type-tools/agl-specification, section 2) "f_f_i", "uni00660069" and "f_i.alt" are
letters, too; PDFium knows the plain names only.
"""

import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from extractors.text.font_keys import FontKey, Names, font_key
from extractors.text.glyphs import sign_of
from extractors.text.pdfminer_fast import QuickDocument
from extractors.text.pdfminer_pages import MINER_ERRORS

# Of one page: a paper's has some twenty fonts and ten forms; a form may lie in a form (stamped pages do).
MOST_FONTS, MOST_FORMS, DEEPEST = 200, 50, 3
# Of one PDF, those whose fonts are asked for.
MOST_PAGES = 200
# Codes of a simple font, each with one name.
CODES = 256
# Entries of a font's descriptor that may hold it.
_PROGRAMS = ("FontFile", "FontFile2", "FontFile3")


class GlyphNames:
    """Of one PDF, which is parsed when the first page is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._rest: Iterator[PDFPage] | None = None
        self._resources: list[object] = []  # of the pages from the first on
        self._asked = 0

    def of_page(self, number: int) -> Names:
        """For each font of a page (from 1) the signs (`glyphs.sign_of`) of its codes.

        Nothing where the file is damaged; two fonts of one name and size that differ about a code do not tell it.
        """
        self._asked += 1
        if self._asked > MOST_PAGES:
            return {}
        try:
            if self._rest is None:
                self._rest = PDFPage.create_pages(QuickDocument(PDFParser(io.BytesIO(self._data))))
            wanted = number - len(self._resources)
            self._resources += [page.resources for page in islice(self._rest, max(0, wanted))]
            return _names(self._resources[number - 1])
        except MINER_ERRORS:
            return {}


def _names(resources: object) -> Names:
    found: dict[FontKey, dict[int, str]] = {}
    disputed: set[tuple[FontKey, int]] = set()
    for font in islice(_fonts(resources, DEEPEST), MOST_FONTS):
        differences = list(_differences(font))
        key = _key(font) if differences else FontKey("", 0)
        known = found.setdefault(key, {})
        for code, sign in differences:
            if known.setdefault(code, sign) != sign:
                disputed.add((key, code))
    for key, code in disputed:
        del found[key][code]
    return {key: signs for key, signs in found.items() if signs}


def _key(font: Mapping[str, Any]) -> FontKey:
    name, descriptor = resolve1(font.get("BaseFont")), resolve1(font.get("FontDescriptor"))
    programs = (resolve1(descriptor.get(key)) for key in _PROGRAMS) if isinstance(descriptor, dict) else ()
    size = next((_size(program) for program in programs if isinstance(program, PDFStream)), 0)
    return font_key(str(name.name) if isinstance(name, PSLiteral) else "", size)


def _size(program: PDFStream) -> int:
    """Without the line end that pdfminer.six leaves behind a stream that nothing packs."""
    found = len(program.get_data())
    told = resolve1(program.get("Length"))
    return min(found, told) if isinstance(told, int) and not program.get_filters() else found


def _fonts(resources: object, deep: int) -> Iterator[Mapping[str, Any]]:
    """Font dictionaries of a page or form, and of the forms that it draws."""
    known = resolve1(resources)
    if not isinstance(known, dict):
        return
    for kind, entries in (("Font", resolve1(known.get("Font"))), ("XObject", resolve1(known.get("XObject")))):
        if not isinstance(entries, dict):
            continue
        for entry in islice(entries.values(), MOST_FORMS if kind == "XObject" else MOST_FONTS):
            value = resolve1(entry)
            if kind == "Font" and isinstance(value, dict):
                yield value
            elif kind == "XObject" and deep and isinstance(value, PDFStream):
                yield from _fonts(value.get("Resources"), deep - 1)


def _differences(font: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Code and sign of each glyph that the font's encoding names."""
    encoding = resolve1(font.get("Encoding"))
    listed = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    code = 0
    for item in islice(listed, 2 * CODES) if isinstance(listed, list) else ():
        if isinstance(item, int):
            code = item
        elif isinstance(item, PSLiteral):
            if 0 < code < CODES and (sign := _sign(item.name)) and sign != chr(code):
                yield code, sign
            code += 1


def _sign(name: object) -> str | None:
    try:
        return sign_of(name2unicode(name)) if isinstance(name, str) else None
    except (KeyError, ValueError, OverflowError):
        return None  # a name of the font's own
