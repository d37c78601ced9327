#!/usr/bin/env bash
# Package: spacy 3.8.18 (English tokenizer)
# Behaviour: a word that ends in a figure and a unit letter is split before the letter, but only at its end: MS1M is
#   MS1 and M, while MS1M-Refined keeps MS1M whole. A PhraseMatcher made from the name MS1M therefore finds "MS1M,"
#   and misses "MS1M-Refined" and "MS1M/LFW"; made from Glint360K likewise.
# A good guess: a name is cut the same way wherever it stands, and the hyphen and slash are the only cuts.
# Matters: dataset names end so (1M, 360K, 10M); the derivatives named after them are what a search must not miss.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
"$d/venv/bin/python" - <<'PY'
import sys

import spacy
from spacy.matcher import PhraseMatcher

nlp = spacy.blank("en")
matcher = PhraseMatcher(nlp.vocab)
matcher.add("name", [nlp.make_doc("MS1M"), nlp.make_doc("Glint360K")])
SEEN = {
    "We train on MS1M, then test.": 1,
    "We train on Glint360K and test.": 1,
    "We train on MS1M-Refined.": 0,
    "We train on MS1M/LFW.": 0,
    "We train on Glint360K-Clean.": 0,
}
now = {sentence: len(matcher(nlp(sentence))) for sentence in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: spaCy's PhraseMatcher finds the name MS1M alone and misses it in MS1M-Refined")
PY
