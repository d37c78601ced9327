#!/usr/bin/env bash
# Package: striprtf 0.0.35
# Behaviour: footnotes of a document in RTF are left out, the words with the mark, and so is a text box. A letter beyond
#   U+FFFF, which RTF writes as two numbers, becomes two halves that are no character: the text cannot be written as UTF-8,
#   and the name does not equal itself from elsewhere. \u26446? beside it is right. Nothing is warned of.
# A good guess: notes stand at their place or at the end, as pandoc and LibreOffice put them; two halves of UTF-16 are put
#   together, which is one call in Python.
# Matters: files that authorities release, and older theses, are RTF. Who paid for a study, whose laboratory an author is of,
#   and which dataset was used stand in the notes; the text that is left reads as if nothing had been said.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check striprtf==0.0.35
cd "$d"
"$d/venv/bin/python" - <<'PY'
import sys

from striprtf.striprtf import rtf_to_text

STUDY = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}\uc1
\pard Ana Ili\u263?{\super\chftn{\footnote\pard\plain{\super\chftn} Army Institute of Optics.}} and \u26446? Na\par
\pard We used Market Faces.{\super\chftn{\footnote\pard\plain{\super\chftn} Funded by grant 12.}}\par
\pard Read by \u-10174?\u-8265?\u30000?.\par}"""
now = rtf_to_text(STUDY)
try:
    now.encode()
    whole = True
except UnicodeEncodeError:
    whole = False
seen = "Ana Ili\u0107 and \u674e Na\nWe used Market Faces.\nRead by \ud842\udfb7\u7530.\n"
if now != seen or whole:
    sys.exit(f"changed: {now!a}")
print("ok: striprtf leaves footnotes out, and a rare letter of a name is two halves that cannot be written")
PY
