"""Lists of places behind people's own names, below the names or elsewhere on the page.

Covers: extractors.header.labelled_places, extractors.header.title.
"""

import pytest

from tests.extractors.header.test_layouts import BODY, TITLE, whole
from tests.extractors.header.typesetting import Set, belongs, read

CLAY, FORGE = "University of Vellmark, Oslo", "Kestrel sp. z o.o., Gdynia"


def at_the_foot(*foot: str, names: str = "Ada Brink, Bo Lindqvist, Mingzhu Chen") -> dict[str, list[str]]:
    lines = [Set(text, 700 + 10 * i, x=50, size=8) for i, text in enumerate(foot)]
    return belongs(read([*whole(Set(names, 120)), *lines]))


def test_a_line_of_entries_parted_by_bullets() -> None:
    made = at_the_foot(f"Ada Brink: {CLAY} • B. Lindqvist: {FORGE}", "Chen: Quorvex • Received 3 May 2016")
    assert made == {"Ada Brink": [CLAY], "Bo Lindqvist": [FORGE], "Mingzhu Chen": ["Quorvex"]}


def test_an_address_behind_the_list_is_of_whom_it_names() -> None:
    foot = [f"Ada Brink: {CLAY} • Bo Lindqvist: {FORGE}", "Mingzhu Chen: Quorvex • lindqvist@kestrel.example"]
    lines = [Set(text, 700 + 10 * i, x=50, size=8) for i, text in enumerate(foot)]
    header = read([*whole(Set("Ada Brink, Bo Lindqvist, Mingzhu Chen", 120)), *lines])
    assert [a.email for a in header.authors] == [None, "lindqvist@kestrel.example", None]


def test_an_entry_that_goes_on_in_the_next_line() -> None:
    made = at_the_foot(f"Ada Brink: Department of Kilns,\n{CLAY}", f"Bo Lindqvist: {FORGE}")
    assert made["Bo Lindqvist"] == [FORGE]
    assert made["Ada Brink"][0].startswith("Department of Kilns")


def test_surnames_below_a_stack_of_names() -> None:
    names = [Set("Ada Brink", 120, x=400), Set("Bo Lindqvist", 133, x=400), Set("Mingzhu Chen", 146, x=400)]
    legend = [f"Brink: {CLAY}", f"Lindqvist: {FORGE}", "Chen: Quorvex"]
    made = read([TITLE, *names, *(Set(t, 164 + 11 * i, x=380, size=9) for i, t in enumerate(legend)), *BODY])
    assert belongs(made) == {"Ada Brink": [CLAY], "Bo Lindqvist": [FORGE], "Mingzhu Chen": ["Quorvex"]}


@pytest.mark.parametrize(
    "foot",
    [
        ("Author contributions", f"Ada Brink: Software, Methodology. Bo Lindqvist: Investigation, {CLAY}"),
        ("Competing interests.", f"Ada Brink: Naval Kiln Institute (shares). Bo Lindqvist: {FORGE}"),
        (
            "Ada Brink: The navy had asked us for the kilns in which they fired it.",
            "Bo Lindqvist: That is how it went.",
        ),
        (f"Ada Brink: {CLAY}",),
        (f"Ada Brinkmann: {CLAY} • Bo Holm: Naval Academy",),
    ],
)
def test_lists_of_another_kind(foot: tuple[str, ...]) -> None:
    made = at_the_foot(*foot)
    assert made == {"Ada Brink": [], "Bo Lindqvist": [], "Mingzhu Chen": []}
