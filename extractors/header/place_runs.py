"""People and their places in one run of text: "Ada Brink, University of Clay; Bo Holm and Per Noor, Kestrel".

Proceedings and societies print everybody so, over as many lines as it takes; others put each place in brackets behind
its name. A run is read as a whole or not at all: one piece that cannot be told leaves it to the other readings.
"""

import re
from collections.abc import Iterator, Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.affiliation_lines import split_strings
from extractors.header.collective_names import is_group
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import is_noise, names_organisation, names_place, plain, words
from extractors.header.name_titles import is_title, without_byline
from extractors.header.people_names import is_full_name, split_names
from extractors.header.role_lines import opens_with_role
from extractors.header.segments import RAISE, Segment, flat

# Lines of one paragraph stand closer than this and are set alike, in type sizes; more of them are no header.
_CLOSE, _ALIKE, _MOST_LINES = 0.75, 0.06, 40
_AND = re.compile(r"(?:,\s*)?\s(?:and|und|et|&)\s+")
_OPENS_WITH_AND = re.compile(r"^\s*(?:and|und|et|&)\s+")
# "Ada Brink (University of Clay)": a name, and a bracket that may hold one more, "(University of Clay (UoC))".
_BRACKETED = re.compile(
    r"\s*(?:[,;]\s*)?(?:(?:and|und|et|&)\s+)?(?P<name>[^(),;:]{3,60}?)\s*\((?P<place>[^()]{2,200}(?:\([^()]{1,40}\)[^()]{0,80})?)\)"
)
_LABELLED = re.compile(r"[^,:]{3,40}:\s")
_FEWEST = 2  # people whose places are told


def read_run(zone: Sequence[Segment]) -> Draft | None:
    """Names and places of the first paragraph that is such a run; None where no paragraph is."""
    if not any(";" in s.text or "(" in s.text for s in zone):
        return None
    for paragraph in _paragraphs(zone):
        text = without_byline(" ".join(" ".join(flat(s.text) for s in paragraph).split()))
        told = _by_semicolons(text) or _by_brackets(text)
        if told:
            return _draft(told)
    return None


def _paragraphs(zone: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Lines that stand below each other alone in their row, set alike, without marks, addresses and noise."""
    rows = [s.row for s in zone]
    alone = [s for s in zone if rows.count(s.row) == 1] if len(zone) <= _MOST_LINES else []
    paragraph: list[Segment] = []
    for segment in alone:
        last = paragraph[-1] if paragraph else None
        joins = last is not None and (
            segment.row == last.row + 1
            and segment.y0 - last.y1 < _CLOSE * segment.size
            and abs(segment.size - last.size) < _ALIKE * segment.size
        )
        plain_text = RAISE not in segment.text and "@" not in segment.text and not is_noise(segment.words)
        if paragraph and not (joins and plain_text):
            yield paragraph
            paragraph = []
        if plain_text:
            paragraph.append(segment)
    if paragraph:
        yield paragraph


def _by_semicolons(text: str) -> list[tuple[list[str], str]]:
    """Names and place of each piece between semicolons; empty unless each has both."""
    pieces = [p.strip() for p in text.split(";") if p.strip()]
    # "Session chair: Rosa Kent, Naval Academy" is a piece of its own; ", rapporteur" ends those of a jury
    pieces = [p for p in pieces if not _LABELLED.match(p)]
    if len(pieces) < _FEWEST or any(map(opens_with_role, pieces)):
        return []
    told = [_names_and_place(_OPENS_WITH_AND.sub("", piece)) for piece in pieces]
    sure = all(names and place and _begins_place(place) for names, place in told)
    return told if sure and any(names_organisation(place) for _, place in told) else []


def _names_and_place(piece: str) -> tuple[list[str], str]:
    """The names that open a piece, and the place behind the last of them."""
    parts = [p.strip() for p in piece.split(",")]
    names: list[str] = []
    listed = False  # the last name stands behind an "and", so that no other follows
    while parts and not listed:
        people = _AND.split(parts[0]) if not names_organisation(parts[0]) else [parts[0]]
        opened = bool(names) and bool(_OPENS_WITH_AND.match(parts[0]))
        people[0] = _OPENS_WITH_AND.sub("", people[0])
        if not all(map(_is_person, people)):
            break
        names += people
        listed = opened or len(people) > 1
        parts.pop(0)
    while parts and _is_degree(parts[0]):
        parts.pop(0)
    place = ", ".join(parts)
    if len(names) > 1 and not listed and not names_organisation(place):
        # "Ada Brink, Harbour Light, Oslo": a second person or a company; nobody is invented
        return names[:1], ", ".join([*names[1:], place])
    return names, place


def _by_brackets(text: str) -> list[tuple[list[str], str]]:
    """Names with the bracket behind each; empty unless they fill the paragraph and each bracket is a place."""
    found = list(_BRACKETED.finditer(text))
    if len(found) < _FEWEST or re.search(r"\w", _BRACKETED.sub("", text)):
        return []
    told = [([m["name"].strip()], m["place"].strip()) for m in found]
    places = [place for _, place in told]
    sure = all(_is_person(names[0]) for names, _ in told) and all(map(_begins_place, places))
    return told if sure and any(map(names_organisation, places)) else []


def _is_person(text: str) -> bool:
    return is_full_name(text) and not is_group(text) and not names_place(text)


def _begins_place(text: str) -> bool:
    return not text[0].islower() and any(map(str.isalpha, text))


def _is_degree(text: str) -> bool:
    return plain(text) in words().suffixes or is_title(text.split())


def _draft(told: Sequence[tuple[list[str], str]]) -> Draft:
    draft = Draft(HeaderLayout.BLOCKS)
    for names, place in told:
        first = len(draft.names)
        draft.names += [name for text in names for name in split_names([_line(text)])]
        for string in split_strings([place.rstrip(".")]):
            known = next((i for i, line in enumerate(draft.lines) if line.text == string), None)
            if known is None:
                draft.lines.append(DraftLine(string))
            for person in range(first, len(draft.names)):
                draft.link(person, len(draft.lines) - 1 if known is None else known)
    return draft


def _line(text: str) -> Segment:
    """A name for those who ask segments."""
    return Segment(text, 0.0, 0.0, 0.0, 0.0, 0.0, "", 0)
