"""Marked lines outside the header whose marks the names carry: addresses and notes at the foot of the page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.header.draft import DraftLine
from extractors.header.header_words import is_noise, names_organisation, names_place, note_kind, plain, words
from extractors.header.inline_places import COMPANY_FORM
from extractors.header.marks import LEADING, TRAILING_NOTE, first_marks, normal, split_legend, tidy
from extractors.header.notes import is_note
from extractors.header.people_names import looks_like_names
from extractors.header.segments import LOWER, RAISE, Segment, flat
from extractors.header.told_lines import is_aside, tells_of_body

_OPENING = re.compile(rf"\s*{RAISE}?[\[(]?(?:\d{{1,2}}|[a-z])[\])]?{LOWER}?\s*(?=[^\W\d_a-z])")
_INITIAL = re.compile(r"(?:^|\s)[^\W\d_a-z]\.\s?")
# The words of a line that is spread to the full width stand so many type sizes apart, each a segment or two in one.
_WIDE, _FEW = 3, 2
_MOST_OF_COMPANY = 4  # words behind the first of a company's name


def marked_lines(segments: Iterable[Segment], needed: set[str]) -> list[DraftLine]:
    """Marked lines elsewhere on the page (notes at its foot, at its side) whose marks the names carry."""
    pool = list(segments)
    lines: list[DraftLine] = []
    for i, segment in enumerate(pool):
        marks = first_marks(segment.text)
        if not marks:
            leading = LEADING.match(segment.text)
            marks = [leading["mark"]] if leading else []
        if not marks or not {normal(m) for m in marks} & needed:
            continue
        whole = replace(segment, text=_without_owners(segment.text) + _text_below(segment, pool[i + 1 :]))
        made = split_legend(whole, not first_marks(segment.text), lines)
        if not made or not made[0].marks:
            continue
        lines.extend(line for line in made if _speaks(line.text))
    return lines


def _without_owners(text: str) -> str:
    """The line's mark alone where people stand behind it: "[a] Dr. A. Brink, B. Holm" over their address."""
    found = _OPENING.match(text)
    said = text[found.end() :] if found else ""
    if not _INITIAL.search(said) or not looks_like_names(said) or names_organisation(said):
        return text
    return text[: len(text) - len(said)]


def _speaks(text: str) -> bool:
    """Whether a marked line elsewhere on the page is an address or a note, and not a stray number before prose."""
    bare = TRAILING_NOTE.split(flat(text).strip())[0]
    if tells_of_body(bare) and not is_note(bare):
        return False
    opens = bare[:1].isalpha() and not bare[:1].islower()  # Chinese and Japanese have no capitals
    opens = opens or _is_of_small_company(bare)
    return is_note(bare) or (opens and (names_organisation(bare) or names_place(bare)))


def _is_of_small_company(text: str) -> bool:
    """Whether an address opens with a company that writes itself small: "kilnsoft Glazes AG, 4001 Basel"."""
    first, *others = text.split(",")[0].split() or [""]
    small = first.islower() and len(first) > 2 and plain(first) not in words().never | words().particles
    capitals = bool(others) and all(not w[0].islower() for w in others) and len(others) <= _MOST_OF_COMPANY
    return small and capitals and bool(COMPANY_FORM.search(text.split(",")[0])) and names_place(text)


def _text_below(segment: Segment, following: Sequence[Segment]) -> str:
    """The lines that go on below a note: set alike, aligned, without a mark of their own."""
    last, text = segment, ""
    for other in following:
        if other.y0 - last.y1 > 1.2 * segment.size or len(text) > 1_500:
            break
        spread = other.row == last.row and len(other.text.split()) <= _FEW and not first_marks(other.text)
        if spread and 0 < other.x0 - last.x1 < _WIDE * last.size:
            text, last = f"{text} {other.text}", replace(other, x0=last.x0)  # a line spread to the full width
            continue
        if other.row == last.row or other.beside(last) <= 0:
            continue
        apart = other.y0 - last.y1 > 0.55 * segment.size or abs(other.size - segment.size) > 0.06 * segment.size
        begins = bool(first_marks(other.text) or LEADING.match(other.text))
        piece = _first_piece(other.text)
        if apart or begins or is_noise(other.text):
            break
        if note_kind(piece) or is_aside(tidy(segment.text + text), flat(other.text)):
            said = TRAILING_NOTE.split(piece)[0]
            return text if said == piece else f"{text} {said}"
        text += " " + other.text
        last = other
    return text


def _first_piece(text: str) -> str:
    """A line up to the mark of the next address; what stands behind that says nothing of the line's beginning."""
    return text.partition(RAISE)[0]
