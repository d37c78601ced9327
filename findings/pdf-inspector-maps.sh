#!/usr/bin/env bash
# Package: pdf-inspector 1.25.2
# Behaviour: extract_text reads the codes of a one-byte font as they are and does not ask the font's ToUnicode map;
#   extract_text_with_positions of the same package does. On a page whose font is numbered anew (as subset fonts
#   often are) the one returns a cipher, the other the words.
# A good guess: two functions of one package, one with boxes, read the same letters.
# Matters: the cipher is made of ordinary letters and spaces, passes for text, and holds no name that can be found.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pdf-inspector==1.25.2
PYTHONPATH="$here" "$d/venv/bin/python" - "$d/paper.pdf" <<'PY'
import pathlib
import string
import sys

import pdf_inspector
from onepage import line, page, simple_font, to_unicode

WORDS = "We train on ten million photographs"
LETTERS = string.ascii_letters
numbered = {letter: LETTERS[(i + 3) % len(LETTERS)] for i, letter in enumerate(LETTERS)} | {" ": " "}
cipher = "".join(numbered[letter] for letter in WORDS)
maps = {50: to_unicode({ord(code): letter for letter, code in numbered.items()})}
font = simple_font(b"ABCDEF+Own", b"/Encoding /WinAnsiEncoding", b"/ToUnicode 50 0 R")
path = pathlib.Path(sys.argv[1])
path.write_bytes(page(line(cipher.encode(), 72, 700), {b"F1": font}, maps))
plain = pdf_inspector.extract_text(str(path)).strip()
placed = " ".join(item.text for item in pdf_inspector.extract_text_with_positions(str(path))).strip()
if (plain, placed) != (cipher, WORDS):
    sys.exit(f"changed: {plain!r}, {placed!r}")
print(f"ok: pdf-inspector's extract_text gives {cipher!r}, its positions {WORDS!r}")
PY
