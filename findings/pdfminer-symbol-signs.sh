#!/usr/bin/env bash
# Package: pdfminer.six 20260107 (and pdfplumber 0.11.10, which reads with it)
# Behaviour: Symbol and ZapfDingbats, two of the fourteen fonts that every reader of PDF knows, have encodings of their
#   own (ISO 32000-2, annex D.5 and D.6), which a file that uses them does not repeat. pdfminer.six knows their widths,
#   takes Adobe's standard encoding for their codes, and so reads ticks as 4 and crosses as 8, plus or minus as a dash,
#   less or equal as a pound, times as a dot and Greek as Latin letters. PDFium and pypdf give the signs.
# A good guess: the signs; the package ships both fonts' metrics. At worst (cid:180), as for codes that no table has.
# Matters: a table that says by ticks and crosses whether people consented says 4 and 8; 99.8 ± 0.2 is a range from
#   99.8 to 0.2. Digits and dashes look like what papers print, and no check of letters finds them.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pdfminer.six==20260107 pdfplumber==0.11.10 \
  pypdfium2==5.15.2 pypdf==7.1.1
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import io
import sys

import pdfplumber
import pypdf
import pypdfium2
from onepage import HELVETICA, line, page
from pdfminer.high_level import extract_text

FONTS = {
    b"F1": HELVETICA,
    b"S": b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
    b"Z": b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
}
# The code (octal, as in strings of PDF), its font, the sign that the standard has there, and what was read.
SIGNS = [
    (b"\\264", b"S", "×", "·"),
    (b"\\261", b"S", "±", "–"),
    (b"\\243", b"S", "≤", "£"),
    (b"a", b"S", "α", "a"),
    (b"4", b"Z", "✔", "4"),
    (b"8", b"Z", "✘", "8"),
]
now = {}
for code, font, sign, _ in SIGNS:
    pdf = page(line(b"99.8 ", 72, 700) + line(code, 110, 700, font) + line(b" 0.2", 130, 700), FONTS)
    others = (
        pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(),
        pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(),
    )
    assert all(text.split() == ["99.8", sign, "0.2"] for text in others), others
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        plumber = opened.pages[0].extract_text().split()
    miner = extract_text(io.BytesIO(pdf)).split()
    now[sign] = (plumber[1], sorted(miner) == sorted(plumber))
if now != {sign: (seen, True) for _, _, sign, seen in SIGNS}:
    sys.exit(f"changed: {now}")
print("ok: pdfminer.six reads ticks as 4, crosses as 8, plus or minus as a dash and times as a dot")
PY
