"""Layers ("optional content", ISO 32000-1, 8.11) that a file switches off: what stands on them is not displayed.

PDFium draws pages without them, yet hands their words out like any others, and says of no document whether it has
such layers. So the file's own words are looked through, which is quick; pages are drawn only where these tell of one.
"""

import ctypes
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import Any

import pypdfium2.raw as pdfium_c

from extractors.text.found_bytes import holds, places

_SWITCHED_OFF = re.compile(rb"/OFF\s*\[\s*\d|/BaseState\s*/OFF")
_LAYERS, _PACKED = b"/OCProperties", b"/ObjStm"
_STREAM = re.compile(rb"/ObjStm\b[^>]{0,400}>>\s*stream\r?\n")
# Bytes of an object stream, before and after it is unpacked: writers put some 200 objects into one.
MOST_PACKED, MOST_UNPACKED = 1_000_000, 4_000_000
# Of a file; a paper has some ten.
MOST_STREAMS = 500
_NAME = "OC"  # of the mark around what stands on a layer
_NAME_BYTES = 16  # it and its end in UTF-16, with room to see that a longer name is another


def has_hidden_layers(data: bytes) -> bool:
    """Whether a PDF tells of layers that are off when it is opened. Encrypted object streams are not looked into."""
    # Looked for everywhere, in what looks like a picture's stream too: PDFium finds objects there by its table.
    told, streams = holds(data, _LAYERS), list(islice(places(data, _PACKED), MOST_STREAMS))
    # Unpacked one after the other, and again where they tell of layers: together they may be 2 GB.
    if not told and not any(_LAYERS in part for part in _object_streams(data, streams)):
        return False
    return any(map(_SWITCHED_OFF.search, chain([data], _object_streams(data, streams))))


def _object_streams(data: bytes, starts: Sequence[int]) -> Iterator[bytes]:
    packed = memoryview(data)
    for match in filter(None, (_STREAM.match(data, at) for at in starts)):
        part = packed[match.end() : match.end() + MOST_PACKED]
        # What is packed in another way, or encrypted, tells nothing.
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(part, MOST_UNPACKED)


def is_on_layer(address: int) -> bool:
    """Whether the page object at this address stands on a layer by its marks. A form may by its own entry, too."""
    thing = ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)
    return any(_is_layer(thing, at) for at in range(pdfium_c.FPDFPageObj_CountMarks(thing)))


def _is_layer(thing: Any, at: int) -> bool:
    mark = pdfium_c.FPDFPageObj_GetMark(thing, at)
    name, length = (ctypes.c_ushort * (_NAME_BYTES // 2))(), ctypes.c_ulong()
    known = pdfium_c.FPDFPageObjMark_GetName(mark, name, _NAME_BYTES, length)
    return bool(known) and length.value == 2 * len(_NAME) + 2 and name[:2] == list(map(ord, _NAME))
