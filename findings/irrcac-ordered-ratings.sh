#!/usr/bin/env bash
# Package: irrCAC 0.4.4 (with pandas 2.3.3)
# Behaviour: with the weights "ordinal", "linear" or "quadratic" the ratings are ranked by the alphabet, also where the
#   table's columns are ordered categories of pandas (low < medium < high): high, low, medium is the order that counts. Fleiss'
#   kappa of two reviewers who never differ by more than one step is 0.034 instead of 0.493, Gwet's AC2 -0.014 instead of
#   0.565. Only the argument `categories`, which the documents propose for ratings that nobody gave, changes the order.
# A good guess: the order that the data declare is the order, as it is for pandas' own sort, min and max; without a declared one
#   words under an ordinal weight are refused, as krippendorff 0.9.0 does.
# Matters: agreement of reviewers is what one publishes to say how far labels can be trusted. A sound review is published
#   as chance; with words in another alphabetical order a poor one as sound.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check irrCAC==0.4.4 pandas==2.3.3
"$d/venv/bin/python" - <<'PY'
import sys
import warnings

import pandas as pd
from irrCAC.raw import CAC

warnings.simplefilter("ignore", DeprecationWarning)
STEPS = ["low", "medium", "high"]
PAIRS = [("low", "low"), ("medium", "medium"), ("high", "high"), ("low", "medium"), ("medium", "high"), ("high", "medium")]
ordered = pd.DataFrame(PAIRS).astype(pd.CategoricalDtype(STEPS, ordered=True))


def coefficients(table, **options):
    agreement = CAC(table, weights="ordinal", **options)
    return [agreement.fleiss()["est"]["coefficient_value"], agreement.gwet()["est"]["coefficient_value"]]


declared = coefficients(ordered)
named = coefficients(ordered, categories=STEPS)
numbers = coefficients(pd.DataFrame([[STEPS.index(step) for step in pair] for pair in PAIRS]))
if ordered.max().tolist() != ["high", "high"] or declared != [0.03448, -0.01408] or not named == numbers == [0.49296, 0.56539]:
    sys.exit(f"changed: {declared} {named} {numbers}")
print("ok: irrCAC ranks low, medium, high by the alphabet though the data declare their order: 0.03 instead of 0.49")
PY
