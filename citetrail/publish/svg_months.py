"""Papers by month as static charts, all and by member, with a broken line where the dataset was withdrawn."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from citetrail.publish.aftermath import MemberMonths
from citetrail.publish.svg_charts import WIDTH, chart, decimal, text_at
from citetrail.publish.wording import day, number, words
from citetrail.records.vocabulary import HEADLINE_ORDER

# Units of the drawing: room for the largest count above, its number at the left, the years below.
HEIGHT = 150
TOP, LEFT, RIGHT = 24, 34, 6
STRIP = 46  # the height of one member's bars with its name above them
_BAR = Markup('<rect x="{}" y="{}" width="{}" height="{}" class="bar mark {}"><title>{}</title></rect>')
_LINE = Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" class="{}"/>')


def stacked(title: str, months: Sequence[tuple[str, Counter[str]]], withdrawn: dict[str, Any] | None) -> Markup:
    """Months from the first to the last without gaps; the axis runs on to the withdrawal when that is outside."""
    if not months:
        return Markup("")
    first, last, step, gone = _axis([month for month, _ in months], withdrawn)
    most = max(sum(counts.values()) for _, counts in months) or 1
    body = [*_scale(most), *_years(first, last, step, TOP + HEIGHT + 18)]
    for month, counts in months:
        body += _bar(month, counts, LEFT + (_place(month) - first) * step, step, most)
    if gone is not None and withdrawn is not None:
        body += _mark(LEFT + (gone - first) * step, withdrawn, TOP + HEIGHT)
    return chart(WIDTH, TOP + HEIGHT + 24, title, body)


def by_member(title: str, members: Sequence[MemberMonths], withdrawn: dict[str, Any] | None) -> Markup:
    """A strip of bars for each member under one axis; each strip has the same scale."""
    months = sorted({month for member in members for month in member.months})
    if not months:
        return Markup("")
    first, last, step, gone = _axis(months, withdrawn)
    most = max(number for member in members for number in member.months.values())
    foot = TOP + len(members) * STRIP
    # Below the names, which may begin where the line stands.
    body = [] if gone is None or withdrawn is None else _mark(LEFT + (gone - first) * step, withdrawn, foot)
    for place, member in enumerate(members):
        floor = TOP + (place + 1) * STRIP
        body += [text_at(LEFT, floor - STRIP + 14, member.name, "tick")]
        body += [_LINE.format(LEFT, WIDTH - RIGHT, floor, floor, "axis")]
        for month, count in sorted(member.months.items()):
            x, tall = LEFT + (_place(month) - first) * step, (STRIP - 20) * count / most
            told = f"{member.name}, {day(month)}: {number(count)}"
            wide = decimal(max(step - 0.6, 0.6))
            body += [_BAR.format(decimal(x), decimal(floor - tall), wide, decimal(tall), "member", told)]
    body += _years(first, last, step, foot + 18)
    return chart(WIDTH, foot + 24, title, body)


def _axis(months: Sequence[str], withdrawn: dict[str, Any] | None) -> tuple[int, int, float, float | None]:
    """The first month, the one after the last, the width of one, and the place of the withdrawal."""
    first, last = int(_place(months[0])), int(_place(months[-1])) + 1
    gone = _place(withdrawn["date"]) if withdrawn else None
    if gone is not None:
        first, last = min(first, int(gone)), max(last, int(gone) + 1)
    return first, last, (WIDTH - LEFT - RIGHT) / (last - first), gone


def _place(iso: str) -> float:
    """Months since the year 0, with the day as a fraction; a bare year is its middle."""
    parts = [int(part) for part in iso.split("-")]
    month = parts[1] - 1 if len(parts) > 1 else 6
    return parts[0] * 12 + month + ((parts[2] - 1) / 31 if len(parts) > 2 else 0)


def _scale(most: int) -> list[Markup]:
    lines = _LINE.format(LEFT, WIDTH - RIGHT, TOP + HEIGHT, TOP + HEIGHT, "axis")
    return [
        lines,
        text_at(LEFT - 6, TOP + 6, number(most), "tick", "end"),
        text_at(LEFT - 6, TOP + HEIGHT, "0", "tick", "end"),
    ]


def _years(first: int, last: int, step: float, y: float) -> list[Markup]:
    every = 1 if step * 12 >= 34 else 2 if step * 12 >= 17 else 5
    years = [year for year in range(-(-first // 12), last // 12 + 1) if year % every == 0]
    at = [(year, LEFT + (year * 12 - first) * step) for year in years]
    return [text_at(x, y, year, "tick", "start") for year, x in at if x < WIDTH - 30]


def _bar(month: str, counts: Counter[str], x: float, step: float, most: int) -> list[Markup]:
    """One month: military at the bottom."""
    made = []
    floor = float(TOP + HEIGHT)
    told = words()
    for sector in HEADLINE_ORDER:
        if not counts[sector]:
            continue
        tall = HEIGHT * counts[sector] / most
        floor -= tall
        says = f"{day(month)}: {counts[sector]} {told['sectors'][sector].lower()}"
        made.append(
            _BAR.format(decimal(x), decimal(floor), decimal(max(step - 0.6, 0.6)), decimal(tall), sector, says)
        )
    return made


def _mark(x: float, withdrawn: dict[str, Any], foot: float) -> list[Markup]:
    anchor = "start" if x < WIDTH / 2 else "end"
    told = f"{withdrawn['title']}, {day(withdrawn['date'])}"
    place = x + 5 if anchor == "start" else x - 5
    return [_LINE.format(decimal(x), decimal(x), 4, foot, "gone"), text_at(place, 14, told, "tick", anchor)]
