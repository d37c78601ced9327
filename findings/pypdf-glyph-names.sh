#!/usr/bin/env bash
# Package: pypdf 7.1.1
# Behaviour: glyphs whose names carry a suffix (one.oldstyle, hyphen.case, a.sc), in a font without a ToUnicode map,
#   are written into the text by name, slash included: a year in old-style figures becomes
#   /two.oldstyle/zero.oldstyle/one.oldstyle/six.oldstyle. PDFium and pdfminer.six drop the suffix, as Adobe's rules
#   say.
# A good guess: 2016; or replacement characters, which a check would notice.
# Matters: the words are of plain letters and pass for text; names with a raised hyphen or small capitals never
#   match.
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
from onepage import line, page, simple_font

GLYPHS = [b"two.oldstyle", b"zero.oldstyle", b"one.oldstyle", b"six.oldstyle"]
font = simple_font(b"ABCDEF+Own", b"/Encoding << /Type /Encoding /Differences [66 /%s] >>" % b" /".join(GLYPHS))
pdf = page(line(b"In BCDE", 72, 700), {b"F1": font})
by_pypdf = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip()
by_pdfium = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()
if (by_pypdf, by_pdfium) != ("In /" + b"/".join(GLYPHS).decode(), "In 2016"):
    sys.exit(f"changed: pypdf {by_pypdf!r}, PDFium {by_pdfium!r}")
print("ok: pypdf writes the names of suffixed glyphs into the text, PDFium reads 2016")
PY
