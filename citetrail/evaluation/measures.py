"""Measures over predictions and labels, without any knowledge of what is measured."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F1 from counts; an empty class has precision and recall 1 when nothing went wrong."""

    right: int
    wrong: int  # said, but not so
    missed: int  # so, but not said

    @property
    def precision(self) -> float:
        said = self.right + self.wrong
        return self.right / said if said else float(not self.missed)

    @property
    def recall(self) -> float:
        so = self.right + self.missed
        return self.right / so if so else float(not self.wrong)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


def of_class(pairs: Iterable[tuple[bool, bool]]) -> Scores:
    """Scores of the class True in pairs of (said, so)."""
    listed = list(pairs)
    return Scores(
        sum(said and so for said, so in listed),
        sum(said and not so for said, so in listed),
        sum(so and not said for said, so in listed),
    )


def of_sets(said: Collection[object], required: Collection[object], allowed: Collection[object]) -> Scores:
    """Scores of a set-valued answer: what is allowed but not required is neither right nor wrong."""
    return Scores(
        len(set(said) & set(required)), len(set(said) - set(allowed) - set(required)), len(set(required) - set(said))
    )


def brier(pairs: Iterable[tuple[float, bool]]) -> float:
    """Mean squared difference of probability and truth; 0 is perfect, 0.25 knows nothing. NaN of nothing."""
    listed = list(pairs)
    return sum((p - so) ** 2 for p, so in listed) / len(listed) if listed else math.nan


@dataclass(frozen=True, slots=True)
class Bin:
    """One row of a reliability table."""

    low: float
    high: float
    count: int
    said: float  # mean probability
    so: float  # share that is so


def reliability(
    pairs: Iterable[tuple[float, bool]], edges: Sequence[float] = (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1)
) -> list[Bin]:
    """How often what was given a probability turned out so, by bins of probability."""
    listed = list(pairs)
    rows = []
    for low, high in pairwise(edges):
        inside = [(p, so) for p, so in listed if low <= p < high or (high == edges[-1] and p == high)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            rows.append(Bin(low, high, len(inside), mean, sum(so for _, so in inside) / len(inside)))
    return rows


def effort(scored: Iterable[tuple[float, bool]], share: float = 0.95) -> tuple[int, int]:
    """How many must be read, best score first, to find this share of what is so; and how many there are.

    Equal scores are taken in the worst order, so that ties do not flatter.
    """
    ordered = sorted(scored, key=lambda s: (-s[0], s[1]))
    wanted = math.ceil(share * sum(so for _, so in ordered))
    found = 0
    for count, (_, so) in enumerate(ordered, start=1):
        found += so
        if found >= wanted:
            return (count if wanted else 0), len(ordered)
    return len(ordered), len(ordered)


def fit_sigmoid(pairs: Sequence[tuple[float, bool]], *, prior: float = 4.0, rounds: int = 200) -> tuple[float, float]:
    """Slope and offset of Platt's sigmoid over a feature (log-odds of the raw score), by Newton's method.

    Targets are smoothed as Platt (1999) does, and the pair is drawn to (1, 0) with the weight `prior`, so that a few
    separable papers neither give certainty nor move the middle. Deterministic: plain sums in the given order.
    """
    positives = sum(so for _, so in pairs)
    negatives = len(pairs) - positives
    high, low = (positives + 1) / (positives + 2), 1 / (negatives + 2)
    slope, offset = 1.0, 0.0
    for _ in range(rounds):
        gs, go, hss, hso, hoo = prior * (slope - 1), prior * offset, prior, 0.0, prior
        for x, so in pairs:
            p = 1 / (1 + math.exp(-max(-500.0, min(500.0, slope * x + offset))))
            difference = p - (high if so else low)
            weight = max(p * (1 - p), 1e-12)
            gs += difference * x
            go += difference
            hss += weight * x * x
            hso += weight * x
            hoo += weight
        determinant = hss * hoo - hso * hso
        step_s = (gs * hoo - go * hso) / determinant
        step_o = (go * hss - gs * hso) / determinant
        slope, offset = slope - step_s, offset - step_o
        if abs(step_s) + abs(step_o) < 1e-10:
            break
    return slope, offset
