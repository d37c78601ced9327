#!/usr/bin/env bash
# Package: pykakasi 2.3.0
# Behaviour: a word whose first character is one of the many variants that names are written with (髙, 濵, 栁) is left out
#   as a whole, its known characters too: 髙橋 (Takahashi) is nothing, 髙橋一郎 is ichirou, 濵田 (Hamada) is nothing. Behind a
#   known one the variant is dropped and the known one comes twice: 宮﨑 (Miyazaki) is "miya miya", 山﨑 "yama yama".
#   高橋, 浜田 and 宮崎 are right.
# A good guess: an unknown character stays or becomes ???, which stands in its own code for that, and those beside it are
#   read; what is put together from orig is the text that went in.
# Matters: 髙 and 﨑 stand in two of Japan's common family names, on title pages as in registers. Authors lose their family
#   name, or get one that does not exist; two different people of one given name become one author.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pykakasi==2.3.0
"$d/venv/bin/python" - <<'PY'
import sys

import pykakasi

SEEN = {
    "髙橋": ("", "髙"),
    "髙橋一郎": ("ichirou", "髙一郎"),
    "濵田一郎": ("ichirou", "濵一郎"),
    "宮﨑": ("miya miya", "宮宮"),
    "山﨑": ("yama yama", "山山"),
    "高橋一郎": ("takahashi ichirou", "高橋一郎"),
    "浜田": ("hamada", "浜田"),
    "宮崎": ("miyazaki", "宮崎"),
}
reader = pykakasi.kakasi()
now = {}
for name in SEEN:
    words = reader.convert(name)
    latin = " ".join(word["hepburn"] for word in words).strip()
    now[name] = (latin, "".join(word["orig"] for word in words))
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: pykakasi reads Takahashi and Hamada as nothing, and Miyazaki as miya miya, where a variant is in the name")
PY
