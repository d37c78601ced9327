"""Trains the sentence model from labelled sentences; the same rows give the same bytes of weights."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citetrail.evaluation.labelled_sentences import Labelled
from citetrail.records.vocabulary import USE_ROLES, MemberKind
from extractors.usage.features import Features, features_of
from extractors.usage.sentence_model import WEIGHTS, SentenceModel, from_json, sealed

# A feature must be seen in this many papers or frames; one that only real papers have, in MOST_CARE of them, so that
# no sentence of a paper can be read out of the weights.
SEEN = 2
MOST_CARE = 5
LONGEST = 3  # words of a feature
# What a sentence written for the project counts beside a real one: chosen the same way. Sentences about datasets were
# written with every denial in mind and teach as much; real ones tell architectures from weights better.
BESIDE_REAL = {MemberKind.DATASET: 1.0, MemberKind.MODEL: 0.1}
STRENGTH = 0.3  # C of the logistic regression: chosen by five-fold cross-validation by paper
# Of a weight: the fourth digit moves no score of the labelled sentences, and the file is read by people.
DIGITS = 3
FAINT = 0.004  # weights this near nought are left out


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """A labelled sentence with its features read once."""

    row: Labelled
    features: Features


def examples(rows: Sequence[Labelled]) -> list[TrainingExample]:
    return [TrainingExample(r, features_of(r.sentence)) for r in rows]


def train(given: Sequence[TrainingExample]) -> dict[str, Any]:
    """The weights of both kinds as JSON values."""
    kinds = {k: [e for e in given if e.row.sentence.kind is k] for k in MemberKind}
    return {"kinds": {str(k): _train_kind(held, BESIDE_REAL[k]) for k, held in kinds.items()}}


def model_of(given: Sequence[TrainingExample]) -> SentenceModel:
    """The model that these examples make, without a file."""
    return from_json(train(given), "in memory")


def write(weights: Mapping[str, Any], path: Path = WEIGHTS) -> None:
    """One feature a line, in order, so that a change of the weights can be read, below the SHA-256 of all lines."""
    lines = []
    for kind, held in weights["kinds"].items():
        head = {k: v for k, v in held.items() if k != "weights"}
        rows = ",\n".join(f"{json.dumps(n, ensure_ascii=True)}:{json.dumps(w)}" for n, w in held["weights"].items())
        lines.append(f'"{kind}":{json.dumps(head)[:-1]},"weights":{{\n{rows}\n}}}}')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sealed('{"kinds":{' + ",\n".join(lines) + "}}\n"), encoding="utf-8")


def kept_features(given: Sequence[TrainingExample]) -> set[str]:
    """Features that enough frames and papers have, and of few enough words."""
    frames: dict[str, set[str]] = {}
    papers: dict[str, set[str]] = {}
    for example in given:
        places = papers if example.row.real else frames
        for name in example.features:
            places.setdefault(name, set()).add(example.row.group)
    names = frames.keys() | papers.keys()
    return {
        name
        for name in names
        if len(name.partition(":")[2].split()) <= LONGEST
        and (len(frames.get(name, ())) >= SEEN or len(papers.get(name, ())) >= MOST_CARE)
    }


def _train_kind(given: Sequence[TrainingExample], beside_real: float) -> dict[str, Any]:
    from sklearn.feature_extraction import DictVectorizer

    kept = kept_features(given)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{n: v for n, v in e.features.items() if n in kept} for e in given])
    # liblinear takes 32-bit indices only.
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    labels = sorted({e.row.label for e in given})
    beside = beside_real if any(e.row.real for e in given) else 1.0
    weights = [e.row.weight * (1.0 if e.row.real else beside) for e in given]
    heads = [_head(matrix, [e.row.label in USE_ROLES for e in given], weights)]
    heads += [_head(matrix, [e.row.label == label for e in given], weights) for label in labels]
    rows = {}
    for index, name in enumerate(vectorizer.get_feature_names_out()):
        row = [round(float(h.coef_[0][index]), DIGITS) + 0.0 for h in heads]
        if any(abs(w) > FAINT for w in row):
            rows[str(name)] = row
    return {"labels": labels, "bias": [round(float(h.intercept_[0]), DIGITS) for h in heads], "weights": rows}


def _head(matrix: Any, so: Sequence[bool], weights: Sequence[float]) -> Any:
    from sklearn.linear_model import LogisticRegression

    head = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=100, intercept_scaling=5.0, random_state=0)
    return head.fit(matrix, list(so), sample_weight=list(weights))
