#!/usr/bin/env bash
# Package: pypdfium2 5.15.2 (its wheel's PDFium)
# Behaviour: lines that read downwards on the page (a table or caption turned clockwise, columns of vertical script)
#   come out from the left to the right edge of the page, though the file draws them from the right to the left as
#   they are read: the last line is first. Turned the other way the order is kept. pypdf keeps the file's order in
#   both.
# A good guess: PDFium gives lines in the order of the file, as it does for upright text.
# Matters: "was not used" on one line and the name on the next change places; a sentence over two lines is no
#   sentence.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 pypdf==7.1.1
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import io
import sys

import pypdf
import pypdfium2
from onepage import HELVETICA, page

LINES = ["Networks in the first rows were", "trained on the larger set, those", "below on photographs of our own"]


def read(turn: bytes, places: list[tuple[int, int]]) -> tuple[list[str], list[str]]:
    content = b"".join(
        b"BT /F1 11 Tf %s %d %d Tm (%s) Tj ET\n" % (turn, x, y, text.encode())
        for text, (x, y) in zip(LINES, places, strict=True)
    )
    pdf = page(content, {b"F1": HELVETICA})
    fast = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split("\r\n")
    return fast, pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split("\n")


clockwise = read(b"0 -1 1 0", [(140, 700), (126, 700), (112, 700)])
other_way = read(b"0 1 -1 0", [(112, 72), (126, 72), (140, 72)])
if clockwise != (LINES[::-1], LINES) or other_way != (LINES, LINES):
    sys.exit(f"changed: {clockwise}, {other_way}")
print("ok: PDFium gives the lines of clockwise text last line first, those of text turned the other way in order")
PY
