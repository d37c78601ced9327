#!/usr/bin/env bash
# Package: htmldate 1.11.0
# Behaviour: asked for the original date (original_date=True), it hands out the day of the last change where the day
#   of publication is told by year or by month: datePublished 2016 or 2016-06 beside dateModified 2019-05-05 is
#   2019-05-05. Alone, a citation_publication_date of 2016/06 is the 30th of June, 2016/02 the 29th of February, "June
#   2016" the 1st of January, and the same 2016-06 in JSON-LD the 1st of June.
# A good guess: 2016, in whatever form a date without a day has, or None; a change is not asked for. If a day must be
#   filled in, then one day for all.
# Matters: papers are dated by month or year. The page of one from 2016 that was touched in 2019 is of 2019, after the
#   dataset was withdrawn, and its use one after the withdrawal.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0
"$d/venv/bin/python" -W ignore - <<'PY'
import sys

from htmldate import find_date


def first(head: str) -> str | None:
    return find_date(f"<html><head>{head}</head><body><p>Faces</p></body></html>", original_date=True)


def article(**dates: str) -> str:
    told = "".join(f', "{name}": "{date}"' for name, date in dates.items())
    return f'<script type="application/ld+json">{{"@type": "ScholarlyArticle"{told}}}</script>'


def cited(date: str) -> str:
    return f'<meta name="citation_publication_date" content="{date}">'


SEEN = {
    article(datePublished="2016-06-26", dateModified="2019-05-05"): "2016-06-26",
    article(datePublished="2016-06", dateModified="2019-05-05"): "2019-05-05",
    article(datePublished="2016", dateModified="2019-05-05"): "2019-05-05",
    article(datePublished="2016-06"): "2016-06-01",
    cited("2016/06/26"): "2016-06-26",
    cited("2016/06"): "2016-06-30",
    cited("2016/02"): "2016-02-29",
    cited("June 2016"): "2016-01-01",
}
now = {head: first(head) for head in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: htmldate gives the day of the last change for a page that was published in 2016-06")
PY
