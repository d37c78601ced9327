#!/usr/bin/env bash
# Package: pypandoc-binary 1.17 (pandoc 3.9)
# Behaviour: RIS writes a date as year/month/day/other, where all but the year may be empty. pandoc's RIS reader
#   understands a bare year only: 2016/10/08 and 2016/10// give a paper without any date, 2016/// the years 2016, 0,
#   0 and 0; no warning.
# A good guess: the year at least, since it stands first in every form.
# Matters: exports of reference managers carry the slashes; a paper without a year cannot be matched or counted by
#   year.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$d/venv/bin/python" - <<'PY'
import json
import sys

import pypandoc


def issued(date: str) -> object:
    record = f"TY  - JOUR\nAU  - Lee, Wei\nTI  - Faces at a distance\nPY  - {date}\nER  - \n"
    (paper,) = json.loads(pypandoc.convert_text(record, "csljson", format="ris"))
    assert paper["title"] == "Faces at a distance"
    return paper.get("issued", {}).get("date-parts", [])


SEEN = {"2016": [[2016]], "2016/10/08": [], "2016/10//": [], "2016///": [[2016], [0], [0], [0]]}
now = {date: issued(date) for date in SEEN}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: pandoc keeps PY 2016 of a RIS record, loses 2016/10/08 and 2016/10//, and makes four years of 2016///")
PY
