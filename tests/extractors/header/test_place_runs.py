"""Everybody's name and place in one run of text.

Covers: extractors.header.place_runs.
"""

import pytest

from tests.extractors.header.test_layouts import whole
from tests.extractors.header.typesetting import Set, belongs, read

CLAY, KILN = "University of Vellmark", "Polytechnic of Kilns"


def told(*lines: str) -> dict[str, list[str]]:
    return belongs(read(whole(*(Set(text, 120 + 13 * i) for i, text in enumerate(lines)))))


def test_a_run_over_several_lines() -> None:
    made = told(
        f"Ada Brink and Bo Lindqvist, Quorvex; Mingzhu Chen, {CLAY}",
        "and Kiln House Institute; Dag bin Nasser Holm, Polytechnic of",
        "Kilns; Rosa Lind, TERRA",
    )
    assert made == {
        "Ada Brink": ["Quorvex"],
        "Bo Lindqvist": ["Quorvex"],
        "Mingzhu Chen": [f"{CLAY} and Kiln House Institute"],
        "Dag bin Nasser Holm": [KILN],
        "Rosa Lind": ["TERRA"],
    }


def test_a_list_that_ends_in_and() -> None:
    made = told(f"Ada Brink, Bo Lindqvist, and Mingzhu Chen, Harbour Light; Dag Holm, {CLAY}, Oslo")
    assert made == {
        "Ada Brink": ["Harbour Light"],
        "Bo Lindqvist": ["Harbour Light"],
        "Mingzhu Chen": ["Harbour Light"],
        "Dag Holm": [f"{CLAY}, Oslo"],
    }


def test_places_in_brackets_that_break_over_lines() -> None:
    made = told("Ada Brink (University of", "Vellmark), Bo Lindqvist (Quorvex NV),", "and Mingzhu Chen (TERRA)")
    assert made == {"Ada Brink": [CLAY], "Bo Lindqvist": ["Quorvex NV"], "Mingzhu Chen": ["TERRA"]}


def test_what_may_be_a_company_makes_nobody_an_author() -> None:
    made = told(f"Ada Brink, Harbour Light, Oslo; Dag Holm, {CLAY}")
    assert made == {"Ada Brink": ["Harbour Light, Oslo"], "Dag Holm": [CLAY]}


@pytest.mark.parametrize(
    "line",
    [
        "Brink, Ada; Lindqvist, Bo",
        "Ada Brink, PhD; Bo Lindqvist, MD",
        "Ada Brink, Captain, USAF; Bo Lindqvist, PhD",
        f"Ada Brink, PhD; Bo Lindqvist, MPH, {CLAY}",
    ],
)
def test_degrees_and_given_names_are_no_places(line: str) -> None:
    made = told(line, KILN)
    assert list(made) == ["Ada Brink", "Bo Lindqvist"]
    assert not any(place in ("Ada", "Bo", "PhD", "MD") for places in made.values() for place in places)


def test_a_jury_in_a_run_is_no_list_of_authors() -> None:
    jury = f"Rosa Lind, {KILN}, rapporteur; Per Holm, Naval Academy, examiner"
    made = told("Ada Brink", CLAY, jury)
    assert not any("Naval" in place for places in made.values() for place in places)


def test_a_chair_among_the_pieces_is_no_author() -> None:
    made = told(f"Ada Brink, {CLAY}; Bo Lindqvist, Quorvex; Session chair: Rosa Kent, Naval Academy")
    assert made == {"Ada Brink": [CLAY], "Bo Lindqvist": ["Quorvex"]}
