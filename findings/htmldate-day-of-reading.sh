#!/usr/bin/env bash
# Package: htmldate 1.11.0 (with dateparser 1.5.0, on which it falls back)
# Behaviour: where a page states a year and a month, the day of the answer is that on which the page is read:
#   citation_publication_date 2016/05, DC.date.issued 2016-05 and <time datetime="2016-05"> are 2016-05-03 for who reads
#   them on the 3rd of a month and 2016-05-17 for who reads them on the 17th; 2015/02 read on the 30th is 2015-02-28. A year
#   alone is the first of January, and 2016-05 in JSON-LD the first of May.
# A good guess: 2016-05-01, as for the year and for JSON-LD, or nothing; the same page has the same date tomorrow.
# Matters: a year and a month are what these fields of journals hold, since many papers have no day. The day published is
#   invented, differs between two runs, and looks like any other; whether a paper came before a withdrawal hangs on it.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0 dateparser==1.5.0 time-machine==3.6.0
"$d/venv/bin/python" - <<'PY'
import sys

import time_machine
from htmldate import find_date
from htmldate.meta import reset_caches

FIELDS = [
    '<meta name="citation_publication_date" content="2016/05">',
    '<meta name="DC.date.issued" content="2016-05">',
    '<time datetime="2016-05">May 2016</time>',
    '<meta name="citation_publication_date" content="2015/02">',
    '<meta name="citation_publication_date" content="2016">',
    '<script type="application/ld+json">{"@type": "Article", "datePublished": "2016-05"}</script>',
    '<meta name="citation_publication_date" content="2016/05/09">',
]
PAGE = "<html><head><title>Faces</title>{}</head><body><h1>Faces</h1><p>The set.</p></body></html>"
SEEN = {
    "2026-11-03": ["2016-05-03"] * 3 + ["2015-02-03", "2016-01-01", "2016-05-01", "2016-05-09"],
    "2026-11-17": ["2016-05-17"] * 3 + ["2015-02-17", "2016-01-01", "2016-05-01", "2016-05-09"],
    "2026-11-30": ["2016-05-30"] * 3 + ["2015-02-28", "2016-01-01", "2016-05-01", "2016-05-09"],
}
now = {}
for day in SEEN:
    with time_machine.travel(day + "T12:00Z"):
        reset_caches()
        now[day] = [find_date(PAGE.format(field)) for field in FIELDS]
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: htmldate dates a paper of May 2016 to the day of the month on which its page is read")
PY
