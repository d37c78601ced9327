"""The weights that the project's own sentences give, as `test_own_weights` compares them.

Written anew by `python -m tests.citetrail.evaluation.own_weights`, after a change of sentences or features.
"""

import json
from pathlib import Path
from typing import Any

from citetrail.evaluation.labelled_sentences import own_sentences, parsed
from citetrail.evaluation.sentence_training import examples, train

KEPT = Path(__file__).with_name("own_weights.json")
LARGEST = 60  # features of each kind: those that weigh most on use


def own_weights() -> dict[str, Any]:
    """For each kind of name its labels, intercepts, number of features, and the features that weigh most on use."""
    return {kind: _told(held) for kind, held in train(examples(parsed(own_sentences())))["kinds"].items()}


def _told(held: dict[str, Any]) -> dict[str, Any]:
    rows = held["weights"]
    largest = sorted(rows, key=lambda name: (-abs(rows[name][0]), name))[:LARGEST]
    return {
        "labels": held["labels"],
        "bias": held["bias"],
        "features": len(rows),
        "largest": {name: rows[name][0] for name in sorted(largest)},
    }


if __name__ == "__main__":
    KEPT.write_text(json.dumps(own_weights(), indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
