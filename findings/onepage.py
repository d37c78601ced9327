"""Small sound PDF files of one page, written object by object, so that a finding controls every byte."""

from collections.abc import Mapping

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def document(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of these numbered objects (1 is the catalogue) with a cross-reference table that is right."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    at: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % at[number] if number in at else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def page(content: bytes, fonts: Mapping[bytes, bytes], extra: Mapping[int, bytes] | None = None) -> bytes:
    """One page that draws `content`; `fonts` by resource name, `extra` objects numbered from 50."""
    numbered = {20 + i: body for i, body in enumerate(fonts.values())}
    names = b" ".join(b"/%s %d 0 R" % (name, 20 + i) for i, name in enumerate(fonts))
    return document(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << %s >> >> >>" % names,
            4: stream(content),
            **numbered,
            **(extra or {}),
        }
    )


def line(text: bytes, x: int, y: int, font: bytes = b"F1") -> bytes:
    return b"BT /%s 11 Tf %d %d Td (%s) Tj ET\n" % (font, x, y, text)


def shown(data: bytes, x: int, y: int, font: bytes) -> bytes:
    """The same for bytes of a composite font, written as hexadecimal."""
    return b"BT /%s 11 Tf %d %d Td <%s> Tj ET\n" % (font, x, y, data.hex().encode())


def descriptor(name: bytes) -> bytes:
    return (
        b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>" % name
    )


def to_unicode(pairs: Mapping[int, str]) -> bytes:
    """A ToUnicode map of one-byte codes."""
    written = {code: text.encode("utf-16-be").hex().encode() for code, text in pairs.items()}
    rows = b"\n".join(b"<%02X> <%s>" % row for row in written.items())
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\n"
        b"endcmap end end" % (len(pairs), rows)
    )


def simple_font(name: bytes, encoding: bytes, more: bytes = b"") -> bytes:
    """A one-byte font that is not in the file: half an em for each of its printable codes."""
    return (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /FirstChar 32 /LastChar 126 /Widths [%s] "
        b"/FontDescriptor %s %s %s >>" % (name, b" ".join([b"500"] * 95), descriptor(name), encoding, more)
    )


def composite_font(name: bytes, cmap: bytes, ordering: bytes) -> bytes:
    """A two-byte font with one of Adobe's named character maps; the font itself is not in the file."""
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /%s /DescendantFonts [<< /Type /Font "
        b"/Subtype /CIDFontType0 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 2 >> "
        b"/DW 1000 /FontDescriptor %s >>] >>" % (name, cmap, name, ordering, descriptor(name))
    )
