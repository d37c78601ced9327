"""Paragraphs below the names that say in sentences where everybody is: "Ada Brink and Per Noor are with X"."""

from collections.abc import Sequence

from extractors.header.affiliation_sentences import tells_place_of
from extractors.header.people_names import looks_like_names, split_names
from extractors.header.segments import Segment, flat

# Lines of one paragraph follow each other within so many type sizes, in one size and font.
_CLOSE, _SAME = 0.7, 0.02


def without_sentences(zone: Sequence[Segment]) -> list[Segment]:
    """The header without such paragraphs: as lines of an address they would be cut where the page cuts them."""
    names = [n.text for s in zone if looks_like_names(s.text) for n in split_names([s])]
    kept: list[Segment] = []
    last: Segment | None = None  # the last line of such a paragraph
    for i, segment in enumerate(zone):
        opens = bool(names) and _opens(zone[i : i + 2], names)
        if opens or (last is not None and _goes_on(last, segment)):
            last = segment
        else:
            kept.append(segment)
            last = None
    return kept


def _opens(lines: Sequence[Segment], names: Sequence[str]) -> bool:
    """Whether a line begins such a sentence; its verb may stand in the next, unless the line is one of names."""
    first = flat(lines[0].text)
    if tells_place_of(first, names):
        return True
    whole = len(lines) > 1 and _goes_on(lines[0], lines[1]) and not looks_like_names(lines[0].text)
    return whole and tells_place_of(f"{first} {flat(lines[1].text)}", names)


def _goes_on(last: Segment, segment: Segment) -> bool:
    alike = segment.font == last.font and abs(segment.size - last.size) < _SAME * last.size
    return alike and segment.beside(last) > 0 and 0 <= segment.y0 - last.y1 + last.size < (1 + _CLOSE) * last.size
