"""tables.xlsx: the main tables for people who work in a spreadsheet program.

Texts are written as texts, so that identifiers keep their noughts and nothing is taken for a formula or a link. What
the format cannot hold is said where it happens: a longer text is cut and says so, more rows go on in another sheet.
"""

import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from citetrail.publish.database import read
from citetrail.publish.table_columns import (
    AFFILIATIONS,
    EVIDENCE,
    MEMBERS,
    ORGANISATIONS,
    PAPERS,
    USES,
    PublishedTable,
)

SHEETS = (USES, PAPERS, EVIDENCE, ORGANISATIONS, AFFILIATIONS, MEMBERS)
LONGEST_CELL = 32_767  # characters, as UTF-16 counts them
# Of a sheet, by the format; further rows go to a second sheet.
MOST_ROWS = 1_048_576
CUT = " [cut: whole in {table}.csv]"


def write(release: sqlite3.Connection, path: Path, title: str, day: str) -> None:
    """Written row by row through temporary files beside `path`; `day` stands for when it was made."""
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": title, "created": datetime.fromisoformat(f"{day}T00:00:00")})
        bold = workbook.add_format({"bold": True})
        for table in SHEETS:
            for name, rows in _sheets(release, table):
                sheet = workbook.add_worksheet(name)
                sheet.freeze_panes(1, 0)
                for column, heading in enumerate(table.names):
                    sheet.write_string(0, column, heading, bold)
                for number, row in enumerate(rows, 1):
                    _write_row(sheet, number, row, table)


def _sheets(release: sqlite3.Connection, table: PublishedTable) -> Iterator[tuple[str, Iterator[Any]]]:
    """Name and rows of each sheet that the table fills: at least one."""
    cursor = read(release, table)
    (total,) = release.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608  (our own names)
    for number in range(max(1, -(-total // (MOST_ROWS - 1)))):
        yield table.name if not number else f"{table.name} {number + 1}", islice(cursor, MOST_ROWS - 1)


def _write_row(sheet: Any, number: int, row: Any, table: PublishedTable) -> None:
    for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
        if value is None:
            continue
        if column.type == "boolean":
            sheet.write_boolean(number, place, bool(value))
        elif column.type in ("integer", "number"):
            sheet.write_number(number, place, value)
        else:
            sheet.write_string(number, place, held(str(value), table.name))


def held(text: str, table: str) -> str:
    """The text as far as a cell holds it; one that is cut ends in where the whole of it stands."""
    if len(text) <= LONGEST_CELL // 2 or _units(text) <= LONGEST_CELL:
        return text
    mark = CUT.format(table=table)
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(mark))].decode("utf-16-le", "ignore")
    return re.sub(r"\s+$", "", kept) + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
