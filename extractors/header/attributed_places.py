"""Organisations with their people behind them in brackets: "From the Clinic of X, Oslo (A.B., C.D.)", "(Brink)"."""

import re
from collections.abc import Iterator, Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import names_organisation, names_place, plain

# A foot block stands on one page; what is longer has run into the text.
_MOST_CHARS, _LONGEST = 30_000, 400
_GROUP = re.compile(r"\((?P<people>[^\W\d_a-z][^()\d]{0,200})\)")
_PARTED = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
# What stands before the first organisation of such a block.
_OPENS = re.compile(r"(?:\bFrom (?:the )?|\b(?:Author )?[Aa]ffiliations?:|\bAuthors?:)\s*")
_JOINS = re.compile(r"^[\s;,.:]*(?:and\s+)?(?:(?:from\s+)?the\s+)?(?=\S)", re.I)
# This share of the authors must be told of, or the brackets mean something else.
_FEWEST = 0.5


def read_attributed(draft: Draft, text: str, page: int) -> None:
    """Link names to the organisations before the brackets that hold their initials or surnames."""
    found = list(_attributed(draft, text[:_MOST_CHARS]))
    told = {person for _, _, people in found for person in people}
    if len(told) < _FEWEST * len(draft.names) or not told:
        return
    for start, end, people in found:
        draft.lines.append(DraftLine(text[start:end], page=page, start=start, end=end))
        for person in people:
            draft.link(person, len(draft.lines) - 1)
    draft.layout = HeaderLayout.FOOTNOTE


def _attributed(draft: Draft, text: str) -> Iterator[tuple[int, int, list[int]]]:
    """Start and end of each organisation, and who is behind it."""
    forms = [_forms(n.text) for n in draft.names]
    after = -1
    for group in _GROUP.finditer(text):
        people = _people(group["people"], forms)
        if not people:
            continue
        opened = [m.end() for m in _OPENS.finditer(text, max(0, group.start() - _LONGEST), group.start())]
        begin = after if after >= 0 else opened[-1] if opened else -1
        if begin < 0 or group.start() - begin > _LONGEST:
            after = -1
            continue
        start = begin + _JOINS.match(text[begin : group.start()]).end()  # type: ignore[union-attr]
        end = start + len(text[start : group.start()].rstrip(" \n,;"))
        after = group.end()
        if names_organisation(text[start:end]) or names_place(text[start:end]):
            yield start, end, people


def _people(printed: str, forms: Sequence[frozenset[str]]) -> list[int]:
    """The authors whom every piece of a bracket names; empty where a piece names nobody, or more than one."""
    found: list[int] = []
    for piece in _PARTED.split(printed):
        fitting = [i for i, known in enumerate(forms) if _key(piece) in known]
        if len(fitting) != 1:
            return []
        found += fitting
    return found


def _forms(name: str) -> frozenset[str]:
    """How such a bracket shortens a name: its initials, with or without the middle ones, and its surname."""
    parts = [p for p in re.split(r"[\s.]+", name) if p]
    initials = "".join(piece[0] for p in parts for piece in p.split("-") if piece)
    return frozenset(_key(form) for form in (initials, parts[0][0] + parts[-1][0], parts[-1], name) if parts)


def _key(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())
