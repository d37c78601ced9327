"""A process of its own that draws pages of PDFs. Hostile files end here, not in the server.

Standard input carries requests, one JSON line each, followed by the PDF's bytes when `size` is given; standard
output answers with one JSON line, followed by a PNG when `size` is given. The last document stays open.
"""

import json
import sys
from io import BytesIO
from typing import Any

from citetrail.child_process import bound_memory, bound_processor_time

WIDEST = 2_400  # pixels
# Of one page: 36 MB as plain colours. A poster in large format is drawn smaller.
MOST_PIXELS = 12_000_000
SCALE = 2.0  # pixels a point: 144 dpi
# A marker's yellow, and a frame of the same hue that has a contrast above 3 to 1 on white (WCAG 2.2, 1.4.11).
MARK = (255, 214, 10)
FRAME = (176, 94, 0)
BESIDE = (0, 92, 163)  # the frame of what else the claim rests on


def main(memory: int, seconds: int) -> None:
    bound_memory(memory)
    document: Any = None
    source, out = sys.stdin.buffer, sys.stdout.buffer
    for line in source:
        request = json.loads(line)
        bound_processor_time(seconds)
        try:
            if request.get("size"):
                document = _open(document, source.read(request["size"]))
            head, body = draw(document, request["page"], request.get("boxes", []), request.get("others", []))
        except Exception as error:  # noqa: BLE001 -- whatever PDFium raises is this page's answer
            head, body = {"error": f"{type(error).__name__}: {error}"[:300]}, b""
        out.write(json.dumps({**head, "size": len(body)}).encode() + b"\n" + body)
        out.flush()


def _open(old: Any, data: bytes) -> Any:
    import pypdfium2

    if old is not None:
        old.close()
    return pypdfium2.PdfDocument(data)


def draw(
    document: Any, number: int, boxes: list[list[float]], others: list[list[float]]
) -> tuple[dict[str, Any], bytes]:
    """Page `number` (from 1) as PNG, `boxes` (points from the top left) marked and `others` framed.

    Raises ValueError when the document has no such page.
    """
    if document is None or not 1 <= number <= len(document):
        raise ValueError(f"there is no page {number}")
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(SCALE, WIDEST / max(width, 1), (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    if width * scale < 1 or height * scale < 1:
        raise ValueError(f"page {number} measures {width:.1f} × {height:.1f} points")
    image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    page.close()
    image = _marked(image, boxes, scale)
    for box in others:
        _frame(image, box, scale, BESIDE, 2)
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return {"pages": len(document), "width": width, "height": height}, out.getvalue()


def _marked(image: Any, boxes: list[list[float]], scale: float) -> Any:
    """The image with these boxes tinted, letters still black, and framed."""
    from PIL import Image, ImageChops, ImageDraw

    if not boxes:
        return image
    tint = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(tint)
    for x0, y0, x1, y1 in (tuple(v * scale for v in box) for box in boxes):
        pen.rectangle((x0 - 4, y0 - 3, x1 + 4, y1 + 3), fill=MARK)
    image = ImageChops.multiply(image, tint)
    for box in boxes:
        _frame(image, box, scale, FRAME, 3)
    return image


def _frame(image: Any, box: list[float], scale: float, colour: tuple[int, int, int], width: int) -> None:
    from PIL import ImageDraw

    x0, y0, x1, y1 = (v * scale for v in box)
    ImageDraw.Draw(image).rectangle((x0 - 5, y0 - 4, x1 + 5, y1 + 4), outline=colour, width=width)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
