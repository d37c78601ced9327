#!/usr/bin/env bash
# Package: pdf_oxide 0.3.78
# Behaviour: text in Symbol, one of the fourteen fonts that every reader of PDF knows, is read by a table of which many
#   rows are other signs: times is read as divided by, proportional as infinity, a double prime (inches) as a raised 2,
#   "or" as "element of", "if and only if" as "not an element of". Plus or minus, less or equal, infinity and Greek are
#   right.
# A good guess: the standard prints the table (ISO 32000-2, annex D.5), PDFium, pypdf and docling-parse follow it; a
#   sign that a reader does not know is left out or replaced.
# Matters: 112 × 112 pixels become 112 divided by 112, 7 inches 7 squared. The signs are sound ones of the same kind, in
#   a text that has the others right, so that nothing looks garbled.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pdf_oxide==0.3.78 pypdfium2==5.15.2 pypdf==7.1.1
cd "$d"
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import io
import sys
from pathlib import Path

import pdf_oxide
import pypdf
import pypdfium2
from onepage import HELVETICA, line, page

FONTS = {b"F1": HELVETICA, b"S": b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"}
# The code, the sign that the standard has there, and the one that was read.
SIGNS = [
    (0o264, "×", "÷"),
    (0o265, "∝", "∞"),
    (0o262, "″", "²"),
    (0o332, "∨", "∈"),
    (0o333, "⇔", "∉"),
    (0o261, "±", "±"),
    (0o243, "≤", "≤"),
    (0o141, "α", "α"),
]
now = []
for code, sign, _ in SIGNS:
    pdf = page(line(b"112 ", 72, 700) + line(b"\\%03o" % code, 95, 700, b"S") + line(b" 112", 110, 700), FONTS)
    others = (
        pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(),
        pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(),
    )
    assert all(text.split() == ["112", sign, "112"] for text in others), others
    Path("one.pdf").write_bytes(pdf)
    now.append((code, sign, pdf_oxide.PdfDocument("one.pdf").extract_text(0).split()[1]))
if now != SIGNS:
    sys.exit(f"changed: {now}")
print("ok: pdf_oxide reads the times sign of the font Symbol as a division sign")
PY
