"""How places are scored, and the figures that a map may be printed with.

Covers: citetrail.evaluation.place_scores.
"""

from pathlib import Path

import pytest

from citetrail.evaluation.header_scores import GoldAffiliation, GoldHeader, read_gold_papers
from citetrail.evaluation.place_scores import score_places
from citetrail.paths import DATA
from extractors.organisations import open_resolver
from extractors.organisations.resolver import Resolver


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return open_resolver(DATA, None)


def test_a_seat_told_for_a_branch_elsewhere_is_counted_as_wrong(resolver: Resolver) -> None:
    right = GoldAffiliation("Tsinghua University, Beijing, China", "Tsinghua University", "CN", None, "academic")
    wrong = GoldAffiliation("Tsinghua University, Beijing, China", "Tsinghua University", "SG", None, "academic")
    scores = score_places([GoldHeader("0" * 40, "T", True, (), (right, wrong), (), None)], resolver)
    assert (scores.countries, scores.countries_right, len(scores.errors)) == (2, 1, 1)


@pytest.mark.gold
def test_places_of_labelled_papers(shared: Path, resolver: Resolver) -> None:
    """Without the register of organisations, as tests run; with it `citetrail evaluate affiliations` prints more."""
    scores = score_places(read_gold_papers(shared), resolver)
    assert scores.countries >= 100
    assert scores.countries_right >= 0.98 * scores.countries, scores.errors
    assert scores.cities_right + scores.cities_empty >= 0.97 * scores.cities, scores.errors
