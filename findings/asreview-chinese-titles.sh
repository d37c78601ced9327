#!/usr/bin/env bash
# Package: asreview 3.0.8
# Behaviour: papers without abstract whose titles have no Latin letter or digit are all taken for copies of one
#   paper: titles are compared by a-z and 0-9 alone, so that each is the empty text. One of them is shown, and its
#   label is every other's, included and excluded alike. Their DOIs differ and are not asked.
# A good guess: records are duplicates when they have the same words, or the same DOI; empty is not equal to empty.
# Matters: lists of references have no abstracts. Of all papers in Chinese, Russian or Arabic a reviewer sees one.
# Seen: 2026-11-29, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check asreview==3.0.8
cd "$d"
cat > list.csv <<'CSV'
title,authors,year,doi
人脸识别中的隐私,A. Author,2019,10.5555/1
低光照条件下的检测,B. Author,2020,10.5555/2
Распознавание лиц,C. Author,2021,10.5555/3
Faces in low light,D. Author,2021,10.5555/4
CSV
"$d/venv/bin/python" - <<'PY'
import sys

from asreview.data.loader import load_dataset
from asreview.database.database import Database

records = load_dataset("list.csv", db=Database("project.db")).input.get_records()
groups = {record.doi: record.group_id for record in records}
shown = len(set(groups.values()))
print(groups)
if shown == 2 and groups["10.5555/1"] == groups["10.5555/2"] == groups["10.5555/3"] != groups["10.5555/4"]:
    print("ok: four papers are two, since three titles have no Latin letter")
else:
    print(f"changed: four papers are {shown}")
    sys.exit(1)
PY
