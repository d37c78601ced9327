#!/usr/bin/env bash
# Package: pdftext 0.7.1 (the reader of marker)
# Behaviour: a character beyond U+FFFF becomes two replacement characters: an author named 𠮷 is �� in
#   plain_text_output and in the spans of dictionary_output, and so are the italic letters of mathematics. PDFium,
#   with which it reads, hands such characters out in two halves, and each half is decoded for itself.
# A good guess: the character, which PDFium's own text of the whole page has.
# Matters: names of people and places with rare Chinese characters are all one name, ��, in many of which two
#   different authors meet; formulas lose their variables, and nothing is raised or logged.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pdftext==0.7.1
PYTHONPATH="$here" "$d/venv/bin/python" -W ignore - "$d/page.pdf" <<'PY'
import sys
from pathlib import Path

import pypdfium2
from onepage import line, page, simple_font, to_unicode
from pdftext.extraction import dictionary_output, plain_text_output

FONT = simple_font(b"Own", b"/Encoding /WinAnsiEncoding", b"/ToUnicode 50 0 R")
MAP = to_unicode({65: "𠮷", 66: "田", 67: "𡈽", 68: "军"})
pdf = page(line(b"AB", 72, 700) + line(b"CB", 72, 680) + line(b"DB", 72, 660), {b"F1": FONT}, {50: MAP})
Path(sys.argv[1]).write_bytes(pdf)
whole = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split()
plain = plain_text_output(sys.argv[1]).split()
spans = [
    span["text"].strip()
    for block in dictionary_output(sys.argv[1])[0]["blocks"]
    for row in block["lines"]
    for span in row["spans"]
    if span["text"].strip()
]
lost = ["\ufffd\ufffd田", "\ufffd\ufffd田", "军田"]
if whole != ["𠮷田", "𡈽田", "军田"] or plain != lost or spans != lost:
    sys.exit(f"changed: {whole} {plain} {spans}")
print("ok: pdftext reads 𠮷田 and 𡈽田 as one name of two replacement characters and 田")
PY
