"""Odd and broken files, made by script: what a run over the open web meets sooner or later.

Every one of them is harmless to any reader: nothing here is large, endless or deep. That the limits hold is shown
with small sound files under lowered limits.
"""

import random
import zlib
from collections.abc import Iterator
from functools import cache

import typst

BODY = """
#set page(columns: 2)
= On Faces
A. Author, Example University
== 1 Introduction
We train our network on the MS-Celeb-1M dataset and evaluate it on LFW. #lorem(900)
== References
+ Y. Guo et al. MS-Celeb-1M: A dataset and benchmark for large-scale face recognition. ECCV, 2016.
"""


LINES = (
    b"BT /F1 9 Tf 14 TL 10 700 Td " + b"(We train our network on the photographs of the archive.) Tj T* " * 9 + b"ET"
)


@cache
def whole() -> bytes:
    """A sound paper of a few pages."""
    return bytes(typst.compile(BODY.encode()))


def document(objects: dict[int, bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, with a cross-reference table that is right."""
    out = bytearray(b"%PDF-1.5\n")
    at: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % at.get(number, 0)
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(out)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def one_page(content: bytes, catalog: bytes = b"", extra: bytes = b"") -> bytes:
    return document(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> %s >>" % extra,
            4: content,
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        }
    )


def many_pages(count: int = 12) -> bytes:
    """So many pages with one content."""
    kids = b" ".join(b"%d 0 R" % (10 + i) for i in range(count))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        4: stream(b"BT /F1 9 Tf 10 10 Td (a page) Tj ET"),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return document(objects | {10 + i: page for i in range(count)})


def stacked_forms(levels: int = 8) -> bytes:
    """A sound page whose words are drawn by a form within a form, so many deep."""
    words = b"BT /F1 9 Tf 10 700 Td (We train our network on the photographs of the archive.) Tj ET"
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /XObject << /X 10 0 R >> >> >>",
        4: stream(b"/X Do"),
    }
    for level in range(levels):
        innermost = level == levels - 1
        inside = font if innermost else b"/XObject << /X %d 0 R >>" % (11 + level)
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %s >>" % inside
        objects[10 + level] = stream(words if innermost else b"/X Do", form)
    return document(objects)


def unmapped_fonts() -> bytes:
    """Text in a font that does not say which letters it draws."""
    content = b"BT /F1 9 Tf 10 700 Td <" + bytes(range(1, 120)).hex().encode() * 40 + b"> Tj ET"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    made = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        4: stream(content),
        5: font,
        6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
    }
    return document(made)


def launch() -> bytes:
    action = b"/OpenAction << /S /Launch /F (/bin/touch) /P (/tmp/citetrail-was-here) >> "
    call = b"app.launchURL\\('http://127.0.0.1:9/'\\)"
    script = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (%s) >>] >> >>" % call
    return one_page(stream(b"BT /F1 9 Tf 10 700 Td (Nothing to see) Tj ET"), action + script)


def encrypted() -> bytes:
    """A file that opens with a password only, and nobody knows it."""
    keys = b"/O <%s> /U <%s>" % (b"5a" * 32, b"a5" * 32)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
        4: b"<< /Filter /Standard /V 1 /R 2 /P -4 %s >>" % keys,
    }
    return document(objects, trailer=b"/Encrypt 4 0 R /ID [<00> <00>]")


def hostile_files(seed: int = 1, flips: int = 12) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the whole set; the same for the same seed."""
    chance = random.Random(seed)
    paper = whole()
    yield "zero.pdf", b""
    yield "html.pdf", b"<!DOCTYPE html><html><title>Sign in</title><body>Please sign in.</body></html>"
    yield "magic-only.pdf", b"%PDF-1.7\n"
    yield "noise.pdf", b"%PDF-1.4\n" + chance.randbytes(100_000)
    for share in (0.1, 0.5, 0.9, 0.99):
        yield f"truncated-{share}.pdf", paper[: int(len(paper) * share)]
    for number in range(flips):
        broken = bytearray(paper)
        for _ in range(chance.choice((1, 20, 500))):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        yield f"flipped-{number}.pdf", bytes(broken)
    yield (
        "packed-twice.pdf",
        one_page(stream(zlib.compress(zlib.compress(LINES)), b"/Filter [/FlateDecode /FlateDecode]")),
    )
    yield "stacked-forms.pdf", stacked_forms()
    yield "unmapped-fonts.pdf", unmapped_fonts()
    yield "launch.pdf", launch()
    yield "encrypted.pdf", encrypted()
    yield "large-unit.pdf", one_page(stream(b"BT /F1 9 Tf 1 1 Td (x) Tj ET"), b"", b"/UserUnit 4 /Rotate 90")
    yield "name\n\x1b[31m\x07.pdf", paper
