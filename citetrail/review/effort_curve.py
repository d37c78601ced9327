"""The effort curve as SVG: uses found against cards read. Numbers only, no foreign text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Units of the drawing; the margins hold the numbers of the axes.
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 340, 54, 44, 14, 14
NAMES = {"read": "as read", "with": "with the learned order", "without": "without it"}


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve: its name, SVG path, and the row of the data table."""

    key: str
    name: str
    path: str
    at: tuple[int, ...]  # uses found at the tenths of the cards
    loss: float | None  # ASReview's, 0 for the best order and 1 for the worst


@dataclass(frozen=True, slots=True)
class Chart:
    lines: tuple[Curve, ...]
    cards: int
    uses: int
    marks: tuple[int, ...]  # cards at the tenths
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    base: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def effort_chart(curves: Mapping[str, Sequence[Sequence[int]]]) -> Chart | None:
    """The chart of these curves; None when nothing was read."""
    cards = max((points[-1][0] for points in curves.values() if points), default=0)
    if cards == 0:
        return None
    uses = max(points[-1][1] for points in curves.values() if points)
    marks = tuple(round(cards * n / 10) for n in range(1, 11))
    lines = tuple(
        Curve(key, NAMES[key], _path(points, cards, uses), tuple(_at(points, m) for m in marks), loss(points))
        for key, points in sorted(curves.items())
        if points
    )
    return Chart(lines, cards, uses, marks)


def _path(points: Sequence[Sequence[int]], cards: int, uses: int) -> str:
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    places = (f"{LEFT + across * x / cards:.1f} {HEIGHT - BOTTOM - up * y / max(uses, 1):.1f}" for x, y in points)
    return "M" + " L".join(places)


def _at(points: Sequence[Sequence[int]], cards: int) -> int:
    return max((y for x, y in points if x <= cards), default=0)


def loss(points: Sequence[Sequence[int]]) -> float | None:
    """ASReview's loss of an order: the share of what the best order gains over the worst that this one gives away.

    As `asreview.metrics.loss` (version 3) tells it of a list of labels. A curve of more than 239 cards holds every
    nth point, and is taken as straight between them. None where all cards are uses, or none is.
    """
    cards, uses = points[-1] if points else (0, 0)
    if uses in (0, cards):
        return None
    area = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        area += (x1 - x0) * y0 + (y1 - y0) * (x1 - x0 + 1) / 2
    return (uses * (cards - (uses - 1) / 2) - area) / (uses * (cards - uses))
