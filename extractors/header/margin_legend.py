"""Addresses in the margin that go on beside the abstract: medical journals set a legend left of the text."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.header.abstract_column import is_prose
from extractors.header.people_names import looks_like_names
from extractors.header.segments import RAISE, Segment

# Type sizes within which the lines of one block begin and follow, and points by which their sizes may differ.
_FLUSH, _SAME = 1.0, 0.3
_MOST_LINES = 60  # far more than a margin has


def legend_breaks_off(zone: Sequence[Segment], beside: Sequence[Segment]) -> bool:
    """Whether a header ends within a legend that has other text right of it."""
    first = next((s for s in zone if s.text.startswith(RAISE)), None)
    if first is None or zone[0] is first or looks_like_names(first.text):
        return False
    last = [s for s in zone if abs(s.x0 - first.x0) < _FLUSH * first.size][-1]
    end = last.y1 + 2 * first.size
    # another line of the block is outside the header, or none was read that far down
    below = [s for s in beside if s.y0 > last.y0 and abs(s.x0 - first.x0) < _FLUSH * first.size]
    further = any(s.y0 - last.y1 < _FLUSH * first.size for s in below)
    if not further and (below or max(s.y1 for s in (*zone, *beside)) > end):
        return False
    level = any(s.x0 > first.x1 and first.y0 - first.size < s.y0 < end for s in (*beside, *zone))
    return level and any(looks_like_names(s.text) for s in zone if s.row < first.row)


def with_margin(zone: Sequence[Segment], rest: Sequence[Segment]) -> tuple[list[Segment], list[Segment]]:
    """The header with what goes on of its legend in the margin, and the rest of the page without it."""
    first = next(s for s in zone if s.text.startswith(RAISE))
    last = [s for s in zone if abs(s.x0 - first.x0) < _FLUSH * first.size][-1]
    row = max(s.row for s in zone)
    taken: list[Segment] = []
    gone: set[int] = set()
    for segment in sorted(rest, key=lambda s: s.y0):
        if segment.y0 <= last.y0 or abs(segment.x0 - first.x0) > _FLUSH * first.size:
            continue
        apart = segment.y0 - last.y1 > _FLUSH * first.size or abs(segment.size - first.size) > _SAME
        if apart or segment.font != first.font or is_prose(segment) or len(taken) >= _MOST_LINES:
            break
        row += 1
        taken.append(replace(segment, row=row))
        gone.add(id(segment))
        last = segment
    return [*zone, *taken], [s for s in rest if id(s) not in gone]
