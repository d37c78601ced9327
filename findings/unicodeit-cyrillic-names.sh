#!/usr/bin/env bash
# Package: unicodeit 0.7.5
# Behaviour: \'c of TeX is the Cyrillic letter ћ (U+045B), \'C is Ћ, \'g ѓ and \'k ќ; \`{e} is the Cyrillic э. \'{c} in braces is
#   the Latin ć, and other letters without braces (\'e, \"o) stay TeX. So Ili\'c is Iliћ, Cr\`{e}te is Crэte, and Ili\'{c} is
#   Ilić. Nothing is warned of. Between letters an underscore lowers the digit behind it: MS_Celeb_1M is MS_Celeb₁M.
# A good guess: an accent on a Latin letter is that Latin letter with the accent, with braces and without, as TeX has it;
#   what is not known stays as it is.
# Matters: Ilić, Petrović and the like are written \'c in nearly all BibTeX. The Cyrillic letter is of one word with Latin
#   ones, looks like an h and no accents' folding brings it back to c: two papers of one author are of two, and search by
#   the name as printed finds neither.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check unicodeit==0.7.5
cd "$d"
"$d/venv/bin/python" - <<'PY'
import sys
import unicodedata

import unicodeit

SEEN = {
    r"Ili\'{c}": "Ili\u0107",
    r"Ili\'c": "Ili\u045b",
    r"\'Cosi\'c": "\u040bosi\u045b",
    r"Cr\`{e}te": "Cr\u044dte",
    r"Ren\'e": r"Ren\'e",
    "MS_Celeb_1M": "MS_Celeb\u2081M",
}
now = {text: unicodeit.replace(text) for text in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
assert unicodedata.name(now[r"Ili\'c"][-1]).startswith("CYRILLIC")
print("ok: unicodeit writes the accent of Ili\\'c as a Cyrillic letter, and that of Ili\\'{c} as a Latin one")
PY
