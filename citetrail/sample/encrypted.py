"""A PDF that opens only with a password: the standard security handler, revision 2 (ISO 32000-1, 7.6.3)."""

import hashlib
import textwrap

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
# All that the standard lets an owner allow (ISO 32000-1, table 22): only the password stands in the way.
_PERMISSIONS = -4
_FILE_ID = bytes(range(16))


def encrypted_pdf(text: str, *, password: str) -> bytes:
    """One page with this text, enciphered with the password as user password and owner password."""
    padded = (password.encode() + _PADDING)[:32]
    owner = rc4(_md5(padded)[:5], padded)
    permissions = _PERMISSIONS.to_bytes(4, "little", signed=True)
    key = _md5(padded + owner + permissions + _FILE_ID)[:5]
    user = rc4(key, _PADDING)
    lines = "".join(f"({_escaped(line)}) ' " for line in textwrap.wrap(text, 80))
    content = f"BT /F1 11 Tf 14 TL 72 720 Td {lines}ET".encode("latin-1", "replace")
    stream = rc4(_md5(key + (4).to_bytes(3, "little") + b"\0\0")[:10], content)
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P %d >>"
        % (owner.hex().encode(), user.hex().encode(), _PERMISSIONS),
    )
    return _assembled(bodies)


def _assembled(bodies: tuple[bytes, ...]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    identity = _FILE_ID.hex().encode()
    out += b"trailer\n<< /Size %d /Root 1 0 R /Encrypt %d 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        len(bodies),
        identity,
        identity,
        start,
    )
    return bytes(out)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def rc4(key: bytes, data: bytes) -> bytes:
    """RC4, which PDF's oldest handler prescribes."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
