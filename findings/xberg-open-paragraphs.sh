#!/usr/bin/env bash
# Package: xberg 1.3.9 (the successor of kreuzberg, whose 4.10.4 does the same)
# Behaviour: an HTML page whose paragraphs have no end tags, as HTML allows, comes out as plain text, which is what it
#   gives unless told otherwise, from the last paragraph to the first, each followed once more by all that stand behind
#   it. With end tags the same page is read as it stands, and as Markdown it is right either way.
# A good guess: the standard says where such a paragraph ends (13.1.2.4, optional tags), every reader of HTML follows it,
#   and plain text is Markdown without its marks.
# Matters: pages of people and laboratories written by hand are so, most of the nineties' and many since. "It was
#   withdrawn" stands before what was withdrawn, and a sentence of the last paragraph is counted as often as there are
#   paragraphs.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check xberg==1.3.9 html2text==2025.4.15
cd "$d"
"$d/venv/bin/python" - <<'PY'
import asyncio
import sys

import html2text
import xberg

WORDS = ["We collected Harbour Faces.", "It is for research.", "It was withdrawn."]


def page(end: str) -> str:
    body = "".join(f"<p>{words}{end}\n" for words in WORDS)
    return f"<!doctype html>\n<html lang=en>\n<head><title>Doors</title></head>\n<body>\n{body}</body>\n</html>\n"


def read(html: str, **options: object) -> list[str]:
    given = xberg.ExtractInput(kind=xberg.ExtractInputKind.BYTES, bytes=html.encode(), mime_type="text/html")
    (document,) = asyncio.run(xberg.extract(given, xberg.ExtractionConfig(**options))).results
    return [" ".join(part.split()) for part in document.content.split("\n\n")]


assert html2text.html2text(page("")) == html2text.html2text(page("</p>")), "it is the same page"
assert read(page("</p>")) == WORDS, read(page("</p>"))
assert read(page(""), output_format="markdown")[-3:] == WORDS, "as Markdown it is right"
one, two, three = WORDS
now = read(page(""))
if now != [three, f"{two} {three}", f"{one} {two} {three}"]:
    sys.exit(f"changed: {now}")
print("ok: xberg gives paragraphs without end tags from the last to the first, with repetitions")
PY
