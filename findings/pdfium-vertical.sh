#!/usr/bin/env bash
# Package: pypdfium2 5.15.2 (its wheel's PDFium)
# Behaviour: text set downwards with one of Adobe's named vertical maps (UniJIS-UCS2-V, UniGB-UCS2-V, GBK-EUC-V ...)
#   and a font that is not in the file is not in the extracted text at all. The same bytes in the same font under
#   the horizontal map (...-H) are read, and so is the rest of the page, so nothing looks missing.
# A good guess: the characters, perhaps one a line, as pdfminer.six gives them.
# Matters: older Japanese and Chinese papers and their title pages are set so; a whole affiliation is silently
#   absent.
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
from onepage import HELVETICA, composite_font, line, page, shown
from pdfminer.high_level import extract_text

CASES = [("UniJIS-UCS2", "Japan1", "utf-16-be", "東京大学"), ("UniGB-UCS2", "GB1", "utf-16-be", "北京大学")]
CASES.append(("GBK-EUC", "GB1", "gbk", "北京大学"))


def read(cmap: str, ordering: str, codec: str, name: str) -> tuple[str, str]:
    fonts = {b"F1": HELVETICA, b"F2": composite_font(b"Song", cmap.encode(), ordering.encode())}
    content = line(b"Faces at a distance", 72, 400) + shown(name.encode(codec), 300, 700, b"F2")
    pdf = page(content, fonts)
    other = "".join(extract_text(io.BytesIO(pdf)).split())
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(), other


for cmap, *rest, name in CASES:
    across, _ = read(f"{cmap}-H", *rest, name)
    down, other = read(f"{cmap}-V", *rest, name)
    if name not in across or down.strip() != "Faces at a distance" or name not in other:
        sys.exit(f"changed: {cmap}: across {across!r}, down {down!r}, pdfminer {other!r}")
print("ok: PDFium leaves out text under the vertical maps and reads it under the horizontal ones")
PY
