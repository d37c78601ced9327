#!/usr/bin/env bash
# Package: weasyprint 70.0 (needs Pango)
# Behaviour: numbers that HTML gives a list are left out: <ol start="51"> is printed from 1, <li value="60"> as 2, a list
#   that is reversed counts upwards. With presentational_hints=True, an option for old attributes of looks, start and
#   value count and reversed does not. There is no warning, as there is for rules of CSS that are not known; a
#   counter that is set in CSS counts.
# A good guess: start and value are meaning, not looks; browsers, and print from them, keep them in every mode.
# Matters: a list of sources that goes on after a heading or on another sheet begins again: [51] in the text is 1 in the
#   list, and the reader is sent to another paper.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2
"$d/venv/bin/python" - <<'PY'
import re
import sys

import pypdfium2
from weasyprint import HTML


def numbers(page: str, **options: bool) -> list[int]:
    # PDFium gives the numbers behind the words.
    printed = pypdfium2.PdfDocument(HTML(string=page).write_pdf(**options))[0].get_textpage().get_text_range()
    return [int(number) for number in re.findall(r"(\d+)\.", printed)]


LISTS = {
    "start": '<ol start="51"><li>source<li>source</ol>',
    "value": '<ol><li value="60">source<li>source</ol>',
    "reversed": "<ol reversed><li>source<li>source</ol>",
    "counter": '<ol style="counter-reset: list-item 50"><li>source<li>source</ol>',
}
now = {name: (numbers(page), numbers(page, presentational_hints=True)) for name, page in LISTS.items()}
SEEN = {
    "start": ([1, 2], [51, 52]),
    "value": ([1, 2], [60, 61]),
    "reversed": ([1, 2], [1, 2]),
    "counter": ([51, 52], [51, 52]),
}
if now != SEEN:
    sys.exit(f"changed: {now}")
print('ok: weasyprint prints <ol start="51"> from 1, unless an option for old attributes is set')
PY
