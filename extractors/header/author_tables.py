"""Tables of authors: a row for each, with the name in one column and the body in another, and posts between them.

Cells may wrap. Committees are set in the same way, and are told by what their members are called.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from citetrail.records.organisations import HeaderLayout
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import find_emails, is_email_line
from extractors.header.header_words import is_noise, names_organisation, names_place
from extractors.header.juries import is_of_jury
from extractors.header.marks import tidy
from extractors.header.people_names import PrintedName, is_full_name, split_names
from extractors.header.role_lines import opens_with_role
from extractors.header.segments import RAISE, Segment, flat

# Cells of a column begin within so many points of each other; rows stand closer than this, in type sizes.
_FLUSH, _CLOSE = 2.0, 2.5
_FEWEST, _MOST_ROWS = 2, 200


@dataclass(slots=True)
class _Entry:
    name: PrintedName
    cells: dict[int, list[str]] = field(default_factory=dict)  # by column


def read_table(zone: Sequence[Segment]) -> Draft | None:
    """The authors of a table in the header; None without one."""
    rows = _rows(zone)
    columns = _columns(rows) if len(rows) >= _FEWEST else []
    names = _name_column(rows, columns)
    places = None if names is None else _place_column(rows, columns, names)
    if names is None or places is None:
        return None
    entries = _entries(rows, columns, names, places)
    others = [e for e in entries if any(opens_with_role(c) or is_of_jury(c) for c in map(" ".join, e.cells.values()))]
    if len(others) > 1:
        return None
    entries = [e for e in entries if e not in others]  # one discussant among authors
    if len(entries) < _FEWEST:
        return None
    told = [_place_of(e, places) for e in entries]
    if not all(told) or 2 * sum(map(names_organisation, told)) < len(told):
        return None
    return _draft(entries, told)


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The first rows that follow each other, from the first of several segments on."""
    by_row: dict[int, list[Segment]] = {}
    for segment in segments:
        by_row.setdefault(segment.row, []).append(segment)
    rows: list[list[Segment]] = []
    for row in by_row.values():
        if not rows and len(row) < 2:
            continue
        if rows and row[0].y0 - max(s.y1 for s in rows[-1]) > _CLOSE * row[0].size:
            break
        if any(RAISE in s.text for s in row) or len(rows) == _MOST_ROWS:
            return []
        rows.append(row)
    return rows


def _columns(rows: Sequence[Sequence[Segment]]) -> list[float]:
    """Where the cells of columns begin: at least two of them, in rows of several."""
    edges: list[float] = []
    counts: list[int] = []
    for segment in (s for row in rows if len(row) > 1 for s in row):
        at = next((i for i, edge in enumerate(edges) if abs(edge - segment.x0) < _FLUSH), None)
        if at is None:
            edges.append(segment.x0)
            counts.append(1)
        else:
            counts[at] += 1
    return sorted(edge for edge, count in zip(edges, counts, strict=True) if count >= _FEWEST)


def _column(segment: Segment, columns: Sequence[float]) -> int | None:
    return next((i for i, edge in enumerate(columns) if abs(edge - segment.x0) < _FLUSH), None)


def _cells(rows: Sequence[Sequence[Segment]], columns: Sequence[float], at: int) -> list[Segment]:
    return [s for row in rows for s in row if _column(s, columns) == at]


def _person(segment: Segment) -> PrintedName | None:
    """The one person of a cell; None for any other cell."""
    found = split_names([segment])
    return found[0] if len(found) == 1 and is_full_name(found[0].text) and not names_place(segment.words) else None


def _name_column(rows: Sequence[Sequence[Segment]], columns: Sequence[float]) -> int | None:
    """The first column, where its cells are names, pieces of them, and a label at most."""
    if len(columns) < 2:
        return None
    cells = _cells(rows, columns, 0)
    people = sum(1 for s in cells if _person(s))
    pieces = sum(1 for s in cells if len(s.words.split()) == 1 and "@" not in s.text)
    return 0 if people >= _FEWEST and people + pieces >= len(cells) and 2 * people >= len(cells) else None


def _place_column(rows: Sequence[Sequence[Segment]], columns: Sequence[float], names: int) -> int | None:
    """The column behind the names with the most organisations."""
    told = {
        i: sum(names_organisation(s.words) for s in _cells(rows, columns, i)) for i in range(names + 1, len(columns))
    }
    best = max(told, key=lambda i: told[i])
    return best if told[best] else None


def _entries(rows: Sequence[Sequence[Segment]], columns: Sequence[float], names: int, places: int) -> list[_Entry]:
    """A row with a whole name and a place begins an author; any other goes on with the one above."""
    entries: list[_Entry] = []
    for row in rows:
        cells = {at: s for s in row if (at := _column(s, columns)) is not None}
        if len(cells) < len(row) or any(is_noise(s.words) for s in row):
            break
        person = _person(cells[names]) if names in cells and places in cells else None
        if person:
            entries.append(_Entry(person))
        elif not entries:
            continue
        elif names in cells:
            entries[-1].name.words += cells[names].words.split()
        for at, segment in cells.items():
            if at != names:
                entries[-1].cells.setdefault(at, []).append(flat(segment.text).strip())
    return entries


def _place_of(entry: _Entry, places: int) -> str:
    """The body, and where the next column says that it is."""
    said = [" ".join(entry.cells.get(places, ()))]
    for at, cell in entry.cells.items():
        text = " ".join(cell)
        if at > places and names_place(text) and not is_email_line(text):
            said.append(text)
    return "\n".join(tidy(text) for text in said if tidy(text))


def _draft(entries: Sequence[_Entry], places: Sequence[str]) -> Draft:
    draft = Draft(HeaderLayout.BLOCKS)
    for entry, place in zip(entries, places, strict=True):
        draft.names.append(entry.name)
        known = next((i for i, line in enumerate(draft.lines) if line.text == place), None)
        if known is None:
            draft.lines.append(DraftLine(place))
        draft.link(len(draft.names) - 1, len(draft.lines) - 1 if known is None else known)
        emails = [e for cell in entry.cells.values() for e in find_emails(" ".join(cell))]
        if len(emails) == 1:
            draft.emails += emails
            draft.email_of[len(draft.names) - 1] = emails[0]
    return draft
