"""Organisations with their people behind them in brackets: "From the Clinic of X, Oslo (A.B., C.D.)", "(Brink)"."""

import re
from collections.abc import Iterator, Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import is_noise, names_organisation, names_place, plain, words
from extractors.header.name_particles import is_particle

# A foot block stands on one page; what is longer has run into the text.
_MOST_CHARS, _LONGEST = 30_000, 400
_GROUP = re.compile(r"\((?P<people>[^\W\d_a-z][^()\d]{0,200})\)")
_PARTED = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
# What stands before the first organisation of such a block.
_OPENS = re.compile(r"(?:\bFrom (?:the )?|\b(?:Author )?[Aa]ffiliations?:|\bAuthors?:)\s*")
_PARTS = re.compile(r"\s*(?:[;.]|and\s)")
_JOINS = re.compile(r"^[\s;,.:]*(?:and\s+)?(?:(?:from\s+)?the\s+)?(?=\S)", re.I)
# What a line above the first address ends or is: a sentence, a note, a page, another bracket.
_OTHER_LINE = re.compile(
    r"[.:!?)]$|^\W*[*†‡§¶#]|\bpage\b|\blisted\b|\bonline\b|https?:|\bdoi\b|\d[:;]\s?\d|^\W*\d+\W*$", re.I
)
_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z][A-Za-z]{0,4}")  # "FCPS", "MMed", "PhD"
_MOST_LINES = 7
# This share of the authors must be told of, or the brackets mean something else.
_FEWEST = 0.5


def read_attributed(draft: Draft, text: str, page: int) -> None:
    """Link names to the organisations before the brackets that hold their initials or surnames."""
    found = list(_attributed(draft, text[:_MOST_CHARS]))
    told = {person for _, _, people in found for person in people}
    opened = bool(found) and bool(_OPENS.search(text, max(0, found[0][0] - _LONGEST), found[0][0]))
    if len(told) < _FEWEST * len(draft.names) or len(told) < (1 if opened else 2):
        return
    for start, end, people in found:
        draft.lines.append(DraftLine(text[start:end], page=page, start=start, end=end))
        for person in people:
            draft.link(person, len(draft.lines) - 1)
    draft.layout = HeaderLayout.FOOTNOTE


def split_attributed(draft: Draft) -> None:
    """Take apart addresses that have surnames or initials of authors behind them: they are theirs alone."""
    forms = [_forms(n.text) for n in draft.names]
    pieces: list[tuple[str, list[int]]] = []
    for line in draft.lines:
        start = 0
        for group in _GROUP.finditer(line.text):
            people = _people(group["people"], forms)
            said = line.text[start : group.start()].strip(" \n,;.")
            if people and (names_organisation(said) or names_place(said)):
                pieces.append((said, people))
                start = group.end()
        if start and line.text[start:].strip(" \n,;."):
            return
    told = {person for _, people in pieces for person in people}
    if len(pieces) < len(draft.lines) or len(told) < _FEWEST * len(draft.names) or not told:
        return
    draft.lines = [DraftLine(said) for said, _ in pieces]
    draft.links = {}
    for number, (_, people) in enumerate(pieces):
        for person in people:
            draft.link(person, number)


def _attributed(draft: Draft, text: str) -> Iterator[tuple[int, int, list[int]]]:
    """Start and end of each organisation, and who is behind it."""
    forms = [_forms(n.text) for n in draft.names]
    after = -1
    for group in _GROUP.finditer(text):
        people = _people(group["people"], forms)
        if not people:
            # others' bracket ends their address; "(UoC)" within one ends nothing
            after = group.end() if after >= 0 and _PARTS.match(text, group.end()) else after
            continue
        opened = [m.end() for m in _OPENS.finditer(text, max(0, group.start() - _LONGEST), group.start())]
        begin = after if after >= 0 else opened[-1] if opened else _first_line(text, group.start())
        if begin < 0 or group.start() - begin > _LONGEST:
            after = -1
            continue
        start = begin + _JOINS.match(text[begin : group.start()]).end()  # type: ignore[union-attr]
        end = start + len(text[start : group.start()].rstrip(" \n,;"))
        after = group.end()
        if names_organisation(text[start:end]) or names_place(text[start:end]):
            yield start, end, people


def _first_line(text: str, end: int) -> int:
    """Where the address before a bracket begins that no word opens: the line below the last of something else."""
    begin = text.rfind("\n", 0, end) + 1
    for _ in range(_MOST_LINES):
        above = text.rfind("\n", 0, max(begin - 1, 0)) + 1
        line = text[above : begin - 1].strip()
        if begin == 0 or not line or _OTHER_LINE.search(line) or is_noise(line):
            break
        begin = above
    said = text[begin:end]
    lower = sum(w[0].islower() for w in said.split())
    return begin if said[:1].isupper() and 2 * lower < len(said.split()) else -1


def _people(printed: str, forms: Sequence[frozenset[str]]) -> list[int]:
    """The authors whom every piece of a bracket names; empty where a piece names nobody, or more than one."""
    found: list[int] = []
    for piece in _PARTED.split(printed):
        key = _key(_without_titles(piece))
        fitting = [i for i, known in enumerate(forms) if key in known]
        if len(fitting) != 1:
            return []
        found += fitting
    return found


def _without_titles(piece: str) -> str:
    """A name without the titles before it and the degrees behind it: "Prof B Zander FCPS" is "B Zander"."""
    parts = piece.split()
    while len(parts) > 1 and (plain(parts[0]) in words().suffixes or plain(parts[0].strip(".")) in words().ranks):
        parts.pop(0)
    while len(parts) > 2 and (_DEGREE.fullmatch(parts[-1]) or plain(parts[-1]) in words().suffixes):
        parts.pop()
    return " ".join(parts)


def _forms(name: str) -> frozenset[str]:
    """How such a bracket shortens a name: its initials, with or without the middle ones, and its surname."""
    parts = [p for p in re.split(r"[\s.]+", name) if p]
    initials = "".join(piece[0] for p in parts for piece in p.split("-") if piece)
    short = ("".join(piece[0] for p in parts[:-1] for piece in p.split("-") if piece), parts[0][0])
    particles = next((i for i, p in enumerate(parts) if i and is_particle(p)), len(parts) - 1)
    surname = "".join(parts[particles:])  # "de Moel"
    with_initials = [one + parts[-1] for one in short]
    return frozenset(
        _key(f) for f in (initials, parts[0][0] + parts[-1][0], parts[-1], surname, name, *with_initials) if parts
    )


def _key(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())
