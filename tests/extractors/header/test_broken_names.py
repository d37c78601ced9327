"""Names that the end of a line breaks: lists parted by dots or commas, with marks and without."""

from tests.extractors.header.test_layouts import whole
from tests.extractors.header.typesetting import Set, belongs, read

DOTS = "Ada Brink · Per Noor · Signe van der Falk · Vesna"
CLAY, KILN = "University of Clay, Oslo, Norway", "Kiln Institute, Bergen, Norway"


def test_the_surname_on_the_next_line_belongs_to_the_last_name() -> None:
    foot = [
        *(Set(text, 640 + 12 * i, x=60) for i, text in enumerate(("A. Brink · V. Lind", CLAY))),
        *(Set(text, 640 + 12 * i, x=320) for i, text in enumerate(("P. Noor · S. van der Falk", KILN))),
    ]
    assert belongs(read([*whole(Set(DOTS, 110), Set("Lind", 123)), *foot])) == {
        "Ada Brink": [CLAY],
        "Per Noor": [KILN],
        "Signe van der Falk": [KILN],
        "Vesna Lind": [CLAY],
    }


def test_a_surname_with_a_hyphen_is_broken_behind_it() -> None:
    names = [Set("Ada Brink, Per Noor, Signe Falk and Vesna Kent-", 110), Set("Lind", 123)]
    assert [a.name for a in read(whole(*names, Set(CLAY, 140))).authors] == [
        "Ada Brink",
        "Per Noor",
        "Signe Falk",
        "Vesna Kent-Lind",
    ]


def test_an_organisation_below_a_list_is_no_surname() -> None:
    made = belongs(read(whole(Set("Ada Brink, Per Noor and Signe van der Falk", 110), Set("Kestrel", 123))))
    assert list(made) == ["Ada Brink", "Per Noor", "Signe van der Falk"]


def test_initials_of_two_given_names_below_the_list() -> None:
    foot = [Set(text, 640 + 12 * i, x=60) for i, text in enumerate(("A. M. Brink · P. Noor", CLAY))]
    made = belongs(read([*whole(Set("Ada Mari Brink · Per Noor", 110)), *foot]))
    assert made == {"Ada Mari Brink": [CLAY], "Per Noor": [CLAY]}
