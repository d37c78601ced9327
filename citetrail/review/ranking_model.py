"""What decisions teach: a linear model over the claims' features re-ranks what is left.

Runs as a process of its own (`python -m citetrail.review.ranking_model`, the store's address on standard input), so
that fitting takes nothing from the pages. The model is a function of the log up to one decision: fitted again, it
is the same.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from math import exp
from typing import Any

from sqlalchemy import Engine

from citetrail.records.batches import batches_of
from citetrail.records.vocabulary import ClaimKind
from citetrail.store.engine import make_engine, writing
from citetrail.store.ranking_order import (
    DecidedExample,
    digest_of,
    examples,
    features,
    last_decision,
    latest,
    save,
    set_ranks,
    waiting,
)

FEWEST = 20  # examples, with both answers among them
# Claims scored anew after each fit: more than a team reads before the next one.
MOST_RANKED = 50_000
# The curve is drawn from some hundred points: finer steps and longer logs change nothing that can be seen.
MOST_REFITS = 25
MOST_SIMULATED = 3_000
# Cards between two fits of the simulated review, as in a real one (`ranking_updates.EVERY`).
STEP = 25
BATCH = 100  # claims ranked in one transaction

Weights = dict[str, float]
Curve = list[tuple[int, int]]


def fit(taught: Sequence[DecidedExample]) -> Weights | None:
    """Feature → weight (the intercept under ""); None with too few examples, or only one answer among them.

    Logistic regression with an L2 penalty (scikit-learn, liblinear with a fixed seed).
    """
    answers = [e.accepted for e in taught]
    if len(taught) < FEWEST or len(set(answers)) < 2:
        return None
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform([e.features for e in taught])
    # liblinear takes 32-bit indices only, and the vectorizer makes 64-bit ones.
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=0.5, solver="liblinear", random_state=0, max_iter=200)
    model.fit(matrix, answers)
    named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): round(float(w), 6) for name, w in named if abs(w) > 1e-6}
    return weights | {"": round(float(model.intercept_[0]), 6)}


def probability(weights: Weights, told: dict[str, float]) -> float:
    """How likely people are to accept a claim with these features, 0..1."""
    total = weights.get("", 0.0) + sum(weights.get(name, 0.0) * value for name, value in told.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def rank(priority: float, score: float, p: float) -> float:
    """The learned order: newsworthiness, read back from the priority, times how likely and how uncertain p is.

    Likely and doubtful claims come first; what people would surely reject comes last.
    """
    newsworthy = priority / (0.1 + 0.9 * _doubt(score))
    return newsworthy * (0.05 + 0.95 * (p + _doubt(p)) / 2)


def _doubt(p: float) -> float:
    return 1 - abs(2 * p - 1)


def curves(taught: Sequence[DecidedExample]) -> dict[str, Curve]:
    """Uses found against cards read: as they were read, and as they would have been with and without the model."""
    uses = [e for e in taught if e.kind == ClaimKind.USE][:MOST_SIMULATED]
    by_priority = sorted(uses, key=lambda e: (-e.priority, e.claim_id))
    return {
        "read": _curve(sorted(uses, key=lambda e: e.first)),
        "without": _curve(by_priority),
        "with": _curve(_simulated(by_priority)),
    }


def _simulated(by_priority: Sequence[DecidedExample]) -> list[DecidedExample]:
    """The order in which the cards would have come, each block ranked by a model of the blocks before it."""
    step = max(STEP, len(by_priority) // MOST_REFITS)
    left = list(by_priority)
    seen: list[DecidedExample] = []
    while left:
        weights = fit(seen)
        if weights is not None:
            left.sort(key=lambda e: (-_would_rank(weights, e), e.claim_id))
        seen += left[:step]
        left = left[step:]
    return seen


def _would_rank(weights: Weights, example: DecidedExample) -> float:
    return rank(example.priority, example.features["score"], probability(weights, example.features))


def _curve(order: Sequence[DecidedExample]) -> Curve:
    """Points (cards, uses), at most about 120 of them."""
    found = 0
    every = max(1, len(order) // 120)
    points: Curve = [(0, 0)]
    for number, example in enumerate(order, start=1):
        found += example.accepted
        if number % every == 0 or number == len(order):
            points.append((number, found))
    return points


def refit(engine: Engine, target: str) -> str | None:
    """Fit on the log as it stands, store the model and re-rank what waits; the model's digest, None without one."""
    with engine.connect() as connection:
        through, _ = last_decision(connection, target)
        taught = examples(connection, target, through)
        old = latest(connection, target)
    weights = fit(taught)
    if weights is None:
        return None
    digest = digest_of(weights)
    if old is not None and old.through == through and old.digest == digest:
        return digest
    drawn = curves(taught)
    with writing(engine) as connection:
        save(connection, target, through, len(taught), digest, {"weights": weights, "curves": drawn})
    _rank_waiting(engine, target, weights)
    return digest


def _rank_waiting(engine: Engine, target: str, weights: Weights) -> None:
    with engine.connect() as connection:
        batches = list(_changed(connection, target, weights))
    for batch in batches:
        for some in batches_of(batch, BATCH):
            with writing(engine) as connection:
                set_ranks(connection, some)
            # Reviewers write to the same store: short transactions, and room between them.
            time.sleep(0.01)


def _changed(connection: Any, target: str, weights: Weights) -> Any:
    for rows in waiting(connection, target, MOST_RANKED):
        batch = []
        for row in rows:
            p = probability(weights, features(row))
            told = (row.id, round(p, 4), round(rank(row.priority, row.score, p), 6))
            if (row.learned, row.rank) != told[1:]:
                batch.append(told)
        if batch:
            yield batch


if __name__ == "__main__":
    os.nice(10)
    asked = json.loads(sys.stdin.readline())
    sys.stdout.write(json.dumps(refit(make_engine(asked["url"]), asked["target"])) + "\n")
