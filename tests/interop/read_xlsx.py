"""Reads tables.xlsx with openpyxl and prints every cell of every sheet."""

import json
import sys
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape


def plain(cell):
    # openpyxl leaves the format's escapes of control characters as they are; its own function undoes them.
    return unescape(cell.value) if isinstance(cell.value, str) else cell.value


def main(path: Path) -> None:
    book = load_workbook(path, read_only=True)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    sheets = {sheet.title: [[plain(c) for c in row] for row in sheet.iter_rows()] for sheet in book}
    print(json.dumps({"kinds": sorted(kinds), "sheets": sheets}))


main(Path(sys.argv[1]))
