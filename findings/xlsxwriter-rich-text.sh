#!/usr/bin/env bash
# Package: xlsxwriter 3.3.1
# Behaviour: write_string puts a text that begins with <r> and ends with </r> into the file as it stands, as markup: an
#   ampersand in it makes the whole workbook unreadable, without one the cell's own words are lost. It returns 0.
# A good guess: every character of a string is escaped, as the same text with a space before it is.
# Matters: one quotation or title that somebody else wrote decides whether anybody can open the tables.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check xlsxwriter==3.3.1
"$d/venv/bin/python" - "$d/book.xlsx" <<'PY'
import sys
import xml.etree.ElementTree
import zipfile

import xlsxwriter

TEXT = "<r>Doors & windows</r>"


def texts(text: str) -> list[str] | None:
    """The texts of a workbook with this one cell; None where its XML is not well-formed."""
    with xlsxwriter.Workbook(sys.argv[1]) as book:
        if book.add_worksheet().write_string(0, 0, text) != 0:
            sys.exit("changed: write_string refuses the text")
    try:
        tree = xml.etree.ElementTree.fromstring(zipfile.ZipFile(sys.argv[1]).read("xl/sharedStrings.xml"))
    except xml.etree.ElementTree.ParseError:
        return None
    return [element.text or "" for element in tree.iter() if element.tag.endswith("}t")]


found = texts(TEXT), texts(TEXT.replace("&", "and")), texts(" " + TEXT)
if found != (None, [], [" " + TEXT]):
    sys.exit(f"changed: {found}")
print("ok: a text between <r> and </r> is written as markup, and with an ampersand no program opens the book")
PY
