"""Names whose surname is an organisation's word, "Ruth Academy": what stands beside and below them decides."""

from collections.abc import Sequence

from extractors.header.header_words import names_organisation
from extractors.header.people_names import is_full_name, may_be_name, split_names
from extractors.header.segments import Segment

# Sizes that differ by a smaller share are one size.
_SAME = 0.05


def set_alike(one: Segment, other: Segment) -> bool:
    """Whether two lines are set in one font and size."""
    return one.font == other.font and abs(one.size - other.size) < _SAME * other.size


def ends_in_doubtful_name(segment: Segment, below: Sequence[Segment]) -> bool:
    """Whether a line lists people of whom the last bears such a name: "Ada Brink, Per Noor, Ruth Academy".

    Alone, such a line may end in a company; an organisation right below it is the address of them all.
    """
    names = [n.text for n in split_names([segment])]
    listed = len(names) > 2 and all(map(is_full_name, names[:-1])) and not is_full_name(names[-1])
    return listed and may_be_name(names[-1]) and bool(below) and names_organisation(below[0].words)


def is_doubtful_name(segment: Segment, name: Segment, font: str) -> bool:
    """Whether a line of two words is set as a name above it is, flush or on one axis, and not as an address."""
    if not (may_be_name(segment.words) and names_organisation(segment.words)):
        return False
    level = abs(segment.x0 - name.x0) < segment.size or abs(segment.middle - name.middle) < segment.size
    return level and set_alike(segment, name) and font not in ("", segment.font)
