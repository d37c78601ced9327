#!/usr/bin/env bash
# Package: trafilatura 2.3.1
# Behaviour: what stands in <time>, <math>, <label> or <output> is cut out of the middle of a sentence, whatever the format
#   and the choice between precision and recall: "withdrawn on <time>6 June 2019</time> after" is "withdrawn on after". What
#   is struck out (<del>, <s>) stands in plain text like any other word. Its own html2txt keeps all of them.
# A good guess: boilerplate goes (menus, forms, footers) and a sentence that stays, stays whole; a deleted word is left out.
# Matters: pages on datasets mark dates up in this way, as HTML proposes. When a set was withdrawn and what its error rate
#   was are lost without a gap that one could see, and a user whom a correction took back is named as one.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
"$d/venv/bin/python" - <<'PY'
import re
import sys

import trafilatura

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour</title></head><body><main><article><h1>Harbour</h1>
<p>The set was made by a laboratory and holds pictures of many people who passed through the harbour in those years.</p>
<p>Harbour was withdrawn on <time datetime="2019-06-06">6 June 2019</time> after a report, with an error rate of
<math><mn>0.1</mn></math> for <label>women</label>. It was used by <del>Example Defence</del> <ins>Example Design</ins>.</p>
<p>The pictures were collected with the help of many people, who have asked us to say in detail what was done with them.</p>
</article></main></body></html>"""
CUT = (
    "Harbour was withdrawn on after a report, with an error rate of for . "
    "It was used by Example Defence Example Design."
)
CHOICES = [{}, {"favor_recall": True}, {"favor_precision": True}, {"fast": True}, {"output_format": "html"}]


texts = [" ".join(trafilatura.extract(PAGE, **choice).split()) for choice in CHOICES]
now = [CUT in re.sub("<[^>]+>", "", text) for text in texts]
whole = trafilatura.html2txt(PAGE)
if not all(now) or not all(word in whole for word in ("6 June 2019", "0.1", "women")):
    sys.exit(f"changed: {texts} {whole}")
print('ok: trafilatura cuts the date out of "withdrawn on 6 June 2019 after a report", and keeps what was struck out')
PY
