"""Names beside and above what tells of their places: two columns, a column beside the abstract, above the title.

Covers: extractors.header.two_columns, extractors.header.title, extractors.header.above_title.
Covers: extractors.header.labelled_places, extractors.header.blocks, extractors.header.former_places.
"""

import pytest

from extractors.header.former_places import split_former
from tests.extractors.header.typesetting import Set, belongs, read

CLAY, KILN = "University of Clay, Oslo, Norway", "Kiln Institute, Bergen, Norway"
TITLE = Set("A Slow Way of Reading Glazes from Afar", 80, size=17)
PROSE = "we show that glazes can be read slowly and that nothing of the old kiln is lost"
ABSTRACT = [Set("Abstract", 300, size=11), *(Set(PROSE, 316 + 12 * i) for i in range(5))]
LINES = [Set("Department of Glazes", 120, x=330, size=9), Set(CLAY, 131, x=330, size=9)]


def test_each_name_has_the_lines_that_begin_beside_it() -> None:
    page = [
        TITLE,
        Set("Ada Brink^{1}", 120, x=60, size=11),
        Set("ada@clay.example", 133, x=60, size=8),
        *LINES,
        Set("Per Noor", 150, x=60, size=11),
        Set("per@kiln.example", 163, x=60, size=8),
        Set("Kiln Institute, Bergen, Norway", 150, x=330, size=9),
        *ABSTRACT,
        Set("^{1} Until 2016 engineer at Kestrel Defence Ltd.", 740, x=60, size=8),
    ]
    header = read(page)
    assert belongs(header) == {"Ada Brink": [f"Department of Glazes {CLAY}"], "Per Noor": [KILN]}
    assert [a.email for a in header.authors] == ["ada@clay.example", "per@kiln.example"]


@pytest.mark.parametrize(
    "text",
    [
        "Until 2016 engineer at Kestrel Ltd",
        "From 2011 to 2016 with Kestrel Ltd",
        "2011–2016 Kestrel Ltd",
        "Before 2016 with the Kestrel Ltd",
    ],
)
def test_notes_that_open_with_when_they_ended(text: str) -> None:
    split = split_former(text)
    assert (split.present, split.former) == ("", "Kestrel Ltd")


def test_a_number_of_a_street_is_no_year_of_leaving() -> None:
    assert split_former("2011 Kiln Road, University of Clay").former == ""


def test_a_college_with_a_comma_below_a_name_in_other_type() -> None:
    page = [
        TITLE,
        Set("Ada Brink", 120, x=100, size=12),
        Set("Per Noor", 120, x=380, size=12),
        Set("Royal Kestrel, University of Clay", 134, x=60, size=12, font="Times-Italic"),
        Set("Research Scholar, Department of Kilns", 134, x=330, size=12, font="Times-Italic"),
        *ABSTRACT,
    ]
    assert belongs(read(page)) == {
        "Ada Brink": ["Royal Kestrel, University of Clay"],
        "Per Noor": ["Research Scholar, Department of Kilns"],
    }


def _above(*foot: str) -> list[Set]:
    names = Set("Ada Brink*, Per Noor, and Ida Kent", 60, x=60, size=11)
    title = Set(TITLE.text, 90, x=60, size=17)
    return [names, title, *ABSTRACT, *(Set(text, 700 + 10 * i, x=60, size=8) for i, text in enumerate(foot))]


def test_names_alone_above_the_title_whose_places_the_foot_tells() -> None:
    first = f"* Corresponding author: Ada Brink, {CLAY}, e-mail: ada@clay.example"
    foot = (first, f"Per Noor: {KILN}", f"Ida Kent: {CLAY}")
    assert belongs(read(_above(*foot))) == {"Ada Brink": [CLAY], "Per Noor": [KILN], "Ida Kent": [CLAY]}


def test_names_alone_above_the_title_that_no_line_places_are_nobody() -> None:
    assert not read(_above("Note: The Army Museum and Ada Brink lent plates.")).authors


def test_a_column_beside_the_abstract_begins_level_with_the_title() -> None:
    title = Set("READING GLAZES FROM AFAR", 92, x=230, size=15)
    column = [
        *(Set(text, y, x=40, size=10, font="Times-Bold") for text, y in (("Ada Brink", 101), ("Per Noor", 156))),
        *(Set("PhD, Lecturer", 113, x=40, size=8), Set("University of Clay", 123, x=40, size=8)),
        *(Set("Corresponding author", 168, x=40, size=8), Set("Postgraduate Student", 178, x=40, size=8)),
        Set("Kiln Institute, Bergen, Norway", 188, x=40, size=8),
        Set("Received date 04.06.2014", 214, x=40, size=8),
        Set("Section editor: Col. Bo Holm, Air Force Academy", 226, x=40, size=8),
    ]
    prose = [Set(PROSE[:70], 114 + 11 * i, x=230, size=9) for i in range(8)]
    below = [Set("1. Introduction", 300, x=100, size=11), *(Set(PROSE, 316 + 12 * i, x=40) for i in range(5))]
    made = belongs(read([title, *column, *prose, *below]))
    assert list(made) == ["Ada Brink", "Per Noor"]
    assert "University of Clay" in made["Ada Brink"][0]
    assert "Kiln Institute" in made["Per Noor"][0]
