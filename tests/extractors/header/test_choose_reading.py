"""Which reading of a header stands: each reason alone, and the surer one before the weaker ones."""

from itertools import product

import pytest

from extractors.header.choose_reading import TERMS, Findings, marks_stand, score


def found(
    marked: int = 4, linked: int = 4, placed: int = 0, told: int = 0, lines: int = 2, symbols: bool = False
) -> Findings:
    return Findings(marked, linked, placed, told, lines, symbols)


@pytest.mark.parametrize(
    ("case", "marks"),
    [
        (found(), True),  # every mark leads to an organisation
        (found(linked=2), True),  # half of them do
        (found(linked=1, placed=4, told=4), False),  # most marks lead nowhere, the places tell of all
        (found(linked=0, placed=4, told=4, lines=3), True),  # numbered organisations under names without numbers
        (found(linked=0, placed=4, told=4, lines=1), False),
        (found(linked=2, placed=4, told=4, symbols=True), False),  # stars lead to notes
        (found(linked=2, placed=4, told=3, symbols=True), True),  # the places do not tell of all
        (found(linked=0, placed=1, told=0, lines=0), True),  # neither tells anything: names by their marks
        (found(linked=0, placed=3, told=0, lines=0), False),  # as many names, and no legend
        (found(marked=0, linked=0, lines=0), True),
    ],
)
def test_the_reading_that_tells_more_stands(case: Findings, marks: bool) -> None:
    assert marks_stand(case) is marks


def test_a_surer_sign_is_never_outvoted() -> None:
    for holding in product((0, 1), repeat=len(TERMS) - 1):
        weights = [term.weight for term, holds in zip(TERMS, (*holding, 1), strict=True) if holds]
        assert (sum(weights) > 0) is (weights[0] > 0)


def test_the_score_names_its_reasons() -> None:
    assert score(found(linked=1, placed=4, told=4)) == {"places tell more": -1, "marks are printed on purpose": 0.5}
