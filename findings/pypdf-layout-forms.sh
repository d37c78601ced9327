#!/usr/bin/env bash
# Package: pypdf 7.1.1
# Behaviour: extract_text(extraction_mode="layout") reads what stands in the page's own content and passes over every
#   form (Form XObject) that the page draws, with the words in it; the default mode of the same function reads both. A
#   page that is drawn as one form has no text; nothing is raised, warned of or logged.
# A good guess: a mode for the layout arranges the same words otherwise; what it leaves out, rotated text, it tells of.
# Matters: publishers and repositories stamp a file by making each page a form and writing their line beside it. What
#   is left of the paper is "Downloaded from ..." on each page, so it is not taken for a scan either, and it uses no
#   dataset; papers made with figures as PDF lose tables that were placed so.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pypdf==7.1.1 pypdfium2==5.15.2
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY' 2>"$d/said"
import io
import sys

import pypdf
import pypdfium2
from onepage import HELVETICA, document, line, stream

OWN = b"Downloaded from harbour.example on 1 May 2019"
FORM = b"We trained on Harbour Faces and not on Market Faces."
RESOURCES = b"/Resources << /Font << /F1 20 0 R >> /XObject << /Whole 5 0 R >> >>"


def stamped(own: bytes) -> bytes:
    """A page that draws its text as a form, as stamping programs leave it."""
    return document(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R %s >>" % RESOURCES,
            4: stream(b"q /Whole Do Q\n" + own),
            5: stream(
                line(FORM, 72, 700),
                b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 20 0 R >> >>",
            ),
            20: HELVETICA,
        }
    )


now = []
for own in (line(OWN, 72, 40), b""):
    pdf = stamped(own)
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    for text in (page.extract_text(), pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()):
        assert FORM.decode() in text, text
    now.append(page.extract_text(extraction_mode="layout").strip())
if now != [OWN.decode(), ""]:
    sys.exit(f"changed: {now}")
print("ok: pypdf's layout mode leaves out all words of a page that is drawn as a form")
PY
[ ! -s "$d/said" ] || { echo "changed: pypdf says something: $(head -c 200 "$d/said")"; exit 1; }
