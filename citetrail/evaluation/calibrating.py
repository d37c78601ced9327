"""Fits the calibration of usage scores and writes it as data; the same labels give the same bytes."""

from collections.abc import Sequence
from pathlib import Path

from citetrail.evaluation.measures import fit_sigmoid
from citetrail.evaluation.split import held_out
from citetrail.evaluation.usage_scores import JudgedDocument
from extractors.usage.calibration import PARAMETERS, logit, raw_score


def fit(judged: Sequence[JudgedDocument]) -> tuple[float, float]:
    """Slope and offset from the papers that were not kept aside."""
    pairs = [(logit(raw_score(j.usage.score)), j.uses) for j in judged if j.gold.counted and not held_out(j.gold.key)]
    return fit_sigmoid(pairs)


def write(slope: float, offset: float, count: int, path: Path = PARAMETERS) -> None:
    """The parameter file. `count` is the number of papers behind it."""
    path.write_text(
        "# Written by `citetrail evaluate calibrate`: from the raw score to the probability of a use.\n"
        f"# Platt's sigmoid over log-odds, fitted on {count} hand-labelled papers.\n"
        f"slope = {slope:.4f}\noffset = {offset:.4f}\n",
        encoding="utf-8",
    )
