"""Who has nothing but this repository rebuilds the same weights from the project's own sentences, on any machine.

Covers: citetrail.evaluation.sentence_training.
"""

import json

import pytest

from tests.citetrail.evaluation.own_weights import KEPT, own_weights

# The parser's matrices are multiplied by whatever library the machine has: a sentence or two may be parsed otherwise.
NEAR = 0.05
FEATURES = 0.01  # share


@pytest.mark.slow
def test_own_sentences_give_the_weights_that_were_recorded() -> None:
    """After a change that is meant: `python -m tests.citetrail.evaluation.own_weights`, and read the difference."""
    kept, made = json.loads(KEPT.read_text(encoding="utf-8")), own_weights()
    assert made.keys() == kept.keys()
    for kind, held in kept.items():
        assert made[kind]["labels"] == held["labels"]
        assert made[kind]["bias"] == pytest.approx(held["bias"], abs=NEAR)
        assert made[kind]["features"] == pytest.approx(held["features"], rel=FEATURES)
        both = made[kind]["largest"].keys() & held["largest"].keys()
        assert len(both) >= 0.95 * len(held["largest"])
        assert all(made[kind]["largest"][name] == pytest.approx(held["largest"][name], abs=NEAR) for name in both)
