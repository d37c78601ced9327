"""Letters of which nothing is seen when their page is drawn: asked only of those whose filling has the opacity 0.

The opacity alone tells nothing: PDFium gives 0 for letters that it draws. So the page is drawn once, small and grey,
where it has such letters; few pages have. They are undrawn where the ground under all of them is of one tone.
"""

from collections.abc import Sequence
from typing import Any

# Pixels a point, and at most so many along one side of a poster; letters of 5 pt still leave a trace.
SCALE = 1.5
MOST_PIXELS = 3_000
# Tones of 256: what differs less is the ground's own noise.
ONE_TONE = 6
# A page with more of them has a layer of its own for a reason: a scan's words, say.
MOST_DRAWN = 2_000

Extent = tuple[float, float, float, float]  # left, bottom, right, top


def undrawn(page: Any, texts: Sequence[tuple[int, Extent]]) -> frozenset[int]:
    """Those of the text objects (address, extent on the page) that leave no trace. `page` is pypdfium2's."""
    if not texts or len(texts) > MOST_DRAWN or page.get_rotation():
        return frozenset()
    left, bottom, right, top = page.get_bbox()
    scale = min(SCALE, MOST_PIXELS / max(right - left, top - bottom, 1.0))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        tones, stride = memoryview(bitmap.buffer).cast("B"), bitmap.stride
        size = bitmap.width, bitmap.height
        places = [(a, _pixels(e, left, top, scale, size)) for a, e in texts]
        return frozenset(a for a, place in places if place and _is_one_tone(tones, stride, place))
    finally:
        bitmap.close()


def _pixels(
    extent: Extent, left: float, top: float, scale: float, size: tuple[int, int]
) -> tuple[int, int, int, int] | None:
    """First and last column and row of the picture; None for what lies outside it."""
    first, last = int((extent[0] - left) * scale), int((extent[2] - left) * scale) + 1
    upper, lower = int((top - extent[3]) * scale), int((top - extent[1]) * scale) + 1
    first, last, upper, lower = max(first, 0), min(last, size[0]), max(upper, 0), min(lower, size[1])
    return (first, last, upper, lower) if first < last and upper < lower else None


def _is_one_tone(tones: memoryview, stride: int, place: tuple[int, int, int, int]) -> bool:
    first, last, upper, lower = place
    darkest, lightest = 255, 0
    for row in range(upper, lower):
        line = bytes(tones[row * stride + first : row * stride + last])
        darkest, lightest = min(darkest, *line, 255), max(lightest, *line, 0)
        if lightest - darkest > ONE_TONE:
            return False
    return True
