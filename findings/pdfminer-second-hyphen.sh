#!/usr/bin/env bash
# Package: pdfminer.six 20260107 (and pdfplumber 0.11.10, which reads with it)
# Behaviour: WinAnsiEncoding has the hyphen twice, at 45 and at 173 (ISO 32000-2, annex D.2, note 5). pdfminer.six has
#   a space at 173: MS-Celeb-1M printed with that code is read as "MS Celeb 1M", an e-mail address as two words. The
#   space at 160, which has a note of its own there, is right. PDFium and pypdf give a hyphen.
# A good guess: a hyphen, or U+00AD, by which the same number goes in Windows' code page; what no table has is (cid:173).
# Matters: converters that went through Windows' code page write this code where the author typed a hyphen. Names of
#   datasets, double-barrelled surnames, addresses and ranges of pages fall apart, and look as if printed so.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pdfminer.six==20260107 pdfplumber==0.11.10 \
  pypdfium2==5.15.2
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import io
import sys

import pdfplumber
import pypdfium2
from onepage import HELVETICA, line, page
from pdfminer.high_level import extract_text

TEXT = "We trained on MS-Celeb-1M. Mail: ana-ilic@example.org"
written = TEXT.replace("-", "\\255").encode()  # octal, as in strings of PDF
pdf = page(line(written, 72, 700), {b"F1": HELVETICA})
assert extract_text(io.BytesIO(page(line(TEXT.encode(), 72, 700), {b"F1": HELVETICA}))).strip() == TEXT
assert pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range() == TEXT, "the other reader has a hyphen"
miner = extract_text(io.BytesIO(pdf)).strip()
with pdfplumber.open(io.BytesIO(pdf)) as opened:
    plumber = opened.pages[0].extract_text()
if not miner == plumber == TEXT.replace("-", " "):
    sys.exit(f"changed: {miner!r}, {plumber!r}")
print("ok: pdfminer.six reads the second hyphen of WinAnsiEncoding as a space: MS Celeb 1M")
PY
