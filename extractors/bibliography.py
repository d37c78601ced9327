"""The entries of a paper's bibliography, by the keys that its text cites."""

import re
from collections.abc import Sequence

from records.text import PageText, Part, Reference
from records.vocabulary import Section

MOST_ENTRIES = 2_000
_BRACKET = re.compile(r"^\s*\[(?P<key>\d{1,3}|[A-Za-z+]{2,8}\d{2}[a-z]?)\]", re.M)
_DOTTED = re.compile(r"^\s*(?P<key>\d{1,3})\.\s+(?=[A-Z])", re.M)
_AUTHOR = re.compile(
    r"^(?P<name>[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?), (?:[A-Z]\.?[ ,-]?){1,4}.{0,400}?"
    r"\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?[.,]",
    re.M | re.S,
)


def find_references(pages: Sequence[PageText], parts: Sequence[Part]) -> tuple[Reference, ...]:
    """The entries in their order; each lies on the page where it begins."""
    found: list[Reference] = []
    for page in pages:
        spans = [(p.start, p.end) for p in parts if p.page == page.number and p.section is Section.REFERENCES]
        for start, end in _joined(spans):
            found.extend(_entries(page, start, end))
            if len(found) > MOST_ENTRIES:
                return tuple(found[:MOST_ENTRIES])
    return tuple(found)


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _entries(page: PageText, start: int, end: int) -> list[Reference]:
    text = page.text[start:end]
    for pattern in (_BRACKET, _DOTTED):
        marks = list(pattern.finditer(text))
        if len(marks) >= 2 or (marks and len(text) < 600):
            return [
                _reference(page, mark["key"], start + mark.start(), start + following)
                for mark, following in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=True)
            ]
    marks = list(_AUTHOR.finditer(text))
    if not marks:
        return []
    return [
        _reference(page, f"{mark['name']}, {mark['year']}", start + mark.start(), start + following)
        for mark, following in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=True)
    ]


def _reference(page: PageText, key: str, start: int, end: int) -> Reference:
    text = page.text[start:end]
    lead = len(text) - len(text.lstrip())
    tail = len(text.rstrip())
    end = start + min(tail, 1_500)
    start += min(lead, tail)
    return Reference(key, " ".join(page.text[start:end].split()), page.number, start, end)
