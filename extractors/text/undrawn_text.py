"""Letters of which nothing is seen when their page is drawn: clear ones, of the opacity 0, and those on layers.

Some programs set the letters of a title clear and once more, printed, on the same spot; PDFium's text keeps the first
ones. So who has a printed twin is seen. For the others, which few pages have, the stretch of the page that holds them
is drawn once, small and grey: they are undrawn where the ground under all of them is of one tone.
"""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, NamedTuple

# Pixels a point, and at most so many along one side of a poster; letters of 5 pt still leave a trace.
SCALE = 1.5
MOST_PIXELS = 3_000
# Tones of 256: what differs less is the ground's own noise.
ONE_TONE = 6
# A page with more of them has a layer of its own for a reason: a scan's words, say.
MOST_DRAWN = 2_000
# Digits of a point: twins are written by the same program from the same numbers.
TWINS_DIGITS = 1

# Left, bottom, right, top in the coordinates of the page or form that holds the object.
Extent = tuple[float, float, float, float]


class _Place(NamedTuple):
    """Columns and rows of a picture: the first, and the one after the last."""

    first: int
    last: int
    upper: int
    lower: int


def without_twins(clear: Iterable[tuple[int, Extent]], printed: Iterable[Extent]) -> list[tuple[int, Extent]]:
    """Those of the clear text objects (address, extent) that none of the printed ones covers exactly."""
    known = {_rounded(extent) for extent in printed}
    return [(address, extent) for address, extent in clear if _rounded(extent) not in known]


def _rounded(extent: Extent) -> tuple[float, ...]:
    return tuple(round(edge, TWINS_DIGITS) for edge in extent)


def undrawn(page: Any, texts: Sequence[tuple[int, Extent]]) -> frozenset[int]:
    """Those of the text objects (address, extent on the page) that leave no trace. `page` is pypdfium2's."""
    if not texts or len(texts) > MOST_DRAWN or page.get_rotation():
        return frozenset()
    left, bottom, right, top = page.get_bbox()
    scale = min(SCALE, MOST_PIXELS / max(right - left, top - bottom, 1.0))
    size = ceil(page.get_width() * scale), ceil(page.get_height() * scale)
    placed = [(a, place) for a, e in texts if (place := _pixels(e, left, top, scale, size))]
    if not placed:
        return frozenset()
    firsts, lasts, uppers, lowers = zip(*(place for _, place in placed), strict=True)
    drawn = _Place(min(firsts), max(lasts), min(uppers), max(lowers))
    beyond = drawn.first, size[1] - drawn.lower, size[0] - drawn.last, drawn.upper
    # Half a pixel less: pypdfium2 rounds up to whole ones.
    crop = tuple(max(pixels - 0.5, 0) / scale for pixels in beyond)
    bitmap = page.render(scale=scale, crop=crop, grayscale=True, may_draw_forms=False)
    try:
        tones = memoryview(bitmap.buffer).cast("B")
        return frozenset(a for a, place in placed if _is_one_tone(tones, bitmap.stride, place, drawn))
    finally:
        bitmap.close()


def _pixels(extent: Extent, left: float, top: float, scale: float, size: tuple[int, int]) -> _Place | None:
    """Where it lies in a picture of the page; None for what lies outside it."""
    first, last = int((extent[0] - left) * scale), int((extent[2] - left) * scale) + 1
    upper, lower = int((top - extent[3]) * scale), int((top - extent[1]) * scale) + 1
    place = _Place(max(first, 0), min(last, size[0]), max(upper, 0), min(lower, size[1]))
    return place if place.first < place.last and place.upper < place.lower else None


def _is_one_tone(tones: memoryview, stride: int, place: _Place, drawn: _Place) -> bool:
    darkest, lightest = 255, 0
    for row in range(place.upper - drawn.upper, place.lower - drawn.upper):
        line = bytes(tones[row * stride + place.first - drawn.first : row * stride + place.last - drawn.first])
        darkest, lightest = min(darkest, *line, 255), max(lightest, *line, 0)
        if lightest - darkest > ONE_TONE:
            return False
    return True
