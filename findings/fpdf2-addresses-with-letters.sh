#!/usr/bin/env bash
# Package: fpdf2 2.8.9 (with reportlab 5.1.0)
# Behaviour: a link to an address with a letter beyond ASCII (https://example.org/wiki/王) is written as UTF-16 with a byte
#   order mark, as titles are; reportlab does so too, and writes https://example.org/müller in Latin-1. PDFium gives
#   those bytes as the address, which as a string of C ends after þÿ. The page looks as it should, and ASCII works.
# A good guess: the address is percent-encoded, as browsers do when such a page is printed; the standard has ASCII there
#   (ISO 32000, 12.6.4.7). What cannot be written raises, as fpdf2 does for such letters in its core fonts.
# Matters: reports are PDF files with their sources as links. Those in Chinese or with accents are dead, and nobody
#   sees it who does not click.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check fpdf2==2.8.9 reportlab==5.1.0 pypdfium2==5.15.2
cd "$d"
venv/bin/python - <<'PY'
import ctypes
import sys

import pypdfium2
import pypdfium2.raw as pdfium
from fpdf import FPDF
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

PLAIN, ACCENT, CHINESE = "https://example.org/wiki/W", "https://example.org/müller", "https://example.org/wiki/王"


def by_fpdf2(address: str) -> None:
    page = FPDF()
    page.add_page()
    page.set_font("helvetica", size=12)
    page.cell(0, 8, "source", link=address)
    page.output("page.pdf")


def by_reportlab(address: str) -> None:
    text = Paragraph(f'<a href="{address}">source</a>', getSampleStyleSheet()["Normal"])
    SimpleDocTemplate("page.pdf").build([text])


def address_of_link() -> bytes:
    """What PDFium says of the first link of the page."""
    file = pypdfium2.PdfDocument("page.pdf")
    start, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    page = file[0]
    assert pdfium.FPDFLink_Enumerate(page.raw, start, link)
    action = pdfium.FPDFLink_GetAction(link)
    size = pdfium.FPDFAction_GetURIPath(file.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(file.raw, action, buffer, size)
    page.close()
    return buffer.value


now = {}
for write in (by_fpdf2, by_reportlab):
    for address in (PLAIN, ACCENT, CHINESE):
        write(address)
        now[write.__name__, address] = address_of_link()
SEEN = {
    ("by_fpdf2", PLAIN): PLAIN.encode(),
    ("by_fpdf2", ACCENT): b"\xfe\xff",
    ("by_fpdf2", CHINESE): b"\xfe\xff",
    ("by_reportlab", PLAIN): PLAIN.encode(),
    ("by_reportlab", ACCENT): ACCENT.encode("latin-1"),
    ("by_reportlab", CHINESE): b"\xfe\xff",
}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: fpdf2 and reportlab write a link to https://example.org/wiki/王 in UTF-16, of which two bytes are an address")
PY
