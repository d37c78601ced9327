"""Reference entries on a first page, which carry numbers like a legend: "[1] A. Marl. Faces Apart. In …"."""

import re
from collections.abc import Sequence

from extractors.header.header_words import names_organisation, plain
from extractors.header.segments import RAISE, Segment, flat

# Alone on its line; numbered in some styles, in Chinese papers also in Chinese.
_HEADING = re.compile(
    r"(?:[ivx\d]{1,4}[.\s]\s*)?(?:references|bibliography|literature|works cited|参考文献)(?: cited)?\W*"
)
_NUMBER = re.compile(r"^\s*[\[(]?\d{1,3}[\])]?[.:]?\s+")
# Names with initials, as bibliographies print them and headers hardly ever do.
_INITIALS = re.compile(
    r"(?:[A-Z]\.[\s-]?){1,3}\s?[^\W\d_]{2,}(?:,|\sand\b|\s&)|[^\W\d_]{2,},\s(?:[A-Z]\.[\s-]?){1,3}(?:,|and\b|&)"
)
# What every entry has one of: where and when it appeared.
_PUBLISHED = re.compile(
    r"\b(?:arXiv|et al|In Proc|pp|vol|doi|Proceedings|Conference|Transactions|Journal)\b"
    r"|[(,.\s](?:19|20)\d\d[).,a-z]",
    re.I,
)
# Lines of one address are one size, and follow each other within so many type sizes.
_SAME, _NEXT_LINE = 0.02, 1.7


def is_references_heading(text: str) -> bool:
    """Whether a line is the heading of the references."""
    return bool(_HEADING.fullmatch(plain(text)))


def without_entries(segments: Sequence[Segment]) -> list[Segment]:
    """The segments without what stands under a heading of references, or reads like an entry by itself."""
    headings = [s for s in segments if is_references_heading(s.words)]
    kept: list[Segment] = []
    address: Segment | None = None  # the last line of a raised address at the foot of the page
    for segment in segments:
        if _is_raised_address(segment) or (address and _goes_on(address, segment)):
            address = segment
        if segment is address or not (_is_entry(segment) or any(_is_under(segment, h) for h in headings)):
            kept.append(segment)
    return kept


def _goes_on(last: Segment, segment: Segment) -> bool:
    """Whether an address runs on in the next line, set alike right below."""
    alike = segment.font == last.font and abs(segment.size - last.size) < _SAME * last.size
    return alike and segment.beside(last) > 0 and 0 <= segment.y0 - last.y0 < _NEXT_LINE * last.size


def _is_under(segment: Segment, heading: Segment) -> bool:
    """Below it in its column, or in a column to its right."""
    if _is_raised_address(segment):
        return False  # the foot of a page stands below everything
    return segment is heading or (segment.beside(heading) > 0 and segment.y0 > heading.y0) or segment.x0 > heading.x1


def _is_raised_address(segment: Segment) -> bool:
    text = flat(segment.text)
    address = names_organisation(text) and not (_INITIALS.search(text) or re.search(r"(?:19|20)\d\d[).,a-z]", text))
    return segment.text.lstrip().startswith(RAISE) and address


def _is_entry(segment: Segment) -> bool:
    text = flat(segment.text)
    return bool(_NUMBER.match(text) and _INITIALS.search(text) and (_PUBLISHED.search(text) or text.count(".") > 3))
