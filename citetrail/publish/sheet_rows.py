"""Rows of a table as a sheet of a workbook holds them (SpreadsheetML, ECMA-376), with each text in its own cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from types import NoneType
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from citetrail.publish.table_columns import PublishedTable
from citetrail.records.batches import batches_of

LONGEST_CELL = 32_767  # characters, as UTF-16 counts them
CUT = " [cut: whole in {table}.csv]"
# What XML or the format takes for something else. `_x0041_` would be read as "A": its first sign is escaped itself.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_AT_EDGE = re.compile(r"^\s|\s$")
_BETWEEN = "|"  # texts of some rows, when they are looked at together
# Patterns that begin with a plain sign are sought quickly; so are single signs, but not two at once.
_NOTED = ("&", "<", ">")
_PERHAPS_ESCAPED = re.compile("_(?=x)")
_SPACE_AT_EDGE = re.compile(r"\|(?: |(?<= \|))")  # of a text beside another
_TOGETHER = 20  # rows that are looked at together: nearly all are plain
_NUMBER = "\0"  # where a row's number goes in its form: no sign of a form is this one
Row = tuple[Any, ...]
Form = tuple[str, Callable[[Row], Row]]  # for the operator %, and what of a row goes into it


def sheet_rows(table: PublishedTable, rows: Iterable[Row]) -> Iterator[str]:
    """Each row as an element, the first in line 2 of the sheet, below the headings."""
    columns = [(xl_col_to_name(place), column.type) for place, column in enumerate(table.columns)]
    forms: dict[tuple[type, ...], Form] = {}
    numbered = enumerate(rows, 2)
    for some in batches_of(numbered, _TOGETHER):
        plain = _are_plain([row for _, row in some])
        for number, row in some:
            if not (plain or _are_plain([row])):
                yield _row(number, columns, row, table.name)
                continue
            kinds = tuple(map(type, row))
            if kinds not in forms:
                forms[kinds] = _form(columns, kinds)
            form, chosen = forms[kinds]
            yield form.replace(_NUMBER, str(number)) % chosen(row)


def _are_plain(rows: Sequence[Row]) -> bool:
    """Whether no text of some rows needs another form than it has."""
    together = _BETWEEN.join([value for row in rows for value in row if value.__class__ is str])
    # Line breaks and controls are not printable, so that what is left as white space is the space.
    return (
        together.isprintable()
        and len(together) <= LONGEST_CELL // 2
        and not any(sign in together for sign in _NOTED)
        and together[:1] != " "
        and together[-1:] != " "
        and not _SPACE_AT_EDGE.search(together)
        and not _PERHAPS_ESCAPED.search(together)
    )


def _form(columns: Sequence[tuple[str, str]], kinds: Sequence[type]) -> Form:
    """How plain rows with values of these kinds are written: most rows of a table share a few such forms."""
    filled = [place for place, kind in enumerate(kinds) if kind is not NoneType]
    cells = []
    for place in filled:
        name, kind = columns[place]
        if kinds[place] is str:
            cells.append(f'<c r="{name}{_NUMBER}" t="inlineStr"><is><t>%s</t></is></c>')
        elif kind == "boolean":
            cells.append(f'<c r="{name}{_NUMBER}" t="b"><v>%d</v></c>')
        else:
            cells.append(f'<c r="{name}{_NUMBER}"><v>%.16G</v></c>')
    chosen = itemgetter(*filled) if len(filled) > 1 else lambda row: tuple(row[place] for place in filled)
    return f'<row r="{_NUMBER}">{"".join(cells)}</row>', chosen


def _row(number: int, columns: Sequence[tuple[str, str]], row: Row, table: str) -> str:
    cells = [
        _cell(f"{name}{number}", kind, value, table)
        for (name, kind), value in zip(columns, row, strict=True)
        if value is not None
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, kind: str, value: Any, table: str) -> str:
    if isinstance(value, str):
        return _text(place, held(value, table))
    if kind == "boolean":
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    return f'<c r="{place}"><v>{value:.16G}</v></c>'


def _text(place: str, text: str) -> str:
    text = _ESCAPE_LIKE.sub("_x005F_", text)
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    space = ' xml:space="preserve"' if _AT_EDGE.search(text) else ""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c r="{place}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def held(text: str, table: str) -> str:
    """The text as far as a cell holds it; one that is cut ends in where the whole of it stands."""
    if len(text) <= LONGEST_CELL // 2 or _units(text) <= LONGEST_CELL:
        return text
    mark = CUT.format(table=table)
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(mark))].decode("utf-16-le", "ignore")
    return re.sub(r"\s+$", "", kept) + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
