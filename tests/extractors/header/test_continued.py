"""What does not fit: addresses that go on at the next page, titles set in several types."""

import pytest

from citetrail.records.organisations import Header
from extractors.header import read_header
from tests.extractors.header.typesetting import Set, belongs, document, page, read, text_of

NAMES = "Ada Brink^{1}, Bo Lindqvist^{2}, Mingzhu Chen^{1,3}, Olu Adeyemi^{4}"
FIRST = [
    Set("A Census of Glazed Faces", 80, size=18),
    Set(NAMES, 120),
    Set("^{1}Department of Ceramics, University of Vellmark, Oslo, Norway", 140),
    Set("^{2}Kestrel Vision Ltd., Bergen, Norway", 155),
]
THIRD = "School of Computing, Harbour University, Narvik, Norway"
FOURTH = "Institute of Kilns, Ostrava Bay University, Czech Republic"


def read_two(second: str) -> Header:
    return read_header([page(FIRST)], document(text_of(FIRST), second))


@pytest.mark.parametrize(
    "second",
    [
        f"3{THIRD}\n4 {FOURTH}\n\nAbstract\nWe count faces made of clay.",
        f"2\n3 {THIRD}; 4 {FOURTH}\nAbstract We count faces.",
        "We count 3 kilns and 4 Faces.\n" * 120 + f"\n3{THIRD}.\n4{FOURTH}.",
    ],
    ids=["head", "in one line", "foot"],
)
def test_addresses_go_on_at_the_next_page(second: str) -> None:
    found = belongs(read_two(second))
    assert found["Mingzhu Chen"] == ["Department of Ceramics, University of Vellmark, Oslo, Norway", THIRD]
    assert found["Olu Adeyemi"] == [FOURTH]


def test_they_are_quoted_from_that_page() -> None:
    second = f"3{THIRD}\n4{FOURTH}\n\nAbstract"
    strings = [s for s in read_two(second).affiliations if s.page == 2]
    assert [second[s.start : s.end] for s in strings] == [THIRD, FOURTH]


@pytest.mark.parametrize(
    "second",
    [
        "3 Experiments\nWe fire the faces.\n4 Results\nThey crack.",
        f"3{THIRD}\n\nAbstract\nWe count faces.",
        "",
    ],
    ids=["sections", "one of two", "empty"],
)
def test_numbers_that_are_no_addresses_stay_what_they_are(second: str) -> None:
    found = belongs(read_two(second))
    assert found["Olu Adeyemi"] == []
    assert found["Bo Lindqvist"] == ["Kestrel Vision Ltd., Bergen, Norway"]


def test_sentences_of_a_footnote_go_on_too() -> None:
    lines = [
        Set("A Census of Glazed Faces", 80, size=18),
        Set("Ada Brink, Bo Lindqvist, and Mingzhu Chen", 120),
        Set("Abstract", 160, size=12),
        Set("We count faces made of clay.", 180),
        Set("A. Brink and M. Chen are with the University of Vellmark, Oslo, Norway.", 700, x=60, size=8),
    ]
    second = "B. Lindqvist is with Kestrel Vision, Bergen, Norway (e-mail: bo@kestrel.no).\nWe count faces of clay."
    header = read_header([page(lines)], document(text_of(lines), second))
    assert belongs(header)["Bo Lindqvist"] == ["Kestrel Vision, Bergen, Norway"]
    assert [s.page for s in header.affiliations] == [1, 2]


REST = [
    Set("Ada Brink, Bo Lindqvist", 150),
    Set("University of Vellmark, Oslo, Norway", 165),
    Set("Abstract", 200, size=12),
]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            [Set("GlazeNet:", 70, size=24), Set("Recognition of Faces under a Layer of Glaze", 98, size=16)],
            "GlazeNet: Recognition of Faces under a Layer of Glaze",
        ),
        (
            [Set("Faces of Clay:", 70, size=18), Set("What Glazing Does to Their Recognition", 92, size=13)],
            "Faces of Clay: What Glazing Does to Their Recognition",
        ),
        (
            [Set("Deep Glazing", 70, size=18, font="Courier"), Set("of Faces Made of Clay", 90, size=18)],
            "Deep Glazing of Faces Made of Clay",
        ),
        (
            [
                Set("Recognition of Faces of Clay", 70, size=18),
                Set("with and without Glaze", 90, size=14, font="Italic"),
            ],
            "Recognition of Faces of Clay with and without Glaze",
        ),
    ],
    ids=["larger above", "smaller below", "two fonts", "in lower case"],
)
def test_a_title_in_two_types_is_one(lines: list[Set], title: str) -> None:
    header = read([*lines, *REST])
    assert header.title == title
    assert [a.name for a in header.authors] == ["Ada Brink", "Bo Lindqvist"]


@pytest.mark.parametrize(
    "above",
    [Set("JOURNAL OF KILN SCIENCE", 52, size=18, font="Sans"), Set("Research Article", 58, size=12, font="Sans")],
    ids=["a journal", "a kind of article"],
)
def test_furniture_above_is_no_title(above: Set) -> None:
    assert (
        read([above, Set("Recognition of Faces of Clay", 72, size=18), *REST]).title == "Recognition of Faces of Clay"
    )


def test_names_set_large_right_below_are_no_title() -> None:
    lines = [
        Set("Recognition of Faces of Clay", 70, size=18),
        Set("Ada Brink and Bo Lindqvist", 92, size=18, font="Italic"),
        Set("University of Vellmark, Oslo, Norway", 120),
        Set("Abstract", 200, size=12),
    ]
    header = read(lines)
    assert header.title == "Recognition of Faces of Clay"
    assert [a.name for a in header.authors] == ["Ada Brink", "Bo Lindqvist"]
