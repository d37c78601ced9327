"""The measures, on numbers that can be checked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.evaluation.measures import Scores, brier, effort, fit_sigmoid, of_class, of_sets, reliability
from citetrail.evaluation.split import held_out


def test_precision_recall_f1() -> None:
    scores = of_class([(True, True), (True, False), (False, True), (False, False)])
    assert scores == Scores(1, 1, 1)
    assert (scores.precision, scores.recall, scores.f1) == (0.5, 0.5, 0.5)


def test_nothing_said_of_nothing_is_right() -> None:
    assert of_class([(False, False)]).f1 == 1


def test_what_is_allowed_is_neither_right_nor_wrong() -> None:
    assert of_sets({"D9", "D10", "M3"}, {"D10"}, {"D10", "M3"}) == Scores(1, 1, 0)


def test_brier_and_reliability() -> None:
    pairs = [(0.9, True), (0.8, True), (0.2, False), (0.95, False)]
    assert brier(pairs) == pytest.approx((0.01 + 0.04 + 0.04 + 0.9025) / 4)
    assert [(b.low, b.count, b.so) for b in reliability(pairs)] == [(0.1, 1, 0.0), (0.7, 1, 1.0), (0.9, 2, 0.5)]
    assert math.isnan(brier([]))


def test_effort_counts_papers_until_95_per_cent_are_found() -> None:
    assert effort([(0.9, True), (0.8, False), (0.7, True), (0.1, False)]) == (3, 4)
    assert effort([(0.5, True), (0.5, False)]) == (2, 2)  # ties do not flatter
    assert effort([(0.5, False)]) == (0, 1)


def test_a_separable_set_gives_no_certainty() -> None:
    slope, offset = fit_sigmoid([(3.0, True)] * 5 + [(-3.0, False)] * 5)
    assert 0 < slope < 3
    assert abs(offset) < 1


@given(st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=2, max_size=30))
def test_the_fit_is_finite_and_repeats(pairs: list[tuple[float, bool]]) -> None:
    first = fit_sigmoid(pairs)
    assert all(map(math.isfinite, first))
    assert first == fit_sigmoid(pairs)


def test_about_a_third_is_kept_aside() -> None:
    share = sum(held_out(str(n)) for n in range(3000)) / 3000
    assert 0.28 < share < 0.39
    assert held_out("a") == held_out("a")
