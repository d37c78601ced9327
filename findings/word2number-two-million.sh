#!/usr/bin/env bash
# Package: word2number 1.1
# Behaviour: figures before a word of number are passed over: "2 million" is 1000000, "5.8 million" and "half a
#   million" are so too. "one point five million" is 1, without the half and without the million. Numbers of a
#   sentence are added up: "ten million images of a hundred thousand people" is 10200000. None of these raises, as
#   "1,500" does.
# A good guess: 2000000, 5800000 and 1500000; ValueError for what it cannot read, which it has for other texts.
# Matters: papers write sizes of datasets as "5.8 million images". In a table each of them is a million, and "one
#   point five million" the smallest of all.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check word2number==1.1 setuptools==80.9.0
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

from word2number import w2n

warnings.simplefilter("error")
SEEN = {
    "2 million": 1_000_000,
    "5.8 million": 1_000_000,
    "half a million": 1_000_000,
    "one point five million": 1,
    "ten million images of a hundred thousand people": 10_200_000,
    "two million": 2_000_000,
    "three point one four": 3.14,
    "1,500": None,
}


def read(text: str) -> float | None:
    try:
        return w2n.word_to_num(text)
    except ValueError:
        return None


now = {text: read(text) for text in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: word2number makes one million of 2 million and of 5.8 million, and 1 of one point five million")
PY
