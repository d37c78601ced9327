"""The title, and the stretch of the page between it and the abstract in which the authors stand."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from citetrail.records.text import LayoutLine, LayoutPage
from extractors.header.abstract_column import column_beside_abstract, ends_header, is_prose, opening_of_text
from extractors.header.header_words import is_noise, names_organisation, plain
from extractors.header.people_names import looks_like_names
from extractors.header.role_lines import without_role_blocks
from extractors.header.segments import RAISE, Segment, flat, merge_hanging, printed_lines, read_segments

# What journals print above the title in type as large as the title's.
_FURNITURE = re.compile(
    r"contents lists available|journal homepage|sciencedirect|www\.|https?:|^article\b|^research article|"
    r"^original (?:article|research)|"
    r"^brief communication|^review\b|^letter\b|open access$|proceedings|^vol(?:ume)?\b|^issn|^doi|\bet al\b|"
    r"ieee transactions|journal of"
)
# A title has no more lines in another type than these, each no longer than this.
_MOST_OTHER_LINES = 2
_LONGEST_LINE = 120
# Names with marks and their legend outweigh a larger title of two words otherwise, which counts little itself.
_UNDER_SHORT_TITLE = 0.5
# A title of one word or two counts little. It is believed where what scored more is set like the text, up to this
# share of the commonest size, or is a line of names: it is so much larger than both, short, and names follow near.
_SET_AS_TEXT, _LARGER, _LONGEST_SHORT = 1.06, 1.15, 40  # shares of a size, characters
_NEAR_NAMES = 3.0  # type sizes
_WORD = re.compile(r"[^\W\d_]{2,}")


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
        return (*self.beside, *_read(self.below))

    @property
    def title_text(self) -> str:
        return tidy_title(" ".join(s.text for s in self.title))


def tidy_title(text: str) -> str:
    """One line, words broken at line ends joined, without the marks of footnotes at its end."""
    joined = re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(flat(text).split()))
    return re.sub(r"[\s*∗⋆★†‡§¶]+$", "", joined)


def find_front(page: LayoutPage) -> Front:
    """The page's title by its type size, and the segments from there to the abstract."""
    lines = printed_lines(page)
    cut = _heading_below(page, lines)
    upper = [line for line in lines if line.box.y0 < cut]
    front = _front(page, _read(upper))
    if front.title and not any(looks_like_names(s.text) for s in front.zone):
        whole = _with_column_beside_abstract(front, lines)
        if whole:
            return whole
    if front.zone or len(upper) == len(lines):
        return replace(front, below=tuple(line for line in lines if line.box.y0 >= cut))
    return _front(page, _read(lines))


def _with_column_beside_abstract(front: Front, lines: Sequence[LayoutLine]) -> Front | None:
    """The front with names beside the abstract, which go on below what is read of other pages."""
    bottom = max(s.y1 for s in front.title)
    below = [s for s in _read(lines) if s.middle_height > bottom]
    column = column_beside_abstract(below)
    if not column:
        return None
    taken = set(map(id, column))
    return Front(front.title, tuple(column), tuple(s for s in below if id(s) not in taken))


def _read(lines: Sequence[LayoutLine]) -> list[Segment]:
    """The segments of lines; blocks about people who are no authors are left out."""
    return merge_hanging(without_role_blocks(read_segments(lines)))


def _heading_below(page: LayoutPage, lines: Sequence[LayoutLine]) -> float:
    """A height below which a heading stands that ends the header; all of the page when there is none."""
    for line in lines:
        if 0.12 * page.height < line.box.y0 and len(line.text) < 60 and ends_header(line.text):
            return line.box.y1 + 4 * line.size
    return page.height + 1


