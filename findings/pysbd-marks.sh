#!/usr/bin/env bash
# Package: pysbd 0.3.4
# Behaviour: a sentence in which one of some uncommon signs stands (♭ of music, ∯ of integrals, ☉ of the sun) is not
#   among its sentences: the splitter uses these signs inside for notes of its own. This happens with clean=False,
#   which stands for text that is not to be altered, and with char_span=True the spans leave a hole. ♠, ♮ and † pass.
# A good guess: without cleaning, the sentences put together are the text; a sign it does not know is a letter.
# Matters: where figures are taken by footnotes, authors mark affiliations with ♠ ♣ ♦ ♭. The marked affiliation is
#   lost, and so is a sentence with such a sign; a search for who wrote a paper, or what it used, finds nothing there.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pysbd==0.3.4
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

warnings.simplefilter("ignore")

import pysbd  # noqa: E402

TEXT = "The models were trained on Harbour Faces. {0} Army College, Northtown. The others are from Example Labs."
LAST = "The others are from Example Labs."
plain = pysbd.Segmenter(language="en", clean=False)
spans = pysbd.Segmenter(language="en", clean=False, char_span=True)

for mark in "♠♮†":
    text = TEXT.format(mark)
    assert "".join(plain.segment(text)) == text, (mark, plain.segment(text))
for mark in "♭∯☉":
    text = TEXT.format(mark)
    left, where = plain.segment(text), [(s.start, s.end) for s in spans.segment(text)]
    if "Army" in "".join(left) or left[-1] != LAST:
        sys.exit(f"changed: {mark}: {left}, {where}")
print("ok: pysbd leaves out a sentence marked with a flat sign, clean or not")
PY
