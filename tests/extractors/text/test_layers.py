"""What stands on a layer that the file switches off is not read; on another layer it is.

Covers: extractors.text.layers, extractors.text.hidden_text.
"""

import tracemalloc
import zlib

import pytest

from extractors.text.document import read_document
from extractors.text.layers import MOST_UNPACKED, has_hidden_layers
from extractors.text.layout import read_layout
from tests.extractors.text.papers import written

SEEN = "The loom is strung in March and the cloth is cut before the rains."
SECRET = "Gabbro Torpedo Works"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
MARKED = f"/OC /L1 BDC BT /F1 11 Tf 1 0 0 1 72 600 Tm ({SECRET}) Tj ET EMC"
NESTED = f"/OC /L1 BDC /P <</MCID 3>> BDC BT /F1 11 Tf 1 0 0 1 72 600 Tm ({SECRET}) Tj ET EMC EMC"
OTHER_MARK = f"/P <</MCID 3>> BDC BT /F1 11 Tf 1 0 0 1 72 600 Tm ({SECRET}) Tj ET EMC"
CLEAR_FIRST = f"q /Clear gs BT /F1 11 Tf 1 0 0 1 72 600 Tm ({SECRET}) Tj ET Q {MARKED}"
IN_FORM = "/X1 Do"
FORM = f"BT /F1 11 Tf 1 0 0 1 72 600 Tm ({SECRET}) Tj ET"


def page(inner: str, shown: str) -> bytes:
    """One page with two lines on no layer, and `inner` on a layer that the configuration `shown` tells of."""
    content = f"BT /F1 11 Tf 1 0 0 1 72 700 Tm ({SEEN}) Tj 0 -20 Td ({SEEN}) Tj ET {inner}"
    resources = "<</Font<</F1 5 0 R>>/Properties<</L1 6 0 R>>/XObject<</X1 7 0 R>>/ExtGState<</Clear<</ca 0>>>>>>"
    form = f"/BBox[0 0 612 792]/OC 6 0 R/Resources<</Font<</F1 5 0 R>>>>/Length {len(FORM)}"
    return written(
        [
            f"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<<{shown}>>>>>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources {resources}>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
            FONT,
            "<</Type/OCG/Name(Notes)>>",
            f"<</Type/XObject/Subtype/Form{form}>>stream\n{FORM}\nendstream",
        ]
    )


def read(data: bytes) -> list[str]:
    """The page's text, and that of its layout."""
    document = read_document(data, max_bytes=10**6, max_pages=5)
    lines = [line.text for p in read_layout(data, [1]) for line in p.lines]
    return ["\n".join(p.text for p in document.pages), "\n".join(lines)]


@pytest.mark.parametrize(
    "inner", [MARKED, NESTED, IN_FORM, CLEAR_FIRST], ids=["marked", "nested", "form", "clear twin"]
)
@pytest.mark.parametrize("shown", ["/OFF[6 0 R]", "/BaseState/OFF"])
def test_a_layer_that_is_off_is_not_read(inner: str, shown: str) -> None:
    for text in read(page(inner, shown)):
        assert SECRET not in text
        assert text.count(SEEN) == 2


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (MARKED, ""),
        (MARKED, "/OFF[]"),
        (NESTED, "/ON[6 0 R]"),
        (IN_FORM, "/ON[6 0 R]"),
        (MARKED, "/BaseState/OFF/ON[6 0 R]"),
        (OTHER_MARK, "/OFF[6 0 R]"),
        (CLEAR_FIRST, "/ON[6 0 R]"),
    ],
)
def test_what_is_displayed_is_read(inner: str, shown: str) -> None:
    assert all(SECRET in text for text in read(page(inner, shown)))


def stream(content: bytes) -> bytes:
    """An object stream, packed."""
    packed = zlib.compress(content)
    head = f"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode()
    return head + packed + b"\nendstream\nendobj\n"


def test_layers_are_told_by_a_packed_catalogue_too() -> None:
    told = stream(b"1 0 <</Type/Catalog/OCProperties<</OCGs[6 0 R]/D<</OFF [6 0 R]>>>>>>")
    assert has_hidden_layers(b"%PDF-1.7\n" + told)
    assert has_hidden_layers(b"%PDF-1.7\n" + stream(b"1 0 <</OCProperties 2 0 R>>") + stream(b"2 0 <</OFF[6 0 R]>>"))
    assert not has_hidden_layers(b"%PDF-1.7\n" + told[: told.index(b"stream\n") + 11] + b"\nendstream\nendobj\n")


# PDFium finds objects by the table of the file, in what looks like a stream too.
PICTURE = b"\x00/OCProperties/OFF[1]\xff" * 100


@pytest.mark.parametrize("length", [b"%d", b"%d 0 R", b"1%d"], ids=["told", "told elsewhere", "wrong"])
def test_what_looks_like_a_pictures_stream_is_looked_through(length: bytes) -> None:
    head = b"9 0 obj\n<</Subtype/Image/Length " + length % len(PICTURE) + b">>\nstream\n"
    assert has_hidden_layers(b"%PDF-1.7\n" + head + PICTURE + b"\nendstream\nendobj\n")


def test_packed_objects_are_found_wherever_their_length_stands() -> None:
    told = b"1 0 <</Type/Catalog/OCProperties<</OCGs[6 0 R]/D<</OFF [6 0 R]>>>>>>" + bytes(range(256)) * 20
    packed = zlib.compress(told, 0)
    for head in (b"/Type/ObjStm/Length %d", b"/Length %d/Type/ObjStm"):
        data = b"3 0 obj\n<<" + head % len(packed) + b">>\nstream\n" + packed + b"\nendstream\nendobj\n"
        assert has_hidden_layers(data)


def test_packed_objects_are_held_one_stream_at_a_time() -> None:
    data = b"%PDF-1.7\n" + 20 * stream(bytes(MOST_UNPACKED)) + stream(b"1 0 <</OCProperties 2 0 R>>")
    tracemalloc.start()
    try:
        assert not has_hidden_layers(data)
        assert tracemalloc.get_traced_memory()[1] < 5 * MOST_UNPACKED
    finally:
        tracemalloc.stop()
