#!/usr/bin/env bash
# Package: venn-abers 1.5.4
# Behaviour: VennAbersCalibrator called with scores and labels (predict_proba with p_cal, y_cal, p_test) adds the labels up
#   as numbers. With 1 and 2 in place of 0 and 1 the probabilities of forty cases become -0.44 and 1.44, with -1 and 1
#   they become 1.75 and -0.75; each row still sums to one. predict then names one class for all, or moves its border,
#   and the bounds of VennAbers change sides. Given a classifier (fit, then predict_proba), the same calibrator takes
#   the same labels as they are meant.
# A good guess: scikit-learn's way: two classes are two classes whatever their labels, here as in its own fit, and a
#   probability lies between 0 and 1.
# Matters: calibrated scores say how sure a reviewer may be, and 1/2 or -1/1 are common codes of two raters' labels. With
#   them a threshold at 0.5 passes everything, or other cases, without a word.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check venn-abers==1.5.4
"$d/venv/bin/python" - <<'PY'
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from venn_abers import VennAbersCalibrator

MEANT = np.array([int(sign) for sign in "0001000010" "0100101001" "1011010110" "1101111101"])
score = (np.arange(40) + 0.5) / 40
scores = np.column_stack([1 - score, score])
asked = np.array([[0.95, 0.05], [0.5, 0.5], [0.05, 0.95]])
now, fitted = {}, {}
for labels in [(0, 1), (1, 2), (-1, 1)]:
    coded = np.array(labels)[MEANT]
    given = {"p_cal": scores, "y_cal": coded, "p_test": asked}
    chances = VennAbersCalibrator().predict_proba(**given)[:, 1].round(2).tolist()
    chosen = VennAbersCalibrator().predict(**given)[:, 1].astype(int).tolist()
    now[labels] = (chances, chosen)
    calibrator = VennAbersCalibrator(estimator=LogisticRegression(), inductive=True, cal_size=0.4, random_state=0)
    calibrator.fit(score[:, None], coded)
    fitted[labels] = calibrator.predict_proba(asked[:, 1:])[:, 1].round(3).tolist()
SEEN = {
    (0, 1): ([0.22, 0.57, 0.75], [0, 1, 1]),
    (1, 2): ([0.75, 1.44, 2.62], [1, 1, 1]),
    (-1, 1): ([-0.75, 0.3, 0.62], [0, 0, 1]),
}
if now != SEEN or not fitted[0, 1] == fitted[1, 2] == fitted[-1, 1]:
    sys.exit(f"changed: {now} {fitted}")
print("ok: venn-abers gives probabilities of 1.44 and -0.75 where two classes are labelled 1 and 2, or -1 and 1")
PY
