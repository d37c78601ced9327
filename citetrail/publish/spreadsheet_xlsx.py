"""tables.xlsx: the main tables for people who work in a spreadsheet program.

Texts are written as texts, so that identifiers keep their noughts and nothing is taken for a formula or a link. What
the format cannot hold is said where it happens: a longer text is cut and says so, more rows go on in another sheet.

XlsxWriter makes the book with the headings of its sheets; the rows are put in afterwards: cell by cell the library
took a third of the time of a whole release.
"""

import copy
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from citetrail.publish.database import read
from citetrail.publish.sheet_rows import sheet_rows
from citetrail.publish.table_columns import (
    AFFILIATIONS,
    EVIDENCE,
    MEMBERS,
    ORGANISATIONS,
    PAPERS,
    USES,
    PublishedTable,
)
from citetrail.records.batches import batches_of

SHEETS = (USES, PAPERS, EVIDENCE, ORGANISATIONS, AFFILIATIONS, MEMBERS)
# Of a sheet, by the format; further rows go to a second sheet.
MOST_ROWS = 1_048_576
_END_OF_ROWS = b"</sheetData>"
_WRITTEN = 100  # rows at once
_COPIED = 1 << 20  # bytes at once from a part's own file into the book


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of the book and the rows below its headings."""

    name: str
    table: PublishedTable
    size: int
    rows: Iterator[Any]


def write(release: sqlite3.Connection, path: Path, title: str, day: str) -> None:
    """Written row by row through temporary files beside `path`; `day` stands for when it was made."""
    sheets = [sheet for table in SHEETS for sheet in _sheets(release, table)]
    files = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)}
    # By name, so that what a process that died in it has left is found.
    beside = path.with_name(f".{path.name}-parts")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    with ExitStack() as ending:
        ending.callback(shutil.rmtree, beside)
        frame = beside / "frame.xlsx"
        _write_frame(frame, sheets, title, day)
        with zipfile.ZipFile(frame) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for entry in made.infolist():
                with tempfile.TemporaryFile(dir=beside) as part:
                    _fill(part, made.read(entry), files.get(entry.filename))
                    _put(book, entry, part)


def _sheets(release: sqlite3.Connection, table: PublishedTable) -> Iterator[_Sheet]:
    """The sheets that the table fills: at least one."""
    cursor = read(release, table)
    (total,) = release.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608  (our own names)
    most = MOST_ROWS - 1  # below the headings
    for number in range(max(1, -(-total // most))):
        name = table.name if not number else f"{table.name} {number + 1}"
        yield _Sheet(name, table, min(most, total - number * most), islice(cursor, most))


def _write_frame(path: Path, sheets: list[_Sheet], title: str, day: str) -> None:
    """The book without rows: headings, styles, properties."""
    # In this mode cells hold their own texts, as those of the rows will.
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)}) as workbook:
        workbook.set_properties({"title": title, "created": datetime.fromisoformat(f"{day}T00:00:00")})
        bold = workbook.add_format({"bold": True})
        for told in sheets:
            sheet = workbook.add_worksheet(told.name)
            sheet.freeze_panes(1, 0)
            for column, heading in enumerate(told.table.names):
                sheet.write_string(0, column, heading, bold)


def _fill(out: IO[bytes], part: bytes, sheet: _Sheet | None) -> None:
    """Write a part of the frame; a sheet with its rows."""
    if sheet is not None:
        before, part = part.split(_END_OF_ROWS)
        last = xl_col_to_name(len(sheet.table.columns) - 1)
        headings, whole = (f'<dimension ref="A1:{last}{row}"/>'.encode() for row in (1, 1 + sheet.size))
        out.write(before.replace(headings, whole))
        for some in batches_of(sheet_rows(sheet.table, sheet.rows), _WRITTEN):
            out.write("".join(some).encode())
        out.write(_END_OF_ROWS)
    out.write(part)


def _put(book: zipfile.ZipFile, entry: zipfile.ZipInfo, part: IO[bytes]) -> None:
    """Add a part to the book as the frame has it: the same name, mode and time, which is that of no clock."""
    entry = copy.copy(entry)
    # Told beforehand: only what needs them gets the fields for large sizes, at which Excel offers a repair.
    entry.file_size = part.tell()
    part.seek(0)
    with book.open(entry, "w") as into:
        shutil.copyfileobj(part, into, _COPIED)
