"""Keeps the figures that the rules have reached on hand-labelled papers. Raise them when they rise.

Covers: extractors.usage, citetrail.evaluation.usage_scores.
"""

from pathlib import Path
from typing import Any

import pytest

from citetrail.evaluation.calibrating import fit
from citetrail.evaluation.gold_usage import load_gold
from citetrail.evaluation.usage_scores import JudgedDocument, judge, read_gold, report
from citetrail.records.target_files import load_target
from extractors.usage.calibration import calibration

pytestmark = [pytest.mark.gold, pytest.mark.slow]


@pytest.fixture(scope="module")
def judged(shared: Path) -> list[JudgedDocument]:
    target = load_target("ms-celeb-1m")
    papers = load_gold(shared / "gold" / "papers" / "papers.jsonl", target)
    return [judge(p, read_gold(p), target) for p in papers]


@pytest.fixture(scope="module")
def found(judged: list[JudgedDocument]) -> dict[str, dict[str, Any]]:
    return report(judged)


@pytest.mark.parametrize(("name", "least"), [("used", 0.95), ("not used", 0.95), ("members", 0.95), ("roles", 0.82)])
def test_f1(found: dict[str, dict[str, Any]], name: str, least: float) -> None:
    assert found["all"][name].f1 >= least


@pytest.mark.parametrize("part", ["tuned", "held out"])
def test_both_parts_are_alike(found: dict[str, dict[str, Any]], part: str) -> None:
    assert found[part]["used"].f1 >= 0.9
    assert found[part]["not used"].f1 >= 0.9
    assert found[part]["members"].f1 >= 0.9


def test_every_quotation_is_exact(found: dict[str, dict[str, Any]]) -> None:
    assert found["all"]["exact quotes"] == found["all"]["quotes"] > 300


def test_scores_mean_something(found: dict[str, dict[str, Any]]) -> None:
    assert found["all"]["brier"] < 0.05


def test_uses_come_first(found: dict[str, dict[str, Any]]) -> None:
    read, of = found["all"]["effort"]
    assert read <= 0.45 * of


def test_the_calibration_is_the_one_that_the_labels_give(judged: list[JudgedDocument]) -> None:
    """`citetrail evaluate calibrate` writes what is shipped; run it when the rules have changed."""
    slope, offset = fit(judged)
    assert slope == pytest.approx(calibration().slope, abs=0.1)
    assert offset == pytest.approx(calibration().offset, abs=0.1)


def test_a_curriculum_vitae_is_no_use(found: dict[str, dict[str, Any]]) -> None:
    others = [d for d in found["all"]["other documents"] if "vitae" in d["title"]]
    assert len(others) == 2
    assert not [d for d in others if d["verdict"] == "uses"]
