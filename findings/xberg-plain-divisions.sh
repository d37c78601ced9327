#!/usr/bin/env bash
# Package: xberg 1.3.9 (the successor of kreuzberg)
# Behaviour: as plain text, which is what it gives unless told otherwise, an HTML page has its headings, paragraphs, items
#   of lists, tables and preformatted lines. Words that stand in another element (div, address, figcaption, dl, or a
#   blockquote without paragraphs) are not there, and words parted by a line break (br) are one word. As Markdown the
#   same call has them all.
# A good guess: plain text is Markdown without its marks: all the words of the page.
# Matters: most pages of today put words into div. Of a page on a dataset the conditions of use are gone; a notice that is
#   made of div alone is an empty text, and an address in lines gives "DefenceLaboratory".
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check xberg==1.3.9
cd "$d"
"$d/venv/bin/python" - <<'PY'
import asyncio
import sys

import xberg

PAGE = """<!doctype html>
<html lang="en">
<head><title>Harbour Faces</title></head>
<body>
<h1>Harbour Faces</h1>
<p>Pictures of harbours.<br>Made in 2016.</p>
<div>Not for military use.</div>
<dl><dt>Withdrawn</dt><dd>in 2019</dd></dl>
<blockquote>They never asked us.</blockquote>
<figure><img src="one.jpg" alt=""><figcaption>A sailor.</figcaption></figure>
<address>Defence Laboratory</address>
</body>
</html>
"""


def words(**options: object) -> list[str]:
    given = xberg.ExtractInput(kind=xberg.ExtractInputKind.BYTES, bytes=PAGE.encode(), mime_type="text/html")
    (document,) = asyncio.run(xberg.extract(given, xberg.ExtractionConfig(**options))).results
    return document.content.split()


marked = " ".join(words(output_format="markdown"))
for passage in ("harbours. Made", "Not for military use.", "Withdrawn in 2019", "They never asked us.", "A sailor.",
                "Defence Laboratory"):  # fmt: skip
    assert passage in marked, (passage, marked)
now = " ".join(words())
if now != "Harbour Faces Pictures of harbours.Made in 2016. ![](one.jpg)":
    sys.exit(f"changed: {now}")
print("ok: xberg's plain text leaves out what stands in div, dl, address, figcaption and blockquote of a page")
PY