def _front(page: LayoutPage, segments: Sequence[Segment]) -> Front:
    title = _find_title(page, segments)
    if not title:
        return Front((), (), tuple(segments))
    title = _whole_title(title, segments)
    taken = set(map(id, title))
    bottom = max(s.y1 for s in title)
    others = [s for s in segments if id(s) not in taken]
    below = [s for s in others if s.middle_height > bottom]
    end = min(_end_of_zone(page, below), _end_of_people(page, below))
    zone = [s for s in below if s.middle_height < end]
    if not _stands_above_people(title, zone):
        zone = _with_column_beside(title, others, zone)
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


def _find_title(page: LayoutPage, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    best: tuple[Segment, ...] = ()
    score = 0.0
    body = _body_type(segments)
    upper = [s for s in segments if s.y0 < 0.62 * page.height][:150]
    for i, first in enumerate(upper):
        if first.size < 8 or not _WORD.search(first.words):
            continue
        group = _grow(first, upper[i + 1 :])
        if (first.size, first.font) == body and (len(group) > 2 or is_prose(first)):
            continue
        value = _score(page, group)
        if value > score * 1.001:
            best, score = group, value
    return (_short_title(best, upper) if best else ()) or best


def _short_title(best: Sequence[Segment], segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """A title of a word or two, above names in smaller type, where running text or the names scored highest.

    Names of journals and series stand so too, but above a title that scores higher itself.
    """
    counted: Counter[float] = Counter()
    for segment in segments:
        counted[segment.size] += len(segment.text)
    usual = counted.most_common(1)[0][0]
    if best[0].size > _SET_AS_TEXT * usual and not _are_names(best, segments):
        return ()
    top = max(s.y0 for s in best)
    larger = [
        s
        for s in segments
        if s.y1 <= top + s.size and s.size > _LARGER * max(usual, best[0].size) and len(s.words) <= _LONGEST_SHORT
    ]
    for segment in sorted(larger, key=lambda s: -s.size):
        below = [s for s in segments if 0 <= s.y0 - segment.y1 < _NEAR_NAMES * segment.size]
        if not (_is_foreign(segment) or is_noise(segment.words)) and any(looks_like_names(s.text) for s in below[:2]):
            return (segment,)
    return ()


def _are_names(best: Sequence[Segment], segments: Sequence[Segment]) -> bool:
    """Whether what scored highest is a line of names with an organisation or an address right below it."""
    after = [s for s in segments if 0 <= s.y0 - best[-1].y1 < _NEAR_NAMES * s.size][:1]
    said = all(looks_like_names(s.text) for s in best)
    return said and any(names_organisation(s.words) or "@" in s.text for s in after)


def _body_type(segments: Sequence[Segment]) -> tuple[float, str] | None:
    """Size and font of the running text, where there is enough of it to tell."""
    counted = Counter((s.size, s.font) for s in segments if is_prose(s))
    most = counted.most_common(1)
    return most[0][0] if most and most[0][1] >= 4 else None


def _grow(first: Segment, following: Sequence[Segment]) -> tuple[Segment, ...]:
    """The lines below (and pieces beside) that are set like the first."""
    group = [first]
    for segment in following:
        last = group[-1]
        if segment.y0 - last.y1 > 1.1 * first.size or len(group) > 12:
            break
        alike = abs(segment.size - first.size) <= 0.04 * first.size and segment.font == first.font
        near = segment.beside(last) > 0 or (segment.row == last.row and segment.x0 - last.x1 < 3 * first.size)
        if alike and near:
            group.append(segment)
        elif segment.row != last.row and segment.beside(last) > 0:
            break
    return tuple(group)


def _whole_title(title: tuple[Segment, ...], segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The title with the lines of it that are set otherwise: a name in larger type above, a smaller subtitle below.

    A line above must lead over by a colon or be of the same size; one below must go on from a colon or in lower case.
    """
    taken = set(map(id, title))
    others = [s for s in segments if id(s) not in taken and not _is_foreign(s)]
    whole = list(title)
    for _ in range(_MOST_OTHER_LINES):
        above = [s for s in others if _adjoins(s, whole[0]) and s not in whole]
        upper = [s for s in above if _leads_over(s, whole[0])]
        if not upper:
            break
        whole = [*sorted(upper, key=lambda s: s.x0), *whole]
    for _ in range(_MOST_OTHER_LINES):
        row = [s for s in others if _adjoins(whole[-1], s) and s not in whole]
        if len(row) != 1 or not _goes_on(whole, row[0]):
            break
        whole.append(row[0])
    return tuple(whole)


def _adjoins(upper: Segment, lower: Segment) -> bool:
    """Whether one line stands right above another, as the lines of one heading do."""
    gap = lower.y0 - upper.y1
    return (
        upper.row < lower.row
        and -0.5 * lower.size < gap < 0.9 * max(upper.size, lower.size)
        and upper.beside(lower) > 0
    )


def _is_foreign(segment: Segment) -> bool:
    """Whether a line can be no part of a title: furniture, an address, the heading of the abstract."""
    known = plain(segment.words)
    no_words = not _WORD.search(segment.words)
    return bool(no_words or "@" in segment.text or _FURNITURE.search(known) or ends_header(segment.words))


def _leads_over(segment: Segment, first: Segment) -> bool:
    if is_noise(segment.words) or names_organisation(segment.words) or len(segment.words) > _LONGEST_LINE:
        return False
    if re.search(r"[:–—]\s*$", segment.words):
        return segment.size > 0.9 * first.size
    return abs(segment.size - first.size) <= 0.04 * first.size and segment.font != first.font


def _goes_on(title: Sequence[Segment], segment: Segment) -> bool:
    first, last = title[0], title[-1]
    if is_noise(segment.words) or is_prose(segment) or names_organisation(segment.words):
        return False
    if segment.size < 0.6 * first.size or segment.size > 1.04 * first.size or segment.text != segment.words:
        return False
    if re.search(r"[:–—]\s*$", last.words):
        return True
    lower = segment.words[:1].islower()
    return lower or (abs(segment.size - first.size) <= 0.04 * first.size and not looks_like_names(segment.text))


def _score(page: LayoutPage, group: Sequence[Segment]) -> float:
    text = " ".join(s.words for s in group)
    count = len(_WORD.findall(text))
    known = plain(text)
    weight = (0.0, 0.35, 0.6, 0.85)[count] if count < 4 else 1.0
    if _FURNITURE.search(known) or is_noise(text):
        weight *= 0.4
    if ends_header(text):
        weight *= 0.3
    if group[0].text.startswith(RAISE) or (RAISE in group[0].text and looks_like_names(group[0].text)):
        weight *= _UNDER_SHORT_TITLE
    if len(group) > 8:  # body text set in one size all over the page
        weight *= 0.3
    height = group[0].y0 / page.height
    return group[0].size * weight * (1.0 if height < 0.35 else 0.8)


def _end_of_zone(page: LayoutPage, below: Sequence[Segment]) -> float:
    """The height at which the abstract, or the first paragraph of prose, begins."""
    first = opening_of_text(below)
    return first.y0 - 0.3 * first.size if first else page.height


def _end_of_people(page: LayoutPage, below: Sequence[Segment]) -> float:
    """The height at which a wide gap ends the header, once names have been seen: posters have no abstract."""
    last: Segment | None = None
    people: Segment | None = None
    people_left = people_right = 0.0
    for segment in below:
        if is_noise(segment.words) or (people is not None and not people_left < segment.middle < people_right):
            continue
        if people is not None and last is not None and segment.row != last.row:
            wide = segment.y0 - last.y1 > 4.5 * max(last.size, 0.7 * segment.size)
            larger = segment.size > (1.2 if segment.font == people.font else 1.04) * people.size
            heading = larger and segment.row > people.row + 1 and not names_organisation(segment.words)
            if wide or heading:
                return segment.y0 - 0.3 * segment.size
        if people is None and looks_like_names(segment.text):
            people = segment
            beside = [s for s in below if s.row == segment.row]
            people_left, people_right = min(s.x0 for s in beside) - 100, max(s.x1 for s in beside) + 100
        last = segment
    return page.height
