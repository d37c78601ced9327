#!/usr/bin/env bash
# Package: PyMuPDF 2.0
# Behaviour: of the font ZapfDingbats, one of the fourteen that every reader of PDF knows, get_text hands out the
#   glyphs' numbers as characters: a tick is U+0014, a cross U+0018, a filled circle the letter G, a filled square I.
#   So it does where the file names the glyphs (/a20, /a24, /a71) in an encoding. PDFium gives ✔ ✘ ● ■. The other
#   symbol font of the fourteen, Symbol, is read rightly.
# A good guess: the signs, since the names of these glyphs have their characters in Adobe's list; U+FFFD for a glyph
#   without one.
# Matters: in a table of datasets, "consent ✘" and "consent ✔" are control characters, which most programs drop, so
#   that both are "consent"; ● is a G like the one of a footnote.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check PyMuPDF==2.0 pypdfium2==5.15.2
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import sys

import pymupdf
import pypdfium2
from onepage import HELVETICA, line, page

PLAIN = b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"
NAMED = PLAIN.replace(
    b" >>", b" /Encoding << /Type /Encoding /Differences [52 /a20 56 /a24 108 /a71 110 /a73] >> >>"
)
SYMBOL = b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"


def read(font: bytes, code: bytes) -> tuple[str, str]:
    pdf = page(line(b"consent ", 72, 700) + line(code, 120, 700, b"Z"), {b"F1": HELVETICA, b"Z": font})
    texts = (
        pymupdf.open(stream=pdf, filetype="pdf")[0].get_text(),
        pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(),
    )
    return tuple(text.removeprefix("consent").strip(" \r\n") for text in texts)


SEEN = {b"4": ("\x14", "✔"), b"8": ("\x18", "✘"), b"l": ("G", "●"), b"n": ("I", "■")}
now = {code: (read(PLAIN, code), read(NAMED, code)) for code in SEEN}
symbol = read(SYMBOL, b"\\261")
if now != {code: (pair, pair) for code, pair in SEEN.items()} or symbol != ("±", "±"):
    sys.exit(f"changed: {now} {symbol}")
print("ok: PyMuPDF reads a tick as U+0014, a cross as U+0018 and a filled circle as the letter G")
PY
