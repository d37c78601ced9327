#!/usr/bin/env bash
# Package: splink 5.0.0
# Behaviour: PercentageDifferenceLevel divides the difference of two numbers by the greater of them, not by its size. Of two
#   negative numbers the share is negative and so within any percentage: longitudes -122.4 and -0.1, or balances of -5
#   and -5,000, are within 1 %. Two zeros are not within 1 % of each
#   other.
# A good guess: a share of the greater magnitude, and equal numbers are equal.
# Matters: places and scores (log odds, changes) below zero. All places west of Greenwich agree in longitude, and
#   the weight of an agreement, which is learned, is that of nothing.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check splink==5.0.0
"$d/venv/bin/python" - <<'PY'
import logging
import sys

import pyarrow
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison

logging.disable()
SEEN = {
    (100.0, 99.5): True,
    (100.0, 50.0): False,
    (122.4, 0.1): False,
    (-122.4, -0.1): True,
    (-5.0, -5000.0): True,
    (0.0, 0.0): False,
}
records = [
    {"unique_id": f"{number}{place}", "pair": number, "value": value}
    for number, values in enumerate(SEEN)
    for place, value in enumerate(values)
]
within = [levels.NullLevel("value"), levels.PercentageDifferenceLevel("value", 0.01), levels.ElseLevel()]
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[CustomComparison(output_column_name="value", comparison_levels=within)],
    blocking_rules_to_generate_predictions=[block_on("pair")],
    retain_intermediate_calculation_columns=True,
)
linker = Linker(DuckDBAPI().register(pyarrow.Table.from_pylist(records)), settings)
found = linker.inference.predict().as_record_list()
now = {(row["value_l"], row["value_r"]): row["gamma_value"] == 1 for row in found}
if now != SEEN:
    sys.exit(f"changed: {now}")
print("ok: for splink -122.4 and -0.1 differ by less than one percent, 0 and 0 do not")
PY
