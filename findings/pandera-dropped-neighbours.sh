#!/usr/bin/env bash
# Package: pandera 0.35.0 (with pandas 3.1.1)
# Behaviour: drop_invalid_rows drops every row that has the label of an invalid one. Tables put together with pd.concat, each
#   of which counts from 0, have each label twice: of p1, p2 and p3, p4, of which p2 is invalid, p4 is dropped too. Once the
#   labels are made anew p4 stays. No exception, no warning, no count of what was dropped.
# A good guess: a row is dropped because of its own values, whatever its label is; labels need not be unique in pandas, and
#   the same schema without dropping names the one bad cell.
# Matters: results of several sources or workers are put together like this before they are checked. For each row that
#   fails in one, sound ones of the others are lost, and what is left passes every check.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check pandera==0.35.0 pandas==3.1.1
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

import pandas as pd
import pandera.pandas as pa

warnings.simplefilter("error")
first = pd.DataFrame({"paper": ["p1", "p2"], "use": ["used", "perhaps"]})
second = pd.DataFrame({"paper": ["p3", "p4"], "use": ["cited", "used"]})
together = pd.concat([first, second])
columns = {"paper": pa.Column(str), "use": pa.Column(str, pa.Check.isin(["used", "cited"]))}
dropping = pa.DataFrameSchema(columns, drop_invalid_rows=True)
try:
    pa.DataFrameSchema(columns).validate(together, lazy=True)
    bad = []
except pa.errors.SchemaErrors as told:
    bad = told.failure_cases["failure_case"].tolist()
kept = dropping.validate(together, lazy=True)["paper"].tolist()
renumbered = dropping.validate(together.reset_index(drop=True), lazy=True)["paper"].tolist()
if (bad, kept, renumbered) != (["perhaps"], ["p1", "p3"], ["p1", "p3", "p4"]):
    sys.exit(f"changed: {bad} {kept} {renumbered}")
print("ok: pandera drops the sound fourth paper, because it has the label of the bad second")
PY
