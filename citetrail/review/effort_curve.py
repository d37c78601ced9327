"""The effort curve as SVG: uses found against cards read. Numbers only, no foreign text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
        Curve(key, NAMES[key], _path(points, cards, uses), tuple(_at(points, m) for m in marks))
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
