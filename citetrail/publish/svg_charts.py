"""Charts as static SVG: readable without scripts, coloured by style sheet so that light and dark both work."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from citetrail.publish.figures import Figure, rows_of
from citetrail.publish.wording import number
from citetrail.records.vocabulary import MemberKind

# Units of the drawing. The report's column is 720 wide; labels hold the longest name of a sector or country.
WIDTH = 720
BARS_WIDTH = 560  # narrow enough that a phone shows labels and numbers without scrolling
LABEL = 210
ROW = 30


def chart(width: int, height: int, title: str, body: Sequence[Markup], css: str = "") -> Markup:
    return Markup(
        '<svg class="chart {}" viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-label="{}">{}</svg>'
    ).format(css, width, height, width, height, title, Markup("").join(body))


def text_at(x: float, y: float, text: object, css: str = "", anchor: str = "start") -> Markup:
    return Markup('<text x="{}" y="{}" class="{}" text-anchor="{}">{}</text>').format(
        decimal(x), decimal(y), css, anchor, escape(text)
    )


def decimal(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _link(href: str, label: str, body: Markup) -> Markup:
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(href, label, body)


def bars(title: str, rows: Sequence[tuple[str, Figure, str]], *, share_of: int | None = None) -> Markup:
    """Horizontal bars: label, figure, class of the bar. With `share_of`, the percentage stands beside the number."""
    most = max((f.value for _, f, _ in rows), default=0) or 1
    room = BARS_WIDTH - LABEL - 110
    body: list[Markup] = []
    for place, (label, figure, css) in enumerate(rows):
        y = place * ROW
        length = max(room * figure.value / most, 1.5 if figure.value else 0)
        told = number(figure.value)
        if share_of:
            told += f" · {100 * figure.value / share_of:.0f} %"
        bar = Markup('<rect x="{}" y="{}" width="{}" height="{}" class="bar {}"/>').format(
            LABEL, y + 5, decimal(length), ROW - 10, css
        )
        value = _link(figure.rows, f"{label}: {told}", text_at(LABEL + length + 8, y + ROW / 2 + 5, told, "value"))
        body += [text_at(LABEL - 12, y + ROW / 2 + 5, label, "label", "end"), bar, value]
    return chart(BARS_WIDTH, len(rows) * ROW + 4, title, body, "bars")


def grid(title: str, years: Sequence[int], rows: Sequence[tuple[str, str, list[int], int]], published: str) -> Markup:
    """Countries by years: a cell for each, the darker the more papers. Rows are code, name, counts, total."""
    left, total = 170, 60
    cell = (WIDTH - left - total) / max(1, len(years))
    most = max((n for _, _, counts, _ in rows for n in counts), default=0) or 1
    body = [
        text_at(left + cell * (i + 0.5), 14, f"’{year % 100:02}", "tick", "middle") for i, year in enumerate(years)
    ]
    for place, (code, name, counts, everything) in enumerate(rows):
        y = 22 + place * ROW
        body.append(text_at(left - 12, y + ROW / 2 + 5, name, "label", "end"))
        for i, count in enumerate(counts):
            if not count:
                continue
            box = Markup('<rect x="{}" y="{}" width="{}" height="{}" class="cell" fill-opacity="{}"/>').format(
                decimal(left + cell * i + 1), y + 1, decimal(cell - 2), ROW - 2, f"{0.12 + 0.5 * count / most:.2f}"
            )
            text = text_at(left + cell * (i + 0.5), y + ROW / 2 + 5, number(count), "count", "middle")
            href = rows_of("papers", use_status=published, countries=code, year=str(years[i]))
            body.append(_link(href, f"{name} {years[i]}: {count}", box + text))
        href = rows_of("papers", use_status=published, countries=code)
        told = text_at(WIDTH - 4, y + ROW / 2 + 5, number(everything), "value", "end")
        body.append(_link(href, f"{name}: {everything}", told))
    return chart(WIDTH, 26 + len(rows) * ROW, title, body)


def timeline(
    title: str, years: Sequence[tuple[int, int, int]], events: Sequence[dict[str, Any]], published: str
) -> Markup:
    """Papers by year, with the dataset's events numbered above the axis at their date."""
    dated = [(_when(e["date"]), n) for n, e in enumerate(events, start=1)]
    all_years = [y for y, _, _ in years] + [int(at) for at, _ in dated]
    if not all_years:
        return Markup("")
    first, last = min(all_years), max(all_years) + 1
    height, left = 130, 6
    step = (WIDTH - 2 * left) / (last - first)
    marks, top = _event_marks(dated, first, step, left)
    most = max((n for _, n, _ in years), default=0) or 1
    body: list[Markup] = [*marks]
    for year, count, sure in years:
        x = left + (year - first) * step
        tall = height * count / most
        part = height * sure / most
        bar = Markup('<rect x="{}" y="{}" width="{}" height="{}" class="bar{}"/>')
        boxes = bar.format(decimal(x + 2), decimal(top + height - tall), decimal(step - 4), decimal(tall), " faint")
        boxes += bar.format(decimal(x + 2), decimal(top + height - part), decimal(step - 4), decimal(part), "")
        told = text_at(x + step / 2, top + height - tall - 5, number(count), "value", "middle")
        href = rows_of("papers", use_status=published, year=str(year))
        body.append(_link(href, f"{year}: {count}", boxes + told))
    axis = Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" class="axis"/>')
    body.append(axis.format(left, WIDTH - left, top + height, top + height))
    every = 1 if step >= 34 else 2 if step >= 17 else 5
    body += [
        text_at(left + (y - first + 0.5) * step, top + height + 18, y, "tick", "middle")
        for y in range(first, last)
        if (y - first) % every == 0
    ]
    return chart(WIDTH, top + height + 28, title, body)


