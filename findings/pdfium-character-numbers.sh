#!/usr/bin/env bash
# Package: pypdfium2 5.15.2 (its wheel's PDFium)
# Behaviour: PDFium numbers characters in 16-bit halves, pypdfium2 passes the numbers on: after each letter beyond
#   the basic plane (the bold and italic letters of mathematics, rare Chinese characters in names) the position in
#   the Python string is one less than PDFium's number. get_charbox(text.index(word)) boxes something further left.
# A good guess: the text and the boxes of one text page are numbered alike.
# Matters: the box on the page image is the evidence that a person confirms; it slips by one for each such letter
#   before.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import sys

import pypdfium2
from onepage import line, page, simple_font, to_unicode


def left_edges(letter: str) -> tuple[float, float, int]:
    """Where the word is drawn, where its box is said to be, and how many numbers PDFium has beyond the string."""
    font = simple_font(b"ABCDEF+Own", b"/Encoding /WinAnsiEncoding", b"/ToUnicode 50 0 R")
    pdf = page(line(b"BBBB used", 72, 700), {b"F1": font}, {50: to_unicode({66: letter})})
    words = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    text = words.get_text_range()
    box = words.get_charbox(text.index("used"), loose=True)
    return 72 + 5 * 5.5, round(box[0], 1), words.count_chars() - len(text)


plain, beyond = left_edges("M"), left_edges("𝐌")
if plain != (99.5, 99.5, 0) or beyond[2] != 4 or beyond[1] >= beyond[0] - 5:
    sys.exit(f"changed: {plain}, {beyond}")
print(f"ok: after four letters of mathematics the box of the next word starts at {beyond[1]}, not at {beyond[0]}")
PY
