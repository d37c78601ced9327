"""Hostile files, made by script: what a run over the open web meets sooner or later."""

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


def bomb(layers: int = 1, size: int = 200_000_000) -> bytes:
    """A content stream that inflates to `size` bytes, once or in layers."""
    packer = zlib.compressobj(9)
    block = b"BT /F1 9 Tf 10 10 Td (face face face) Tj ET\n" * 20_000
    data = b"".join([*(packer.compress(block) for _ in range(size // len(block))), packer.flush()])
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return one_page(stream(data, b"/Filter [%s]" % (b"/FlateDecode " * layers)))


def loop() -> bytes:
    """A page tree that is its own child."""
    return document(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 100000 /Parent 2 0 R >>",
        }
    )


def many_pages(count: int = 5_000) -> bytes:
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


def deep(levels: int = 20_000) -> bytes:
    nested = b"[" * levels + b"]" * levels
    return document(
        {1: b"<< /Type /Catalog /Pages 2 0 R /Names %s >>" % nested, 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
    )


def deep_forms(levels: int = 3_000) -> bytes:
    """Form after form, each drawing the next."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R "
        b"/Resources << /XObject << /X 10 0 R >> >> >>",
        4: stream(b"/X Do"),
    }
    for i in range(levels):
        following = 10 + (i + 1) % levels
        objects[10 + i] = stream(
            b"/X Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % following,
        )
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
    yield "bomb.pdf", bomb()
    yield "bomb-in-bomb.pdf", bomb(layers=3)
    yield "loop.pdf", loop()
    yield "many-pages.pdf", many_pages()
    yield "deep.pdf", deep()
    yield "deep-forms.pdf", deep_forms()
    yield "unmapped-fonts.pdf", unmapped_fonts()
    yield "launch.pdf", launch()
    yield "encrypted.pdf", encrypted()
    yield "huge-page.pdf", one_page(stream(b"BT /F1 9 Tf 1 1 Td (x) Tj ET"), b"", b"/UserUnit 75000 /Rotate 90")
    yield "name\n\x1b[31m\x07.pdf", paper
