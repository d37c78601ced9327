#!/usr/bin/env bash
# Package: jellyfish 1.3.0
# Behaviour: the match rating approach counts bytes of UTF-8 where its rules count letters. Any two names of two Chinese
#   letters match, 王伟 and 李娜 or 田中 and 鈴木; Şen and Çam match while Sen and Cam do not. The codex, six letters at
#   most, of a name of three repeats it (王小明王小明), and a long name beside a short one is None, not comparable, where
#   the same names in Latin letters are compared and told apart. The same functions in Python, which the package holds
#   too (jellyfish._jellyfish), answer by letters.
# A good guess: names without a letter in common do not match; a compiled function answers as the one it replaces.
# Matters: record linkage of authors. Chinese, Japanese and Korean names of two letters are all one person, and Turkish
#   ones match by their accents, though the rules as published deny it.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check jellyfish==1.3.0
"$d/venv/bin/python" - <<'PY'
import sys

import jellyfish
from jellyfish import _jellyfish as in_python

SEEN = {
    ("王伟", "李娜"): (True, False),
    ("田中", "鈴木"): (True, False),
    ("Şen", "Çam"): (True, False),
    ("Sen", "Cam"): (False, False),
    ("Папа", "Дом"): (None, False),
    ("Papa", "Dom"): (False, False),
    ("Wang", "Wong"): (True, True),
}
functions = (jellyfish.match_rating_comparison, in_python.match_rating_comparison)
now = {pair: tuple(function(*pair) for function in functions) for pair in SEEN}
codex = jellyfish.match_rating_codex("王小明"), in_python.match_rating_codex("王小明")
if now != SEEN or codex != ("王小明王小明", "王小明"):
    sys.exit(f"changed: {now} {codex}")
print("ok: jellyfish's match rating takes any two names of two Chinese letters for one, its own Python does not")
PY
