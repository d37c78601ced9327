"""Rows of a table as a sheet of a workbook holds them (SpreadsheetML, ECMA-376), with each text in its own cell."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from citetrail.publish.table_columns import PublishedTable

LONGEST_CELL = 32_767  # characters, as UTF-16 counts them
CUT = " [cut: whole in {table}.csv]"
# What XML or the format takes for something else. `_x0041_` would be read as "A": its first sign is escaped itself.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_AT_EDGE = re.compile(r"^\s|\s$")
_BETWEEN = "|"  # texts of a row, when they are looked at together
_NOTED = ("&", "<", ">", "_x", f" {_BETWEEN}", f"{_BETWEEN} ")


def sheet_rows(table: PublishedTable, rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Each row as an element, the first in line 2 of the sheet, below the headings."""
    columns = [(xl_col_to_name(place), column.type) for place, column in enumerate(table.columns)]
    for number, row in enumerate(rows, 2):
        plain = _is_plain(row)
        cells = [
            f'<c r="{name}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
            if plain and value.__class__ is str
            else _cell(f"{name}{number}", kind, value, table.name)
            for (name, kind), value in zip(columns, row, strict=True)
            if value is not None
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _is_plain(row: tuple[Any, ...]) -> bool:
    """Whether no text of a row needs another form. A row is looked at as a whole: nearly all are plain."""
    together = _BETWEEN.join([value for value in row if value.__class__ is str])
    # Line breaks and controls are not printable, so that what is left as white space is the space.
    return (
        together.isprintable()
        and len(together) <= LONGEST_CELL // 2
        and not any(sign in together for sign in _NOTED)
        and together[:1] != " "
        and together[-1:] != " "
    )


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
