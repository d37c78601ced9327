"""A copied page with its passage marked: where the mark stands, and what is not copied."""

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from citetrail.records.text import Box
from extractors.text.marked_page import drawn, marked_page
from extractors.text.page_geometry import Placer
from tests.synthetic_pdf import make_pdf

SENTENCE = "We train our network on Example-Faces for twenty epochs."
TOLD = {"title": "A paper", "text": "trained on", "link": "http://127.0.0.1:8765/claims/c1", "source": "ab" * 32}


class Page:
    """What PDFium says of a page."""

    def __init__(self, rotation: int, bbox: tuple[float, float, float, float]) -> None:
        self.rotation, self.bbox = rotation, bbox

    def get_rotation(self) -> int:
        return self.rotation

    def get_bbox(self) -> tuple[float, float, float, float]:
        return self.bbox

    def get_size(self) -> tuple[float, float]:
        width, height = self.bbox[2] - self.bbox[0], self.bbox[3] - self.bbox[1]
        return (height, width) if self.rotation in (90, 270) else (width, height)


side = st.floats(-500, 500, allow_nan=False)


@given(st.sampled_from([0, 90, 180, 270]), side, side, side, side)
def test_a_box_comes_back_to_where_it_was_read(rotation: int, x: float, y: float, w: float, h: float) -> None:
    placer = Placer(Page(rotation, (-20.0, 10.0, 592.0, 802.0)))
    told = (x, y, x + abs(w), y + abs(h))
    assert placer.rectangle(Box(*placer.corners(told))) == pytest.approx(told)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_highlight_covers_the_sentence_however_the_page_is_turned(rotation: int) -> None:
    made = make_pdf("Marked", [SENTENCE], 1)
    place = made.places[0]
    data, boxes = _turned(made.data, place, rotation)
    copy = marked_page(data, place.page, boxes, TOLD)
    yellow = _yellow(copy)
    assert yellow > 200
    document = pypdfium2.PdfDocument(copy)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "Example-Faces" in text
    annotations = [a.get_object() for a in PdfReader(BytesIO(copy)).pages[0]["/Annots"]]
    mark, link = annotations
    assert mark["/Contents"] == "trained on\nhttp://127.0.0.1:8765/claims/c1"
    assert link["/A"]["/URI"] == TOLD["link"]
    assert _words_under(copy, mark["/QuadPoints"]) == "".join(place.quote.split())


def test_nothing_that_acts_is_copied() -> None:
    made = make_pdf("Acting", [SENTENCE], 2)
    writer = PdfWriter(clone_from=BytesIO(made.data))
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    for page in writer.pages:
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
        page[NameObject("/Annots")] = ArrayObject([DictionaryObject({NameObject("/A"): action})])
    writer.root_object[NameObject("/OpenAction")] = action
    out = BytesIO()
    writer.write(out)
    copy = marked_page(out.getvalue(), 1, [], TOLD)
    assert b"JavaScript" not in copy
    assert b"app.alert" not in copy
    assert PdfReader(BytesIO(copy)).metadata["/Keywords"] == TOLD["source"]  # type: ignore[index]


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no page 99"):
        marked_page(make_pdf("Short", [SENTENCE], 3).data, 99, [], TOLD)


def test_the_same_page_gives_the_same_bytes() -> None:
    made = make_pdf("Twice", [SENTENCE], 4)
    boxes = [list(b) for b in made.places[0].boxes]
    one, two = (marked_page(made.data, made.places[0].page, boxes, TOLD) for _ in "12")
    assert one == two
    assert drawn(one).startswith(b"\x89PNG")


def _turned(data: bytes, place: Any, rotation: int) -> tuple[bytes, list[list[float]]]:
    """The PDF with its pages turned and the sentence's boxes as they are displayed then."""
    document = pypdfium2.PdfDocument(data)
    straight = Placer(document[place.page - 1])
    rectangles = [straight.rectangle(Box(*box)) for box in place.boxes]
    for page in document:
        page.set_rotation(rotation)
    turned = Placer(document[place.page - 1])
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue(), [list(turned.corners(r)) for r in rectangles]


def _yellow(page: bytes) -> int:
    document = pypdfium2.PdfDocument(page)
    image = document[0].render().to_pil().convert("RGB")
    document.close()
    colours = image.getcolors(1 << 24)
    return sum(count for count, (r, g, b) in colours if r > 200 and g > 160 and b < 90)


def _words_under(page: bytes, quads: Any) -> str:
    """The letters within the marked quadrilaterals, without blanks."""
    document = pypdfium2.PdfDocument(page)
    text = document[0].get_textpage()
    found = ""
    for at in range(0, len(quads), 8):
        left, top, right, _, _, bottom = (float(v) for v in quads[at : at + 6])
        found += text.get_text_bounded(left, bottom, right, top)
    document.close()
    return "".join(found.split())
