"""Addresses with the people behind them in brackets, opened by a word or by their line.

Covers: extractors.header.attributed_places.
"""

import pytest

from tests.extractors.header.test_layouts import whole
from tests.extractors.header.typesetting import Set, belongs, read

VELLMARK, FORGE = "Kiln Unit, University of Vellmark, Oslo, Norway", "Kestrel Glaze KGaA, Bergen, Norway"


def told(*column: str, names: str = "Ada Brink, Bo-Dag Lindqvist, Mingzhu Chen") -> dict[str, list[str]]:
    lines = [Set(text, 700 + 10 * i, x=420, size=7) for i, text in enumerate(column)]
    return belongs(read([*whole(Set(names, 120)), *lines]))


def test_titles_initials_and_degrees_in_a_side_column() -> None:
    made = told(
        "The Potter 2023; 12: 66–77",
        "See Remarks page 12 (D Holm,",
        "Naval Medical Service)",
        "*Members are listed in the appendix",
        "Kiln Unit, University of Vellmark, Oslo,",
        "Norway (Prof A Brink MD, M Chen FCPS); Kestrel",
        "Glaze KGaA, Bergen, Norway (B-D",
        "Lindqvist PhD)",
    )
    assert made == {"Ada Brink": [VELLMARK], "Bo-Dag Lindqvist": [FORGE], "Mingzhu Chen": [VELLMARK]}


@pytest.mark.parametrize(
    "column",
    [
        ("We fired at the University of Vellmark as before (Brink) and in the", "Naval Academy (Chen), as told."),
        ("Naval Academy, Oslo (Brink)",),
        ("Naval Academy, Oslo (D Holm MD); Army Hospital, Bergen (P Noor MD)",),
    ],
)
def test_brackets_of_another_kind(column: tuple[str, ...]) -> None:
    assert told(*column) == {"Ada Brink": [], "Bo-Dag Lindqvist": [], "Mingzhu Chen": []}


def test_the_address_of_somebody_else_between_them_is_nobodys() -> None:
    made = told(
        "Kiln Unit (KU), University of Vellmark, Oslo, Norway (Prof A Brink MD); Naval Medical School,",
        "Bergen, Norway (R Kent MD); Kestrel Glaze KGaA, Bergen, Norway (B-D Lindqvist PhD, M Chen)",
    )
    assert made["Bo-Dag Lindqvist"] == made["Mingzhu Chen"] == [FORGE]
    assert made["Ada Brink"] == ["Kiln Unit (KU), University of Vellmark, Oslo, Norway"]
