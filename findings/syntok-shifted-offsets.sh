#!/usr/bin/env bash
# Package: syntok 1.4.4
# Behaviour: a token says at which character of the text it begins. The splitter puts words together that were parted by
#   a hyphen at a line's end, and from then on the places are those of its shorter text: two characters too small after
#   each such word, to the end of the paragraph. The words themselves are right.
# A good guess: an offset that is given with each token is its place in the text that was given; the words that are put
#   together are, after all, the reason why one would need it.
# Matters: text from PDF has such a hyphen every few lines. A sentence that is cut out of the text, or marked on the page,
#   by the places of its first and last token is the end of one sentence and the beginning of another.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check syntok==1.4.4
cd "$d"
"$d/venv/bin/python" - <<'PY'
import sys

import syntok.segmenter

WHOLE = "The pictures were collected at sea. We did not use Market Faces. They are gone."
PARTED = "The pic-\ntures were col-\nlected at sea. We did not use Mar-\nket Faces. They are gone."


def sentences(text: str) -> list[tuple[str, str]]:
    """Each sentence by the places of its first and last token, and put together from its tokens."""
    return [
        (
            text[sentence[0].offset : sentence[-1].offset + len(sentence[-1].value)],
            "".join(token.spacing + token.value for token in sentence).strip(),
        )
        for paragraph in syntok.segmenter.process(text)
        for sentence in paragraph
    ]


assert all(cut == told for cut, told in sentences(WHOLE)), sentences(WHOLE)
assert [told for _, told in sentences(PARTED)] == [told for _, told in sentences(WHOLE)], sentences(PARTED)
now = [cut for cut, _ in sentences(PARTED)]
if now != ["The pic-\ntures were col-\nlected at ", "ea. We did not use Mar-\nket ", "aces. They are"]:
    sys.exit(f"changed: {now}")
print("ok: after a hyphen at a line's end syntok's tokens say that they stand two characters before their place")
PY
