"""The loss beside the effort curve is the one that ASReview computes.

Covers: citetrail.review.effort_curve.
"""

import json
import random
from pathlib import Path

import pytest

from citetrail.review.effort_curve import loss
from tests.interop.conftest import Reader


def test_the_loss_is_asreviews(read_by: Reader, tmp_path: Path) -> None:
    draw = random.Random(7)
    orders = [[1, 0, *(int(draw.random() < share) for _ in range(40))] for share in (0.05, 0.3, 0.9)]
    orders += [[0] * 5 + [1] * 5, [1] * 5 + [0] * 5]
    path = tmp_path / "labels.json"
    path.write_text(json.dumps(orders), encoding="utf-8")
    curves = [[(n, sum(labels[:n])) for n in range(len(labels) + 1)] for labels in orders]
    assert [loss(points) for points in curves] == pytest.approx(read_by("asreview", "read_loss.py", path))
