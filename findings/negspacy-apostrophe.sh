#!/usr/bin/env bash
# Package: negspacy 1.1.0 (spacy 3.8.18)
# Behaviour: "We didn't use Harbour" is a denial, "We didn’t use Harbour", with the apostrophe that every typeset
#   paper prints, is none; so it is with wasn’t and the others of the default phrases, which have didn't and even
#   didnt. "never" denies before the name and not behind it: "Harbour was not used" is a denial, "Harbour was never
#   used" none, and "neither" is in no list.
# A good guess: contractions are one word in either spelling, as for spaCy, which splits both alike into did and n't
#   or n’t.
# Matters: one sign makes "used" of "not used" in exactly the texts that were typeset, and tests typed on a keyboard
#   do not see it.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check negspacy==1.1.0 spacy==3.8.18
"$d/venv/bin/python" -W ignore - <<'PY'
import sys

import spacy
from negspacy.negation import Negex

assert Negex
nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
nlp.add_pipe("entity_ruler").add_patterns([{"label": "DATA", "pattern": "Harbour"}])
nlp.add_pipe("negex", config={"ent_types": ["DATA"]})
SEEN = {
    "We didn't use Harbour.": True,
    "We didn’t use Harbour.": False,
    "It wasn't trained on Harbour.": True,
    "It wasn’t trained on Harbour.": False,
    "We did not use Harbour.": True,
    "Harbour was not used.": True,
    "We never used Harbour.": True,
    "Harbour was never used.": False,
    "We used neither Harbour nor others.": False,
    "We used Harbour.": False,
}
now = {text: nlp(text).ents[0]._.negex for text in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: negspacy hears didn't with a typewriter's apostrophe, and not with a printed one")
PY
