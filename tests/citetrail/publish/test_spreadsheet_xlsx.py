"""tables.xlsx as the format has it; openpyxl reads every cell of it in `make interop`."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from citetrail.publish import sheet_rows as sheets
from citetrail.publish.sheet_rows import LONGEST_CELL, held, sheet_rows
from citetrail.publish.spreadsheet_xlsx import SHEETS
from citetrail.publish.table_columns import MEMBERS
from tests.citetrail.publish.invented import NASTY

CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_there_is_a_sheet_for_each_main_table_and_no_formula_in_any(provisional: Path) -> None:
    found = parts(provisional / "tables.xlsx")
    sheets = [etree.fromstring(data) for name, data in found.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(SHEETS)
    assert not [cell for sheet in sheets for cell in sheet.iter(f"{CELLS}f")]
    assert not [name for name in found if "hyperlink" in name or (name.endswith(".rels") and "worksheets" in name)]
    texts = {t.text for sheet in sheets for t in sheet.iter(f"{CELLS}t")}
    assert NASTY in texts


def test_identifiers_are_texts_and_counts_are_numbers(provisional: Path) -> None:
    number = next(n for n, table in enumerate(SHEETS, 1) if table.name == "papers")
    table = SHEETS[number - 1]
    sheet = etree.fromstring(parts(provisional / "tables.xlsx")[f"xl/worksheets/sheet{number}.xml"])
    kinds = {}
    for cell in list(sheet.iter(f"{CELLS}c")):
        column = xlsxwriter.utility.xl_cell_to_rowcol(cell.get("r"))
        if column[0]:
            kinds.setdefault(table.names[column[1]], set()).add(cell.get("t") or "n")
    assert kinds["arxiv_id"] == kinds["paper_id"] == kinds["published_on"] == {"inlineStr"}
    assert kinds["year"] == {"n"}
    assert kinds["names_family"] == {"b"}


@pytest.mark.parametrize("text", ["a", "ä" * LONGEST_CELL, "😀" * (LONGEST_CELL // 2)])
def test_a_text_that_fits_is_not_touched(text: str) -> None:
    assert held(text, "papers") == text


@given(st.text(min_size=1, max_size=4).map(lambda part: part * LONGEST_CELL))
def test_a_longer_text_fits_and_says_where_the_whole_of_it_stands(text: str) -> None:
    kept = held(text, "evidence")
    assert len(kept.encode("utf-16-le")) // 2 <= LONGEST_CELL
    if kept != text:
        assert kept.endswith(" [cut: whole in evidence.csv]")
        assert text.startswith(kept.removesuffix(" [cut: whole in evidence.csv]"))


def by_the_library(path: Path, row: list[object]) -> bytes:
    """The row's element as XlsxWriter writes it."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, (value, column) in enumerate(zip(row, MEMBERS.columns, strict=True)):
            if isinstance(value, str):
                sheet.write_string(1, place, value)
            elif value is not None and column.type == "boolean":
                sheet.write_boolean(1, place, value)
            elif value is not None:
                sheet.write_number(1, place, value)
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    return sheet[sheet.index(b"<row ") : sheet.index(b"</sheetData>")]


ODD = [
    "_x0041_",
    "_x004",
    "\x07 bell",
    "two\nlines",
    " before",
    "after\u3000",
    "a & b",
    "<r>",
    "｜|",
    "\ufffe",
    "plain",
]


@given(
    texts=st.lists(st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4),
    count=st.none() | st.integers(0, 10**9),
)
def test_a_row_is_what_the_library_would_write(
    texts: list[str], count: int | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    wanted = {"string": iter(texts), "integer": iter([count])}
    row = [next(wanted.get(column.type, iter(())), None) for column in MEMBERS.columns]
    (written,) = sheet_rows(MEMBERS, [tuple(row)])
    assert written.encode() == by_the_library(tmp_path_factory.mktemp("row") / "book.xlsx", row)


@given(st.lists(st.lists(st.sampled_from([*ODD, "1" * 20_000, None]), min_size=2, max_size=2), max_size=50))
def test_a_row_is_the_same_whatever_stands_beside_it(told: list[list[str | None]]) -> None:
    rows = [(*two, *[None] * (len(MEMBERS.columns) - 2)) for two in told]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "_TOGETHER", 1)
        alone = list(sheet_rows(MEMBERS, rows))
    assert list(sheet_rows(MEMBERS, rows)) == alone


def test_a_text_that_looks_like_the_format_stays_a_text() -> None:
    """The library would write it as it stands, and no program could open the book."""
    row = ["<r>one</t></r>", *[None] * (len(MEMBERS.columns) - 1)]
    (written,) = sheet_rows(MEMBERS, [tuple(row)])
    assert [t.text for t in etree.fromstring(written).iter("t")] == row[:1]


def test_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    """The day of the release stands for the time of making."""
    import sqlite3

    from citetrail.publish import spreadsheet_xlsx
    from citetrail.publish.database import create, finish

    made = []
    for name in ("one", "two"):
        release: sqlite3.Connection = create(tmp_path / f"{name}.sqlite")
        finish(release)
        spreadsheet_xlsx.write(release, tmp_path / f"{name}.xlsx", "Title", "2026-03-05")
        release.close()
        made.append((tmp_path / f"{name}.xlsx").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as book:
        assert b"2026-03-05" in book.read("docProps/core.xml")
