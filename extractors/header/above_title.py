"""Authors printed above the title: a line of names, or names with their organisations, as some journals set them."""

import re
from collections.abc import Sequence

from citetrail.records.text import LayoutLine
from extractors.header.header_words import is_noise, names_organisation, names_place, plain
from extractors.header.people_names import is_full_name, looks_like_names, split_names
from extractors.header.segments import RAISE, Segment, flat
from extractors.header.signed import BOOK

# In the title's size: the lowest line above it stands so near, and each further one so near to the one below it.
_NEAREST, _APART = 3.0, 1.6
# What heads the columns of a table of authors.
_HEADS = re.compile(
    r"(?:author(?:s|\(s\))?|names?|organi[sz]ations?|affiliations?|institutions?|company|companies|contact|country|city"
    r"|e-?mail|position|function)"
)
_FEWEST_HEADS = 2
_CORRESPONDING, _LONGEST = re.compile(r"^\W*(?:corresponding author\s?:\s*)?"), 120  # characters
_LETTERHEAD = re.compile(
    r"\b(?:director|dean|president|chair\w*|editor\w*|commander|secretary|minister|board|staff|committee|publisher|officer)\b"
)
_FLUSH = 2.0  # points between the edges of a column's cells


def people_above(
    title: Sequence[Segment], others: Sequence[Segment], zone: Sequence[Segment], lines: Sequence[LayoutLine] = ()
) -> list[Segment]:
    """The segments above the title that tell of its authors; none where names stand below it.

    Names alone count where a line of the page gives one of them a place: "Ada Brink: University of Clay".
    """
    if any(looks_like_names(s.text) for s in zone):
        return []
    run, headed = _run_above(title, others)
    if any(BOOK.search(flat(s.text)) or _LETTERHEAD.search(plain(flat(s.text))) for s in run):
        return []  # whoever wrote a book that the page reviews, or heads the house that prints it
    names = [s for s in run if looks_like_names(s.text)]
    if not names:
        return []
    if any(names_organisation(s.words) for s in zone):
        near = min(s.y0 for s in title) - _NEAREST * title[0].size
        marked = [s for s in names if s.y1 > near and RAISE in s.text]
        alone = [s for s in names if s.y1 > near and s.row == run[-1].row]
        return marked or (alone if len(names) == len(alone) == 1 else [])
    top = min(s.y0 for s in names)
    told = [s for s in run if s.y0 >= top]
    if _is_table(told) and not headed:
        return []  # a board or a committee may be set so
    if any(names_organisation(s.words) for s in told):
        return told
    return names if len(names) == len(told) and _placed_below(names, lines) else []


def _placed_below(names: Sequence[Segment], lines: Sequence[LayoutLine]) -> bool:
    """Whether a line below opens with one of the names, and goes on with an organisation."""
    bottom = max(s.y1 for s in names)
    known = [plain(n.text) for n in split_names(names) if is_full_name(n.text)]
    for line in lines:
        opening = _CORRESPONDING.sub("", plain(line.text[:_LONGEST])) if line.box.y0 > bottom else ""
        if any(opening.startswith((f"{name}:", f"{name},")) for name in known) and names_organisation(line.text):
            return True
    return False


def _run_above(title: Sequence[Segment], others: Sequence[Segment]) -> tuple[list[Segment], bool]:
    """The lines above the title that speak of people and places, from the top one on; whether column heads do so."""
    top = min(s.y0 for s in title)
    rows: dict[int, list[Segment]] = {}
    for segment in others:
        if segment.y1 <= top + _APART and segment.row < title[0].row:
            rows.setdefault(segment.row, []).append(segment)
    kept: list[Segment] = []
    reach = _NEAREST
    for number in sorted(rows, reverse=True):
        row = rows[number]
        if top - max(s.y1 for s in row) > reach * title[0].size:
            break
        if not kept and not _speaks(row):
            continue  # the paper's number, or the session that it is read in, right above the title
        if _is_head(row):
            return [s for s in kept if any(abs(s.x0 - cell.x0) < _FLUSH for cell in row)], True
        if not _speaks(row):
            break
        kept[:0] = row
        top = min(s.y0 for s in row)
        reach = _APART
    return kept, False


def _is_table(run: Sequence[Segment]) -> bool:
    """Whether a row holds a name and an organisation, each in a column of its own."""
    names = {s.row for s in run if looks_like_names(s.text)}
    return any(s.row in names and names_organisation(s.words) and not looks_like_names(s.text) for s in run)


def _speaks(row: Sequence[Segment]) -> bool:
    """Whether a row holds people, an organisation or a place, and nothing of the journal's."""
    told = any(looks_like_names(s.text) or names_organisation(s.words) or names_place(s.words) for s in row)
    return told and not any(is_noise(s.words) for s in row)


def _is_head(row: Sequence[Segment]) -> bool:
    return len(row) >= _FEWEST_HEADS and all(_HEADS.fullmatch(plain(s.words).strip(" .:")) for s in row)
