"""Juries and committees: who judged or advised, in rows of columns or below a heading. None of them wrote the paper.

In columns the last cell of a row says what somebody is, "Ada | X | examiner"; a heading, "Examining committee", tells
it of all rows below.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.header.abstract_column import ends_header, is_prose
from extractors.header.header_words import plain, words
from extractors.header.people_names import looks_like_names
from extractors.header.role_lines import opens_with_role
from extractors.header.segments import Segment, flat

# Cells of a column begin within so many points of each other; so many of them say what somebody is, in so few words.
_FLUSH, _FEWEST, _MOST_WORDS = 2.0, 2, 4
_NEAR = 1.6  # type sizes between a label and its answer
_LONGEST_HEADING = 50  # characters
# Members are listed with blank lines between them, of so many type sizes at most.
MEMBERS_APART = 4.0
_LARGER = 0.3  # what is so much larger than the heading is another part of the page


def is_of_jury(text: str) -> bool:
    """Whether a cell is what a jury calls one of its members."""
    return plain(text).strip(" .:") in words().roles.jury


def is_jury_heading(text: str) -> bool:
    """Whether a line is the heading above the members of a jury or committee, and nothing else."""
    return len(text) <= _LONGEST_HEADING and plain(text).strip(" .:—–-") in words().roles.juries


def jury_from(segments: Sequence[Segment], first: int) -> list[int]:
    """A jury's heading and all rows below it, in however many columns, down to text, a heading or a wide gap."""
    found = [first]
    bottom = segments[first].y1
    for i in range(first + 1, len(segments)):
        segment = segments[i]
        wide = segment.y0 - bottom > MEMBERS_APART * segment.size
        larger = segment.size > (1 + _LARGER) * segments[first].size
        if wide or larger or ends_header(segment.text) or is_prose(segment) or is_jury_heading(flat(segment.text)):
            break
        found.append(i)
        bottom = max(bottom, segment.y1)
    return found


def without_committee(segments: Sequence[Segment]) -> list[Segment]:
    """The segments without the rows of a committee. Words like "member" tell of one beside surer ones alone."""
    several = {one.row for one, after in pairwise(segments) if after.row == one.row}
    rows: dict[int, list[Segment]] = {}
    for segment in segments:
        if segment.row in several:
            rows.setdefault(segment.row, []).append(segment)
    named = {n for n, row in rows.items() if any(map(_is_post_of_other, row[1:-1])) and looks_like_names(row[0].text)}
    if named:
        segments = [s for s in segments if s.row not in named]
    last = {n: row[-1] for n, row in rows.items() if n not in named}
    cells = [s for s in last.values() if len(s.text.split()) <= _MOST_WORDS]
    sure = [s for s in cells if ":" not in s.text and opens_with_role(flat(s.text))]
    if not sure:
        return list(segments)
    sure = [s for s in sure if not _has_answer(s, segments)]
    told = [*sure, *(s for s in cells if s not in sure and is_of_jury(flat(s.text)))]
    gone = {s.row for s in told if sum(abs(o.x0 - s.x0) < _FLUSH for o in told) >= _FEWEST}
    return [s for s in segments if s.row not in gone]


def _is_post_of_other(cell: Segment) -> bool:
    """Whether a cell between a name and a place is a role: "Rosa Kent | Discussant | Naval Academy"."""
    text = flat(cell.text)
    return len(text.split()) < _MOST_WORDS and ":" not in text and text[:1].isupper() and opens_with_role(text)


def _has_answer(cell: Segment, segments: Sequence[Segment]) -> bool:
    """Whether a cell is a label, "Reviewed by", with its answer flush right below: the row may be the authors'."""
    below = (s for s in segments if s.row > cell.row and abs(s.x0 - cell.x0) < _FLUSH)
    answer = next(below, None)
    near = answer is not None and answer.y0 - cell.y1 < _NEAR * cell.size
    return near and answer is not None and not (opens_with_role(flat(answer.text)) or is_of_jury(flat(answer.text)))
