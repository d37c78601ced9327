"""The parts of a document: spans that tile its pages, each of one section and one zone."""

from collections.abc import Sequence

from citetrail.records.text import PageText, Part
from citetrail.records.vocabulary import Section, Zone
from extractors.text.printed_lines import Line, Look, body_of, lines_of
from extractors.text.sections import sections_of
from extractors.text.zones import margin_lines, zones_of


def find_parts(pages: Sequence[PageText], looks: Sequence[Sequence[Look]] = ()) -> tuple[Part, ...]:
    """Spans that tile each page's text, with section, zone and heading.

    `looks` has the printed lines of each page, in the same order; without them only the words decide.
    """
    known = [*looks, *([()] * (len(pages) - len(looks)))]
    lines = [line for page, own in zip(pages, known, strict=True) for line in lines_of(page, own)]
    body = body_of(lines)
    margins = margin_lines(lines, pages, body)
    named = list(sections_of(lines, margins, body))
    zones = zones_of(lines, [section for section, _ in named], margins, body, pages)
    parts: list[Part] = []
    start = 0
    last: tuple[int, Section, Zone, str] | None = None
    for index, line in enumerate(lines):
        section, heading = named[index]
        zone = zones[index]
        if index and heading != named[index - 1][1] and zone is Zone.TABLE:
            zone = Zone.PROSE  # a heading beside a table is none of its rows
        key = (line.page, section, zone, heading)
        # An empty line goes with the part before.
        if key == last or (last and not line.text and key[:2] == last[:2]):
            continue
        if last:
            parts.append(_part(last, start, lines[index - 1]))
        start, last = line.start, key
    return (*parts, _part(last, start, lines[-1])) if last else ()


def _part(key: tuple[int, Section, Zone, str], start: int, last: Line) -> Part:
    page, section, zone, heading = key
    return Part(page, start, last.end, section, zone, heading)
