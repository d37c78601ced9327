"""Names that the end of a line breaks: lists parted by dots or commas, with marks and without.

Covers: extractors.header.broken_names, extractors.header.people_names, extractors.header.abstract_column.
"""

from extractors.header.broken_names import join_broken_names
from extractors.header.people_names import looks_like_names, split_names
from extractors.header.segments import LOWER, RAISE, Segment
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


def test_for_whom_a_list_signs_is_no_affiliation() -> None:
    names = [
        Set("Ada Brink, MD, MSc; Per Noor, DO; Capt Signe Falk, MC, USAF; for", 110),
        Set("the Slow Kiln Group", 123),
    ]
    assert belongs(read(whole(*names))) == {"Ada Brink": [], "Per Noor": [], "Signe Falk": []}


def test_a_name_in_characters_with_a_wide_blank_or_a_dot_is_one() -> None:
    pieces = (
        (f"欧阳雪梅{RAISE}1{LOWER}，赵", 100, 180),
        (f"磊{RAISE}1{LOWER}，阿依古丽·买买提{RAISE}2{LOWER}", 192, 300),
    )
    made = join_broken_names([Segment(text, x0, 100, x1, 112, 12, "Song", 3) for text, x0, x1 in pieces])
    assert [n.text for n in split_names(made)] == ["欧阳雪梅", "赵磊", "阿依古丽·买买提"]
    assert all(looks_like_names(s.text) for s in made)


def test_an_abstract_of_physicians_ends_the_header() -> None:
    beside = Set("Invited Commentary by COL Ida Kent, MD, Naval Kiln Hospital", 140, x=430, size=7)
    text = [Set("IMPORTANCE Glazes fade with each firing and nobody knows", 140, x=60, size=9)]
    made = read(whole(Set("Ada Brink, MD; Per Noor, PhD", 110), *text, beside))
    assert [a.name for a in made.authors] == ["Ada Brink", "Per Noor"]
