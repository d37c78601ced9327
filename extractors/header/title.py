"""The stretch of the page between title and abstract, in which the authors stand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from citetrail.records.text import LayoutLine, LayoutPage
from extractors.header.above_title import people_above
from extractors.header.abstract_column import column_beside_abstract, ends_header, opening_of_text
from extractors.header.characters import as_elsewhere
from extractors.header.header_words import is_noise, names_organisation
from extractors.header.juries import without_committee
from extractors.header.margin_legend import legend_breaks_off, with_margin
from extractors.header.people_names import looks_like_names
from extractors.header.role_blocks import without_role_blocks
from extractors.header.segments import Segment, flat, merge_hanging, printed_lines, read_segments
from extractors.header.title_lines import find_title, whole_title

# A heading above this share of the page's height is a running head, and a longer line no heading.
_HEAD, _LONGEST_HEADING = 0.12, 60  # characters
# Below a heading so much is read with the header, in type sizes: the first lines of the abstract show that it is one.
_READ_ON = 4
# What stands within this share of its size above the abstract is on the abstract's line, set a little higher.
_SLACK = 0.3
# A header ends at a gap so wide, in sizes of the larger of both lines; much larger type (a poster's first heading)
# counts for less than its size.
_WIDE_GAP, _OF_LARGER = 4.5, 0.7
# So much larger than the names a line is a heading: in their own font more, since a name may be set larger there.
_LARGER_ALIKE, _LARGER_OTHERWISE = 1.2, 1.04
# Points that the names' row may be left of or right of what belongs to it; columns of posters stand further apart.
_REACH = 100


@dataclass(frozen=True)
class Front:
    """What stands where on the page: the title, the header below it, and everything else."""

    title: tuple[Segment, ...]
    zone: tuple[Segment, ...]
    beside: tuple[Segment, ...]
    below: tuple[LayoutLine, ...] = ()  # lines under the abstract's heading, read only when they are asked for

    @cached_property
    def rest(self) -> tuple[Segment, ...]:
        """The segments outside title and header."""
        return (*self.beside, *merge_hanging(without_role_blocks(read_segments(self.below))))

    @property
    def upper(self) -> tuple[Segment, ...]:
        """The segments above the abstract's heading, in title, header or neither; all of a page without one."""
        return (*self.title, *self.zone, *self.beside)

    def may_hold(self, sign: Callable[[str], bool]) -> bool:
        """Whether the rest holds a line of which this is true; asked before the rest is read."""
        return any(sign(line.text) for line in self.below) or any(sign(flat(s.text)) for s in self.beside)

    @property
    def title_text(self) -> str:
        return tidy_title(" ".join(s.text for s in self.title))


def tidy_title(text: str) -> str:
    """One line, words broken at line ends joined, without the marks of footnotes at its end."""
    joined = re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(flat(text).split()))
    return re.sub(r"^(?:Full |Article |Manuscript )?Title\s?:\s+|[\s*∗⋆★†‡§¶]+$", "", joined)


def find_front(page: LayoutPage) -> Front:
    """The page's title by its type size, and the segments from there to the abstract."""
    lines = printed_lines(page)
    cut = _heading_below(page, lines)
    upper = [line for line in lines if line.box.y0 < cut]
    front = _front(page, _read(upper))
    if front.title and _may_go_on_beside(front):
        whole = _with_column_beside_abstract(front, lines)
        if whole:
            return whole
    if front.zone or len(upper) == len(lines):
        front = replace(front, below=tuple(line for line in lines if line.box.y0 >= cut))
        if not legend_breaks_off(front.zone, front.beside):
            return front
        zone, rest = with_margin(front.zone, front.rest)
        return replace(front, zone=tuple(zone), beside=tuple(rest), below=())
    return _front(page, _read(lines))


def _may_go_on_beside(front: Front) -> bool:
    """Whether the header has no names, or only the first of a column that goes on beside the abstract."""
    if not any(looks_like_names(s.text) for s in front.zone):
        return True
    placed = any(names_organisation(s.words) for s in front.zone)
    return not placed and not _stands_above_people(front.title, front.zone)


def _with_column_beside_abstract(front: Front, lines: Sequence[LayoutLine]) -> Front | None:
    """The front with names beside the abstract, which go on below what is read of other pages."""
    top, bottom = min(s.y0 for s in front.title), max(s.y1 for s in front.title)
    left, right = min(s.x0 for s in front.title), max(s.x1 for s in front.title)
    read = [s for s in _read(lines) if s.middle_height > top]
    below = [s for s in read if s.middle_height > bottom or s.x1 < left or s.x0 > right]
    column = column_beside_abstract(below)
    if not column:
        return None
    taken = set(map(id, column))
    return Front(front.title, tuple(column), tuple(s for s in below if id(s) not in taken))


