"""Addresses that go on at the head or the foot of the page after the header: consortia do not fit on one."""

import re
from collections.abc import Iterator

from citetrail.records.text import PageText
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import names_organisation, names_place
from extractors.header.marks import link_by_marks, normal

# Addresses stand within so many characters of the page's beginning or end.
_NEAR = 6_000
# Characters of an address; a longer one has run into the text.
_LONGEST = 400
# A larger number is a year or a page.
_MOST_NUMBER = 400
# What an address on the next page never goes beyond: a blank line, the abstract, or another kind of note.
_END = re.compile(
    r"\n\s*\n|\n\s*(?:Abstract|ABSTRACT|Summary|Received|Correspondence|Introduction|\d\.?\s+Introduction)\b|[*†‡]"
)


def read_continued(draft: Draft, page: PageText) -> None:
    """Add the numbered addresses on `page` that marks of names lead to and no line so far has."""
    wanted = sorted(_open_numbers(draft))
    if not wanted or not any(len(line.marks) for line in draft.lines):
        return
    for start, end in ((0, min(len(page.text), _NEAR)), (max(0, len(page.text) - _NEAR), len(page.text))):
        found = list(_numbered(page, wanted, start, end))
        if len(found) == len(wanted):
            draft.lines.extend(found)
            link_by_marks(draft)
            return


def _open_numbers(draft: Draft) -> set[int]:
    """The numbers behind names that no line carries; none where they do not count on from those that do."""
    have = {int(m) for line in draft.lines for m in map(normal, line.marks) if m.isdigit()}
    named = {int(m) for name in draft.names for m in map(normal, name.marks) if m.isdigit()}
    missing = {n for n in named - have if n < _MOST_NUMBER}
    return missing if have and missing and min(missing) > max(have) else set()


def _numbered(page: PageText, wanted: list[int], start: int, end: int) -> Iterator[DraftLine]:
    """A line for each number, in order; it ends where one is not found or is followed by no address."""
    at = _after_number(page.text, wanted[0], start, end)
    for i, number in enumerate(wanted):
        if at is None:
            return
        following = _after_number(page.text, wanted[i + 1], at[1], end) if i + 1 < len(wanted) else None
        limit = following[0] if following else end
        stop = _END.search(page.text, at[1], limit)
        close = stop.start() if stop else limit
        text = page.text[at[1] : close]
        if len(text) > _LONGEST or not (names_organisation(text) or names_place(text)):
            return
        close = at[1] + len(text.rstrip(" \n\t,;."))
        yield DraftLine(page.text[at[1] : close], (str(number),), page=page.number, start=at[1], end=close)
        at = following


def _after_number(text: str, number: int, start: int, end: int) -> tuple[int, int] | None:
    """Where a number stands before a capital, first in its line or after a stop, and where its text begins."""
    found = re.compile(rf"(?:^|(?<=[\n;.,]))\s*{number}[\s.)]{{0,2}}(?=[^\W\d_a-z])").search(text, start, end)
    return (found.start(), found.end()) if found else None
