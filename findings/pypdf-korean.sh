#!/usr/bin/env bash
# Package: pypdf 7.1.1
# Behaviour: of Adobe's named character maps pypdf knows some and takes every other two-byte map for UTF-16. Korean
#   text under KSCms-UHC-H (the map of most Korean papers whose fonts are not in the file) comes out as other Korean
#   syllables, all of them printable; Japanese under EUC-H fares likewise. Only the log says that it guessed.
# A good guess: the text (PDFium and pdfminer.six read it), or nothing, or replacement characters.
# Matters: nothing looks garbled to a check of scripts or letters; a defence institute's name is another word.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pypdf==7.1.1 pypdfium2==5.15.2
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import io
import sys

import pypdf
import pypdfium2
from onepage import composite_font, page, shown

NAME = "국방과학연구소"
pdf = page(shown(NAME.encode("cp949"), 72, 700, b"F1"), {b"F1": composite_font(b"Batang", b"KSCms-UHC-H", b"Korea1")})
by_pypdf = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip()
by_pdfium = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()
all_korean = by_pypdf != "" and all("\uac00" <= letter <= "\ud7a3" for letter in by_pypdf)
if by_pdfium != NAME or by_pypdf == NAME or not all_korean:
    sys.exit(f"changed: pypdf {by_pypdf}, PDFium {by_pdfium}")
print(f"ok: pypdf reads {NAME} as {by_pypdf}, all of it Korean letters")
PY
