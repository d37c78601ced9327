#!/usr/bin/env bash
# Package: pypdfium2 5.15.2 (its wheel's PDFium)
# Behaviour: where a font has no ToUnicode map, the names of its glyphs tell the letters. PDFium knows the plain
#   names but not the composed ones of Adobe's rules: f_f_i and uni00660069 become the letter whose code the glyph
#   happens to have ("aBliation"), u1D40C disappears. pdfminer.six follows the rules.
# A good guess: the rules are from 2002 and all readers follow them; or an unknown glyph is a replacement character.
# Matters: papers typeset with fonts that name ligatures so read as words that do not exist, one letter off,
#   everywhere.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 pdfminer.six==20260107
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import io
import sys

import pypdfium2
from onepage import line, page, simple_font
from pdfminer.high_level import extract_text

SEEN = {
    "f_f_i": ("aBliation", "affiliation"),
    "uni00660069": ("aBliation", "afiliation"),
    "u1D40C": ("aliation", "a𝐌liation"),
}


def read(glyph: str) -> tuple[str, str]:
    font = simple_font(b"ABCDEF+Own", b"/Encoding << /Type /Encoding /Differences [66 /%s] >>" % glyph.encode())
    pdf = page(line(b"aBliation", 72, 700), {b"F1": font})
    by_pdfium = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return by_pdfium.strip(), extract_text(io.BytesIO(pdf)).strip()


now = {glyph: read(glyph) for glyph in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: PDFium reads the glyph f_f_i as whatever letter has its code; pdfminer.six reads ffi")
PY
