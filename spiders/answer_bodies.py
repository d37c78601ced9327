"""The bytes of an answer, whatever its Content-Encoding claims."""

import zlib
from io import BytesIO

from citetrail.records.pdf_bytes import has_pdf_header

# zlib's window sizes: gzip or zlib by their own headers, and deflate without any (RFC 9110, 8.4.1.2 notes both).
_HEADERS, _RAW = 47, -15
_NAMED = {"gzip": (_HEADERS,), "x-gzip": (_HEADERS,), "deflate": (_HEADERS, _RAW)}
MOST_LAYERS = 2
PIECE = 1_000_000  # bytes inflated at once


def decoded(body: bytes, encoding: str, most: int) -> bytes | None:
    """The body with its encodings taken off; None when it would be larger than `most` bytes.

    Servers label bodies that are not encoded, and label one encoding as the other: a body that does not decode is
    taken as it came, and one cut short gives what came of it.
    """
    for name in reversed([n.strip().lower() for n in encoding.split(",")][:MOST_LAYERS]):
        if has_pdf_header(body):
            return body
        for window in _NAMED.get(name, ()):
            opened = _inflate(body, window, most)
            if opened is None:
                return None
            if opened:
                body = opened
                break
    return body


def _inflate(body: bytes, window: int, most: int) -> bytes | None:
    """The inflated bytes, empty when these are none of that form, None when there are more than `most`."""
    inflater, data, rest = zlib.decompressobj(window), BytesIO(), body
    try:
        # Piece by piece: zlib holds what it returns at once twice.
        while piece := inflater.decompress(rest, PIECE):
            rest = inflater.unconsumed_tail
            if data.tell() + len(piece) > most:
                return None
            data.write(piece)
    except zlib.error:
        return b""
    return data.getvalue()