def _read(lines: Sequence[LayoutLine]) -> list[Segment]:
    """The segments of lines; blocks about people who are no authors are left out."""
    return merge_hanging(without_role_blocks(without_committee(read_segments(lines))))


def _heading_below(page: LayoutPage, lines: Sequence[LayoutLine]) -> float:
    """A height below which a heading stands that ends the header; all of the page when there is none."""
    for line in lines:
        if _HEAD * page.height < line.box.y0 and len(line.text) < _LONGEST_HEADING and ends_header(line.text):
            return line.box.y1 + _READ_ON * line.size
    return page.height + 1


def _front(page: LayoutPage, segments: Sequence[Segment]) -> Front:
    title = find_title(page, segments)
    if not title:
        return Front((), (), tuple(segments))
    title = whole_title(title, segments)
    taken = set(map(id, title))
    bottom = max(s.y1 for s in title)
    others = as_elsewhere([s for s in segments if id(s) not in taken])
    below = [s for s in others if s.middle_height > bottom]
    end = min(_end_of_zone(page, below), _end_of_people(page, below))
    zone = [s for s in below if s.middle_height < end]
    if not _stands_above_people(title, zone):
        zone = _with_column_beside(title, others, zone)
    zone = [*people_above(title, others, zone, page.lines), *zone]
    chosen = set(map(id, zone))
    return Front(title, tuple(zone), tuple(s for s in others if id(s) not in chosen))


def _stands_above_people(title: Sequence[Segment], zone: Sequence[Segment]) -> bool:
    """Whether some names below the title stand under it, and not in a column beside it."""
    left, right = min(s.x0 for s in title), max(s.x1 for s in title)
    return any(looks_like_names(s.text) and s.x0 < right and s.x1 > left for s in zone)


def _with_column_beside(title: Sequence[Segment], others: Sequence[Segment], zone: list[Segment]) -> list[Segment]:
    """The zone with the column level with the title that holds names and organisations; else the zone as it is."""
    top, bottom = min(s.y0 for s in title) - title[0].size, max(s.y1 for s in title)
    left, right = min(s.x0 for s in title), max(s.x1 for s in title)
    level = [s for s in others if top < s.middle_height <= bottom]
    for column in ([s for s in level if s.x0 >= right], [s for s in level if s.x1 <= left]):
        names = [s for s in column if looks_like_names(s.text)]
        if names and any(names_organisation(s.words) for s in column):
            # what goes on below the title in the same column is of the same people
            below = [s for s in zone if any(s.beside(c) > 0 for c in column)]
            return sorted([*column, *below], key=lambda s: (s.row, s.x0))
    return zone


def _end_of_zone(page: LayoutPage, below: Sequence[Segment]) -> float:
    """The height at which the abstract, or the first paragraph of prose, begins."""
    first = opening_of_text(below)
    return first.y0 - _SLACK * first.size if first else page.height


def _end_of_people(page: LayoutPage, below: Sequence[Segment]) -> float:
    """The height at which a wide gap ends the header, once names have been seen: posters have no abstract."""
    last: Segment | None = None
    people: Segment | None = None
    people_left = people_right = 0.0
    for segment in below:
        if is_noise(segment.words) or (people is not None and not people_left < segment.middle < people_right):
            continue
        if people is not None and last is not None and segment.row != last.row:
            wide = segment.y0 - last.y1 > _WIDE_GAP * max(last.size, _OF_LARGER * segment.size)
            larger = (
                segment.size > (_LARGER_ALIKE if segment.font == people.font else _LARGER_OTHERWISE) * people.size
            )
            below_people = segment.row > people.row + 1
            # names right below names are of them: small capitals make letters differ in size
            if larger and below_people and segment.row == last.row + 1 and looks_like_names(segment.text):
                below_people = not looks_like_names(last.text)
            heading = larger and below_people and not names_organisation(segment.words)
            if wide or heading:
                return segment.y0 - _SLACK * segment.size
        if people is None and looks_like_names(segment.text):
            people = segment
            beside = [s for s in below if s.row == segment.row]
            people_left = min(s.x0 for s in beside) - _REACH
            people_right = max(s.x1 for s in beside) + _REACH
        last = segment
    return page.height
