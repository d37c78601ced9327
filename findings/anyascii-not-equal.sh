#!/usr/bin/env bash
# Package: anyascii 0.3.3 (beside unidecode 1.4.0)
# Behaviour: signs that deny become those that affirm: ≠ is =, ≢ is =, ∉ is E as ∈ is, ≮ is < and ≰ is <, ⊈ is <. A fraction
#   joins the number before it: 10½ is 101/2, 2¾ is 23/4, which are other numbers; superscripts do so too (10⁻⁷ is 10-7), as
#   with unidecode, which otherwise leaves these signs out and sets a space before a fraction.
# A good guess: a sign without a counterpart is left out or written out (!=), as → and × are by their looks; a fraction is set
#   apart from the number before it. No word of its documents says that what a text states may turn round.
# Matters: one normalises titles and table cells with it. "MS1M ≠ MS-Celeb-1M" says that they are one, 10½ hours are 50,
#   "accuracy ≮ 0.9" is below 0.9; the words around stay as they were, so that nothing looks amiss.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check anyascii==0.3.3 unidecode==1.4.0
"$d/venv/bin/python" - <<'PY'
import sys

from anyascii import anyascii
from unidecode import unidecode

SEEN = {
    "MS1M ≠ MS-Celeb-1M": "MS1M = MS-Celeb-1M",
    "a ≢ b": "a = b",
    "x ∉ Y": "x E Y",
    "x ∈ Y": "x E Y",
    "accuracy ≮ 0.9": "accuracy < 0.9",
    "a ≰ b": "a < b",
    "A ⊈ B": "A < B",
    "10½ hours": "101/2 hours",
    "2¾": "23/4",
    "10⁻⁷": "10-7",
}
now = {text: anyascii(text) for text in SEEN}
beside = {text: unidecode(text) for text in ("10½ hours", "MS1M ≠ MS-Celeb-1M")}
if now != SEEN or "=" in beside["MS1M ≠ MS-Celeb-1M"] or beside["10½ hours"] != "10 1/2 hours":
    sys.exit(f"changed: {now} {beside}")
print("ok: anyascii writes the signs for is not equal and is not less as those for is, and 10½ as 101/2")
PY