def _event_marks(
    dated: Sequence[tuple[float, int]], first: int, step: float, left: float
) -> tuple[list[Markup], int]:
    """Numbered circles in as many lanes as it takes for none to lie on another; and where the bars may begin."""
    lanes: list[float] = []  # where each lane's last circle stands
    placed: list[tuple[float, int, int]] = []
    for at, event in sorted(dated):
        x = left + (at - first) * step
        lane = next((n for n, end in enumerate(lanes) if x - end >= 23), len(lanes))
        lanes[lane : lane + 1] = [x]
        placed.append((x, lane, event))
    floor = 23 * len(lanes)
    body: list[Markup] = []
    for x, lane, event in placed:
        y = 12 + 23 * lane
        line = Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" class="stem"/>').format(
            decimal(x), decimal(x), y + 9, floor + 6
        )
        dot = Markup('<circle cx="{}" cy="{}" r="10" class="dot"/>').format(decimal(x), y)
        body.append(_link(f"#event-{event}", str(event), line + dot + text_at(x, y + 4, event, "event", "middle")))
    return body, floor + 26


def _when(iso: str) -> float:
    """An ISO day, month or year as a year with its fraction; the middle of what is left open."""
    parts = [int(p) for p in iso.split("-")]
    month = parts[1] - 1 if len(parts) > 1 else 6
    day = parts[2] if len(parts) > 2 else (15 if len(parts) > 1 else 0)
    return parts[0] + month / 12 + day / 365


def lineage(title: str, members: Sequence[dict[str, Any]], kinds: dict[str, str]) -> Markup:
    """The family as a tree, each member with the papers through it."""
    most = max((m["papers"] for m in members), default=0) or 1
    bar_at, room = 440, WIDTH - 440 - 60
    body: list[Markup] = []
    at: dict[str, int] = {}
    for place, member in enumerate(members):
        x, y = 12 + member["depth"] * 22, place * ROW + ROW // 2
        at[member["member"]] = place
        if member["depth"] and member["parent"] in at:
            above = at[member["parent"]] * ROW + ROW // 2 + 7
            body.append(Markup('<path d="M{} {}V{}H{}" class="twig"/>').format(x - 22, above, y, x - 8))
        shape = (
            Markup('<rect x="{}" y="{}" width="11" height="11" class="node"/>').format(x - 5.5, y - 5.5)
            if member["kind"] == MemberKind.DATASET
            else Markup('<circle cx="{}" cy="{}" r="5.5" class="node model"/>').format(x, y)
        )
        year = f" {member['year']}" if member["year"] else ""
        most_letters = 44 - 3 * member["depth"]
        name = member["name"] if len(member["name"]) <= most_letters else member["name"][: most_letters - 1] + "…"
        label = Markup('<text x="{}" y="{}" class="label">{}<tspan class="tick">{}</tspan></text>').format(
            x + 13, y + 5, name, year
        )
        length = max(room * member["papers"] / most, 1.5 if member["papers"] else 0)
        bar = Markup('<rect x="{}" y="{}" width="{}" height="12" class="bar"/>').format(
            bar_at, y - 6, decimal(length)
        )
        told = text_at(bar_at + length + 7, y + 5, number(member["papers"]), "value")
        spoken = f"{member['name']}, {kinds[member['kind']]}: {member['papers']}"
        body += [shape, label, bar, _link(member["rows"], spoken, told)]
    return chart(WIDTH, len(members) * ROW + 4, title, body)
