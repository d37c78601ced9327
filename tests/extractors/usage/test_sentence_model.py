"""The shipped weights are what their file says, however little of it is kept."""

import json

from citetrail.records.vocabulary import MemberKind
from extractors.usage.sentence_model import WEIGHTS, from_json, load_model


def test_a_file_is_loaded_to_the_last_digit() -> None:
    raw = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    plain, loaded = from_json(raw, ""), load_model(WEIGHTS)
    for kind, held in raw["kinds"].items():
        for name, weights in list(held["weights"].items())[::97]:
            features = {name: 1.0}
            told = loaded.of_features(MemberKind(kind), features)
            assert told.weights.sums(features) == [b + w for b, w in zip(held["bias"], weights, strict=True)]
            assert told == plain.of_features(MemberKind(kind), features)
