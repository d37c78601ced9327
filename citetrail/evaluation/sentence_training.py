"""Trains the sentence model from labelled sentences; the same rows give the same bytes of weights."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from citetrail.evaluation.labelled_sentences import Labelled
from citetrail.records.vocabulary import MemberKind
from extractors.usage.features import Features, features_of
from extractors.usage.sentence_model import VIEWED, WEIGHTS, SentenceModel, from_json
from extractors.usage.word_view import PARTS, grams_of, part_of

# A feature must be seen in this many papers or frames; one that only real papers have, in MOST_CARE of them, so that
# no sentence of a paper can be read out of the weights.
SEEN = 2
MOST_CARE = 5
LONGEST = 3  # words of a feature
# What a sentence written for the project counts beside a real one: chosen the same way. Sentences about datasets were
# written with every denial in mind and teach as much; real ones tell architectures from weights better.
BESIDE_REAL = {MemberKind.DATASET: 1.0, MemberKind.MODEL: 0.1}
STRENGTH = 0.3  # C of the logistic regression: chosen by five-fold cross-validation by paper
# Whether it is a use is learnt with a second copy of each feature that only real sentences have (Daumé, 2007): the
# written sentences, most of them denials and their twins, must not set what is usual in papers. Uses and others weigh
# alike among the real ones and among the written ones.
USE_STRENGTH = 0.1
USE_BESIDE_REAL = 0.2
WORD_STRENGTH = 3.0
VIEWS = ("papers", "words")
# Of a weight: the fourth digit moves no score of the labelled sentences, and the file is read by people.
DIGITS = 3
FAINT = 0.004  # weights this near nought are left out


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """A labelled sentence with its features read once."""

    row: Labelled
    features: Features
    grams: tuple[str, ...] = ()


def examples(rows: Sequence[Labelled]) -> list[TrainingExample]:
    return [TrainingExample(r, features_of(r.sentence), grams_of(r.sentence)) for r in rows]


def train(given: Sequence[TrainingExample]) -> dict[str, Any]:
    """The weights of both kinds as JSON values."""
    kinds = {k: [e for e in given if e.row.sentence.kind is k] for k in MemberKind}
    return {"kinds": {str(k): _train_kind(k, held) for k, held in kinds.items()}}


def model_of(given: Sequence[TrainingExample]) -> SentenceModel:
    """The model that these examples make, without a file."""
    return from_json(train(given), "in memory")


def write(weights: Mapping[str, Any], path: Path = WEIGHTS) -> None:
    """One feature a line, in order, so that a change of the weights can be read."""
    lines = []
    for kind, held in weights["kinds"].items():
        head = {k: v for k, v in held.items() if k not in ("weights", *VIEWS)}
        text = f'"{kind}":{json.dumps(head)[:-1]},"weights":{_rows(held["weights"])}'
        for view in (v for v in VIEWS if v in held):
            text += f',"{view}":{{"bias":{json.dumps(held[view]["bias"])},"rows":{_rows(held[view]["rows"])}}}'
        lines.append(text + "}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"kinds":{' + ",\n".join(lines) + "}}\n", encoding="utf-8")


def _rows(rows: Mapping[str, Any]) -> str:
    return "{\n" + ",\n".join(f"{json.dumps(n, ensure_ascii=True)}:{json.dumps(w)}" for n, w in rows.items()) + "\n}"


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


def _train_kind(kind: MemberKind, given: Sequence[TrainingExample]) -> dict[str, Any]:
    from sklearn.feature_extraction import DictVectorizer

    kept = kept_features(given)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{n: v for n, v in e.features.items() if n in kept} for e in given])
    matrix = _short_indices(matrix)
    labels = sorted({e.row.label for e in given})
    beside = BESIDE_REAL[kind] if any(e.row.real for e in given) else 1.0
    weights = [e.row.weight * (1.0 if e.row.real else beside) for e in given]
    heads = [_coefficients(_head(matrix, [e.row.used for e in given], weights))]
    heads += [_coefficients(_head(matrix, [e.row.label == label for e in given], weights)) for label in labels]
    rows = {}
    for index, name in enumerate(vectorizer.get_feature_names_out()):
        row = [round(float(h[index + 1]), DIGITS) + 0.0 for h in heads]
        if any(abs(w) > FAINT for w in row):
            rows[str(name)] = row
    made = {"labels": labels, "bias": [round(float(h[0]), DIGITS) for h in heads], "weights": rows}
    real = [e for e in given if e.row.real]
    if kind not in VIEWED or len({e.row.used for e in real}) < 2:
        return made
    papers = _of_papers(matrix, given)
    named = zip(vectorizer.get_feature_names_out(), papers[1:], strict=True)
    weighed = {str(n): round(float(w), DIGITS) for n, w in named if abs(w) > FAINT}
    view = {"bias": round(float(papers[0]), DIGITS), "rows": weighed}
    return made | {"papers": view, "words": _train_words(real)}


def _of_papers(matrix: Any, given: Sequence[TrainingExample]) -> Any:
    """Intercept and weights for use in papers: those that all sentences share, and beside them the real ones' own."""
    from scipy import sparse

    used, real = [e.row.used for e in given], [float(e.row.real) for e in given]
    alike = Counter((e.row.real, e.row.used) for e in given)
    of_side = Counter(e.row.real for e in given)
    share = {key: of_side[key[0]] / (2 * count) for key, count in alike.items()}
    beside = {True: 1.0, False: USE_BESIDE_REAL}
    weighed = [e.row.weight * beside[e.row.real] * share[e.row.real, e.row.used] for e in given]
    only_real, column = sparse.diags(real) @ matrix, sparse.csr_matrix([[r] for r in real])
    both = _short_indices(sparse.csr_matrix(sparse.hstack([matrix, only_real, column])))
    found = _coefficients(_head(both, used, weighed, USE_STRENGTH))
    count = matrix.shape[1]
    merged = found[1 : count + 1] + found[count + 1 : 2 * count + 1]
    return [found[0] + found[-1], *merged]


