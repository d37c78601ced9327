#!/usr/bin/env bash
# Package: pdfminer.six 20260107 (and pdfplumber 0.11.10, playa-pdf 1.1.0, which have it too)
# Behaviour: the operator " of a page, which sets the spaces and shows its text on the next line (ISO 32000-2, table 107),
#   shows it on the same line: of "US Army" and "Laboratory", two lines, one reads US ArmyLaboratory. The operator ', which only
#   shows text on the next line, is right, and so is pypdfium2. Its comment names the step that is not taken.
# A good guess: three operators that the standard defines by one another place text alike: aw ac string " is
#   aw Tw ac Tc string '.
# Matters: the words on both sides of a line's end are no words: "we did not" and "use" are "we did notuse", and a name over
#   the end is in no list. All lines of such a page lie in one, over the margin, so that columns and captions are lost too.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
here=$(cd "$(dirname "$0")" && pwd)
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pdfminer.six==20260107 pdfplumber==0.11.10 pypdfium2==5.15.2
"$d/venv/bin/pip" install --quiet --disable-pip-version-check playa-pdf==1.1.0
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$here" "$d/venv/bin/python" - "$d/page.pdf" <<'PY'
import sys
from pathlib import Path

import onepage
import pdfplumber
import playa
import pypdfium2
from pdfminer.high_level import extract_text

FONTS = {b"F1": onepage.HELVETICA}


def readings(shown):
    """What each reader says of two lines, the second of which is shown by this operator."""
    content = b"BT /F1 11 Tf 14 TL 72 700 Td (US Army) Tj %s ET\n" % shown
    Path(sys.argv[1]).write_bytes(onepage.page(content, FONTS))
    with pdfplumber.open(sys.argv[1]) as plumbed, playa.open(sys.argv[1]) as played:
        texts = [plumbed.pages[0].extract_text(), played.pages[0].extract_text()]
    sound = pypdfium2.PdfDocument(sys.argv[1])[0].get_textpage().get_text_range()
    return [" ".join(text.split()) for text in (extract_text(sys.argv[1]), *texts, sound)]


double, single = readings(b'0 0 (Laboratory) "'), readings(b"(Laboratory) '")
if double != ["US ArmyLaboratory"] * 3 + ["US Army Laboratory"] or single != ["US Army Laboratory"] * 4:
    sys.exit(f"changed: {double} {single}")
print('ok: pdfminer.six, pdfplumber and playa-pdf show the text of the operator " on the line before it')
PY
