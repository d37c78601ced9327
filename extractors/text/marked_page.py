"""A copy of one page of a PDF with a passage marked on it.

What a page could do when it is opened, its links and forms included, is not copied.
"""

from io import BytesIO
from typing import Any

from citetrail.records.text import Box
from extractors.text.page_geometry import Corners, Placer

COLOUR = "ffd60a"
WIDEST = 1_400  # pixels
MARGIN = 1.5  # points around the letters
# What of a page is its looks; its actions, forms and attachments are not.
KEPT = ("/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group", "/Parent")


def marked_page(data: bytes, number: int, boxes: list[list[float]], told: dict[str, str]) -> bytes:
    """A PDF of that one page (from 1), its boxes highlighted; ValueError when there is no such page.

    `told` is what the copy says of itself: title, text, link, source.
    """
    from pypdf import PdfReader, PdfWriter

    places = _places(data, number, boxes)
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("the PDF wants a password")
    writer = PdfWriter()
    page = writer.add_page(reader.pages[number - 1])
    for name in [key for key in page if key not in KEPT]:
        del page[name]
    if places:
        _highlight(writer, places, told)
    writer.add_metadata({"/Title": told["title"], "/Subject": told["text"], "/Keywords": told["source"]})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _highlight(writer: Any, places: list[Corners], told: dict[str, str]) -> None:
    """A highlight that carries the claim's words and address, and a link over it to that address."""
    from pypdf.annotations import Highlight, Link
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    # Upper left, upper right, lower left, lower right: the order that readers expect, not the standard's.
    corners = [v for x0, y0, x1, y1 in places for v in (x0, y1, x1, y1, x0, y0, x1, y0)]
    quads = ArrayObject(map(FloatObject, corners))
    around = _around(places)
    mark = Highlight(rect=around, quad_points=quads, highlight_color=COLOUR, printing=True, title_bar="citetrail")
    mark[NameObject("/Contents")] = TextStringObject(f"{told['text']}\n{told['link']}".strip())
    writer.add_annotation(0, mark)
    if told["link"]:
        writer.add_annotation(0, Link(rect=around, url=told["link"], border=[0, 0, 0]))


def _places(data: bytes, number: int, boxes: list[list[float]]) -> list[Corners]:
    """The boxes (points from the top left of the page as displayed) in PDF coordinates, a little larger."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            raise ValueError(f"there is no page {number}")
        placer = Placer(document[number - 1])
    finally:
        document.close()
    found = [placer.rectangle(Box(*box)) for box in boxes]
    return [(x0 - MARGIN, y0 - MARGIN, x1 + MARGIN, y1 + MARGIN) for x0, y0, x1, y1 in found]


def _around(places: list[Corners]) -> Corners:
    left, bottom, right, top = zip(*places, strict=True)
    return min(left), min(bottom), max(right), max(top)


def drawn(page: bytes) -> bytes:
    """The only page of a PDF as PNG, its marks included."""
    import pypdfium2

    document = pypdfium2.PdfDocument(page)
    try:
        first = document[0]
        scale = min(2.0, WIDEST / max(*first.get_size(), 1))
        image = first.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        document.close()
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=False)
    return out.getvalue()
