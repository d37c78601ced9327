"""The bytes of an answer, whatever its Content-Encoding claims."""

import zlib
from collections.abc import Iterator
from io import BytesIO

from citetrail.records.pdf_bytes import has_pdf_header

# zlib's window sizes: gzip or zlib by their own headers, and deflate without any (RFC 9110, 8.4.1.2 notes both).
_HEADERS, _RAW = 47, -15
_NAMED = {"gzip": (_HEADERS,), "x-gzip": (_HEADERS,), "deflate": (_HEADERS, _RAW)}
MOST_LAYERS = 2
PIECE = 1_000_000  # bytes inflated at once
STEP = 65_536  # bytes read at once
# How a member of gzip begins; more than so many are not asked for, since each costs a copy of what lies behind it.
_MEMBER, MOST_MEMBERS = b"\x1f\x8b", 10_000


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
    data = BytesIO()
    try:
        for piece in _pieces(body, window):
            if data.tell() + len(piece) > most:
                return None
            data.write(piece)
    except zlib.error:
        return b""
    return data.getvalue()


def _pieces(body: bytes, window: int) -> Iterator[bytes]:
    """Piece by piece, since zlib holds what it returns twice; gzip's members one behind another (RFC 1952, 2.2)."""
    source, rest = BytesIO(body), b""
    for number in range(MOST_MEMBERS):
        inflater = zlib.decompressobj(window)
        while not inflater.eof:
            rest = rest or source.read(STEP)
            try:
                piece = inflater.decompress(rest, PIECE)
            except zlib.error:
                if number:
                    return  # a damaged member takes nothing from those before it
                raise
            if not rest and not piece:
                return  # cut short
            yield piece
            rest = inflater.unconsumed_tail
        rest = inflater.unused_data + source.read(len(_MEMBER))
        if not rest.startswith(_MEMBER):
            return  # the end, or what servers put behind it
