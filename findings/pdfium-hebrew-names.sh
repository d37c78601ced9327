#!/usr/bin/env bash
# Package: pypdfium2 5.15.2 (its wheel's PDFium)
# Behaviour: a Hebrew name of two words inside an English line: each word is turned into reading order, the words
#   are not, so family name and given name change places; the closing bracket behind the name is turned into an
#   opening one. A line that is all Hebrew comes out right. pypdf gives the name of the English line in order.
# A good guess: all or nothing: reading order throughout, or the order in which the file draws.
# Matters: authors and institutions that print their name in both scripts; a name that is wrong is wrong on a real
#   person.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2
PYTHONPATH="$here" "$d/venv/bin/python" - <<'PY'
import sys

import pypdfium2
from onepage import HELVETICA, page, simple_font, to_unicode

ALEF = 0x05D0
FONTS = {b"F1": HELVETICA, b"F2": simple_font(b"ABCDEF+Own", b"", b"/ToUnicode 50 0 R")}
MAPS = {50: to_unicode({65 + i: chr(ALEF + i) for i in range(22)})}
GIVEN, FAMILY = "דנה", "לוי"


def drawn(text: str) -> bytes:
    """The codes from left to right as they stand on paper: the last letter first."""
    return bytes(32 if letter == " " else 65 + ord(letter) - ALEF for letter in reversed(text))


def read(*runs: tuple[bytes, bytes]) -> str:
    shown = b" ".join(b"/%s 11 Tf (%s) Tj" % run for run in runs)
    pdf = page(b"BT 72 700 Td %s ET" % shown, FONTS, MAPS)
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()


name = drawn(f"{GIVEN} {FAMILY}")
alone = read((b"F2", name))
inside = read((b"F1", rb"Dana Levi \("), (b"F2", name), (b"F1", rb"\), Example University"))
if (alone, inside) != (f"{GIVEN} {FAMILY}", f"Dana Levi ({FAMILY} {GIVEN}(, Example University"):
    sys.exit(f"changed: {alone!r}, {inside!r}")
print("ok: PDFium swaps the two words of a Hebrew name in an English line, and turns the bracket behind it round")
PY
