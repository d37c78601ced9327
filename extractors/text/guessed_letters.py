"""Letters that PDFium guessed: it takes the code of a glyph for its letter where it knows neither map nor name.

Names of ligatures ("f_f_i") are such, and "eÉective" comes of "effective". Which letters they are is asked for only
where a word looks odd: a capital, digit or sign among small letters; asking for each letter would take as long as
a fifth of the reading of a text. A guess that is a small letter itself is found only beside such a one.
"""

import ctypes
import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium_c

from extractors.text.font_keys import FontKey, Names, font_key
from extractors.text.open_pdf import OpenPdf
from extractors.text.pdfium_calls import address_of, font_of, is_guessed, text_object

# Inside or before a word; brackets, hyphens and capitals that begin a word are no odd letters.
_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\xff!-&*-,;-@A-Z\\^-`{-~](?=[a-z])"
    r"(?:(?=[a-z]{2})|(?<=[a-z]{2}.))(?:(?<![A-Z])|(?<=[a-z][A-Z]))",
    re.DOTALL,
)
_FONT_NAME = 128
# Of one page; as many as a full page has letters.
MOST_LETTERS = 10_000

_NONE: Mapping[int, str] = {}


def guessed_letters(pdf: OpenPdf, number: int, textpage: Any, raw: str) -> Mapping[int, str]:
    """Of a page (from 1), by PDFium's index: the sign (`glyphs.sign_of`) that the font names where PDFium guessed.

    `raw` is the text of its `textpage`, which is pypdfium2's. What was found is kept with the page.
    """
    if number not in pdf.named:
        odd = _has_odd_guess(textpage, raw)
        pdf.named[number] = _told(pdf.glyph_names.of_page(number), textpage, raw) if odd else _NONE
    return pdf.named[number]


def with_letters(raw: str, letters: Mapping[int, str]) -> str:
    """The raw text with these in place of what was guessed; every index stays."""
    if not letters:
        return raw
    signs = list(raw)
    for at, sign in letters.items():
        signs[at] = sign
    return "".join(signs)


def _has_odd_guess(textpage: Any, raw: str) -> bool:
    """Whether PDFium guessed any odd letter before one that it knows: where it guesses all, codes are letters."""
    address = address_of(textpage.raw)
    places = (match.start() for match in _ODD.finditer(raw))
    return any(is_guessed(address, at) == 1 and is_guessed(address, at + 1) != 1 for at in places)


def _told(names: Names, textpage: Any, raw: str) -> Mapping[int, str]:
    if not names or not _same_indices(textpage, raw):
        return _NONE
    address = address_of(textpage.raw)
    codes = sorted({chr(code) for signs in names.values() for code in signs})
    signs_of: dict[int | None, Mapping[int, str]] = {}
    found = {}
    for match in islice(re.finditer(f"[{re.escape(''.join(codes))}]", raw), MOST_LETTERS):
        at = match.start()
        if is_guessed(address, at) != 1:
            continue
        text = text_object(address, at)
        font = font_of(text) if text else None
        if font not in signs_of:
            signs_of[font] = _signs(names, _key(font)) if font else _NONE
        if sign := signs_of[font].get(ord(raw[at])):
            found[at] = sign
    return found


def _signs(names: Names, wanted: FontKey) -> Mapping[int, str]:
    """Of the font itself, or of the only one of its name: what PDFium cannot load it takes for absent."""
    if wanted in names:
        return names[wanted]
    alike = [signs for key, signs in names.items() if key.name == wanted.name]
    return alike[0] if len(alike) == 1 else _NONE


def _key(font: int) -> FontKey:
    handle = ctypes.cast(font, pdfium_c.FPDF_FONT)
    name = ctypes.create_string_buffer(_FONT_NAME)
    length = pdfium_c.FPDFFont_GetBaseFontName(handle, name, _FONT_NAME)
    size = ctypes.c_size_t()
    if pdfium_c.FPDFFont_GetIsEmbedded(handle) == 1:
        pdfium_c.FPDFFont_GetFontData(handle, None, 0, size)
    return font_key(name.value.decode("latin-1") if 0 < length <= _FONT_NAME else "", size.value)


def _same_indices(textpage: Any, raw: str) -> bool:
    """PDFium counts text and characters apart; on nearly all pages the two are the same."""
    last = len(raw) - 1
    return bool(pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage.raw, last) == last)