def _short_indices(matrix: Any) -> Any:
    """liblinear takes 32-bit indices only."""
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    return matrix


def _coefficients(head: Any) -> Any:
    """Intercept first."""
    import numpy

    return numpy.concatenate([head.intercept_, head.coef_[0]])


def _head(matrix: Any, so: Sequence[bool], weights: Sequence[float], strength: float = STRENGTH) -> Any:
    from sklearn.linear_model import LogisticRegression

    head = LogisticRegression(C=strength, solver="liblinear", max_iter=100, intercept_scaling=5.0, random_state=0)
    return head.fit(matrix, list(so), sample_weight=list(weights))


def _train_words(given: Sequence[TrainingExample]) -> dict[str, Any]:
    """The plain words of real sentences, as far as MOST_CARE papers have them."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    rarity = _rarities(given)
    if not rarity:
        return {"bias": 0.0, "rows": {}}
    vectorizer = DictVectorizer()
    matrix = _short_indices(vectorizer.fit_transform([_weighed(e.grams, rarity) for e in given]))
    head = LogisticRegression(C=WORD_STRENGTH, solver="liblinear", class_weight="balanced", random_state=0)
    head.fit(matrix, [e.row.used for e in given], sample_weight=[e.row.weight for e in given])
    named = zip(vectorizer.get_feature_names_out(), head.coef_[0], strict=True)
    rows = {str(n): [rarity[str(n)], round(float(w), DIGITS) + 0.0] for n, w in named}
    return {"bias": round(float(head.intercept_[0]), DIGITS), "rows": rows}


def _rarities(given: Sequence[TrainingExample]) -> dict[str, float]:
    papers: dict[str, set[str]] = {}
    count: Counter[str] = Counter()
    for example in given:
        count.update(example.grams)
        for gram in example.grams:
            papers.setdefault(gram, set()).add(example.row.group)
    kept = sorted(gram for gram, held in papers.items() if len(held) >= MOST_CARE)
    return {gram: round(math.log((1 + len(given)) / (1 + count[gram])) + 1, DIGITS) for gram in kept}


def _weighed(grams: Sequence[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Each part of unit length times what the part counts."""
    found: dict[str, float] = {}
    for part, held in groupby(grams, key=part_of):
        known = [g for g in held if g in rarity]
        length = math.sqrt(sum(rarity[g] ** 2 for g in known))
        found |= {g: PARTS[part][1] * rarity[g] / length for g in known}
    return found
