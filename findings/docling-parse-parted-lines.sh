#!/usr/bin/env bash
# Package: docling-parse 7.23.1 (the reader of Docling)
# Behaviour: a page's content may be several streams, which are one when read, parted anywhere between two words of the
#   language (ISO 32000-2, 7.8.2). Where the cut lies inside the brackets of one line of text, [(We did) | (not) ] TJ,
#   that line is in no cell of the page; the lines before and after are. A cut between text and its operator, or inside
#   a text object, does no harm. No exception; its log tells of it only to who asks for more than what is fatal.
# A good guess: streams are joined before they are parsed, as the standard says; or the page is refused.
# Matters: programs that write pages in pieces of fixed length cut where the piece is full, and most text of TeX and Word
#   stands in such brackets. One line a page is missing, the sentence before runs into the one after, and it may be
#   the line that says not.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check docling-parse==7.23.1 pypdfium2==5.15.2 pypdf==7.1.1
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import io
import sys

import pypdf
import pypdfium2
from docling_core.types.doc.page import TextCellUnit
from docling_parse.pdf_parser import DoclingPdfParser
from onepage import HELVETICA, document, line, stream

BEFORE, AFTER = b"We trained our model on Harbour Faces.", b"on Market Faces."
MIDDLE = "Our model was not trained"


def paper(*parts: bytes) -> bytes:
    """One page whose content is these parts."""
    names = b" ".join(b"%d 0 R" % (50 + i) for i in range(len(parts)))
    return document(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents [%s] "
            b"/Resources << /Font << /F1 20 0 R >> >> >>" % names,
            20: HELVETICA,
            **{50 + i: stream(part) for i, part in enumerate(parts)},
        }
    )


def docling(pdf: bytes) -> list[str]:
    opened = DoclingPdfParser().load(io.BytesIO(pdf))
    ((_, page),) = opened.iterate_pages()
    return [cell.text for cell in page.iterate_cells(unit_type=TextCellUnit.LINE)]


first = line(BEFORE, 72, 720) + b"BT /F1 11 Tf 72 700 Td [(Our model was)"
second = b"( not trained)] TJ ET\n" + line(AFTER, 72, 680)
whole, parted = paper(first + b" " + second), paper(first, second)
for pdf in (whole, parted):
    for text in (
        pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(),
        pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(),
    ):
        assert text.splitlines() == [BEFORE.decode(), MIDDLE, AFTER.decode()], text
now = docling(whole), docling(parted)
if now != ([BEFORE.decode(), MIDDLE, AFTER.decode()], [BEFORE.decode(), AFTER.decode()]):
    sys.exit(f"changed: {now}")
print("ok: docling-parse leaves out the line within which a page's content is parted")
PY
