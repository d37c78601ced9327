"""Boxes on a page as displayed: from PDF coordinates, within its edges, joined along printed lines."""

import math
from collections.abc import Sequence
from typing import Any

from citetrail.records.text import Box

Corners = tuple[float, float, float, float]


def merge_lines(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Neighbouring boxes of one printed line become one."""
    merged: list[Box] = []
    for box in boxes:
        if merged and _same_line(merged[-1], box):
            last = merged[-1]
            merged[-1] = Box(min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            merged.append(box)
    return tuple(merged)


def _same_line(a: Box, b: Box) -> bool:
    overlap = min(a.y1, b.y1) - max(a.y0, b.y0)
    lower = min(a.y1 - a.y0, b.y1 - b.y0)
    near = b.x0 - a.x1 < 3 * max(a.y1 - a.y0, b.y1 - b.y0) and b.x0 >= a.x0 - 1
    return overlap > 0.5 * lower and near


class Placer:
    """From PDF coordinates to the page as displayed: crop box and rotation taken into account.

    `turned` turns the page further, in degrees clockwise.
    """

    def __init__(self, page: Any, turned: int = 0) -> None:
        self.rotation = (page.get_rotation() + turned) % 360
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.width, self.height = page.get_size()
        if turned % 180:
            self.width, self.height = self.height, self.width

    def __call__(self, rectangle: tuple[float, float, float, float]) -> Box:
        """The rectangle as a box that lies within the page."""
        x0, y0, x1, y1 = self.corners(rectangle)
        return Box(within(x0, self.width), within(y0, self.height), within(x1, self.width), within(y1, self.height))

    def corners(self, rectangle: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1) from the top left, as the file says, which may be off the page."""
        left, bottom, right, top = rectangle
        if self.rotation == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def rectangle(self, box: Box) -> Corners:
        """The inverse of `corners`: (left, bottom, right, top) in PDF coordinates of a box on the displayed page."""
        if self.rotation == 0:
            return box.x0 + self.left, self.top - box.y1, box.x1 + self.left, self.top - box.y0
        if self.rotation == 90:
            return box.y0 + self.left, box.x0 + self.bottom, box.y1 + self.left, box.x1 + self.bottom
        if self.rotation == 180:
            return self.right - box.x1, box.y0 + self.bottom, self.right - box.x0, box.y1 + self.bottom
        return self.right - box.y1, self.top - box.x1, self.right - box.y0, self.top - box.x0


def within(value: float, limit: float) -> float:
    """A coordinate on the page, 0..limit; what is no number is at its edge."""
    if not math.isfinite(value):
        return 0.0
    return round(min(max(value, 0.0), limit), 2)
