#!/usr/bin/env bash
# Package: spacy 3.8.18
# Behaviour: merge_entities, which makes one token of each entity, leaves the numbers of tokens in doc.spans as they
#   were: each span behind an entity of six words is five tokens off from then on, under its old label. Its text and
#   tokens are those of the new place, its start_char and to_json those of the old. Nothing is said; a span that would
#   lie behind the end is cut short. Entities (doc.ents) are right.
# A good guess: spans move with their tokens, as entities do; at worst the group is emptied, or refuses to be read.
# Matters: one component finds names of datasets, another makes authors' institutions one token for the parser. In "we
#   trained on Harbour Faces, not on Market Faces" the dataset that was used is then the other one.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

import spacy

warnings.simplefilter("error")
COLLEGE = "Army Engineering College of North Harbour"
TEXT = f"At {COLLEGE} we trained on Harbour Faces, not on Market Faces."


def found(*more: str) -> tuple[list[str], list[str], list[dict[str, object]]]:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": COLLEGE}])
    nlp.add_pipe("span_ruler").add_patterns([{"label": "USED", "pattern": "Harbour Faces"}])
    for name in more:
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert doc.text == TEXT
    return [span.text for span in doc.spans["ruler"]], [e.text for e in doc.ents], doc.to_json()["spans"]["ruler"]


plain, merged = found(), found("merge_entities")
assert plain[:2] == (["Harbour Faces"], [COLLEGE])
if merged != (["Market Faces"], [COLLEGE], plain[2]):
    sys.exit(f"changed: {merged}")
print("ok: once spacy has merged an entity, a span that was Harbour Faces is Market Faces")
PY
