"""Tables of authors with posts and places in columns, and tables of others.

Covers: extractors.header.author_tables, extractors.header.committees.
"""

import pytest

from tests.extractors.header.test_layouts import BODY, TITLE, whole
from tests.extractors.header.typesetting import Set, belongs, read

X = (60, 220, 340)


def rows(*cells: tuple[str, ...], y: float = 120, x: tuple[int, ...] = X) -> list[Set]:
    """Lines of a table; an empty cell prints nothing."""
    return [
        Set(text, y + 13 * i, x=left, size=9)
        for i, row in enumerate(cells)
        for text, left in zip(row, x, strict=False)
        if text
    ]


def test_names_posts_and_places_with_cells_that_wrap() -> None:
    table = rows(
        ("Ada Brink", "Potter ‘D’", "Kiln Institute, Oslo"),
        ("", "", "0150"),
        ("Surg Capt Bo Harald", "Associate", "Army Kiln College, Bergen 5020"),
        ("Lindqvist", "Professor", ""),
        ("Mingzhu Chen", "Research Scholar", "University of Vellmark, Oslo 0151"),
    )
    assert belongs(read(whole(*table))) == {
        "Ada Brink": ["Kiln Institute, Oslo 0150"],
        "Bo Harald Lindqvist": ["Army Kiln College, Bergen 5020"],
        "Mingzhu Chen": ["University of Vellmark, Oslo 0151"],
    }


def test_a_table_above_the_title_that_says_what_it_is() -> None:
    table = rows(
        ("Author", "Organisation", "Contact"),
        ("Ada Brink", "Quorvex Kiln Solutions Corporation", "Oslo, NO"),
        ("Bo Lindqvist", "Polytechnic of Kilns", "Bergen, NO"),
        y=30,
        x=(60, 200, 420),
    )
    title = Set(TITLE.text, 100, size=16, font="Bold")
    header = read([*table, title, Set("SUMMARY", 140, x=60, size=12), *BODY])
    told = {a.name: header.affiliations[a.affiliations[0]].address for a in header.authors}
    assert told == {
        "Ada Brink": "Quorvex Kiln Solutions Corporation, Oslo, NO",
        "Bo Lindqvist": "Polytechnic of Kilns, Bergen, NO",
    }


@pytest.mark.parametrize("role", ["Rapporteur", "Examiner", "President", "External member"])
def test_a_jury_in_columns_is_no_table_of_authors(role: str) -> None:
    table = rows(
        ("Rosa Kent", "Naval Academy, Oslo", role),
        ("Per Holm", "University of Vellmark, Oslo", "Supervisor"),
        y=150,
        x=(60, 200, 420),
    )
    header = read(whole(Set("Ada Brink", 110), *table))
    assert not {"Rosa Kent", "Per Holm"} & {a.name for a in header.authors}
    assert not any("Naval" in a.raw for a in header.affiliations)


def test_labels_beside_the_authors_with_their_answers_below_are_no_committee() -> None:
    beside = [
        Set(text, y, x=440, size=7) for text, y in (("Reviewed by", 120), ("Rosa Kent", 130), ("Naval Academy", 140))
    ]
    more = [Set(text, y, x=440, size=7) for text, y in (("Edited by", 160), ("Per Holm", 170))]
    names = [Set("Ada Brink, Bo Lindqvist", 119, x=60), Set("University of Vellmark, Oslo", 134, x=60)]
    made = belongs(read(whole(*names, *beside, *more)))
    assert made == {n: ["University of Vellmark, Oslo"] for n in ("Ada Brink", "Bo Lindqvist")}


def test_a_discussant_among_the_rows_is_no_author() -> None:
    table = rows(
        ("Ada Brink", "Potter", "Kiln Institute, Oslo"),
        ("Rosa Kent", "Discussant", "Naval Academy, Oslo"),
        ("Bo Lindqvist", "Potter", "University of Vellmark"),
    )
    made = belongs(read(whole(*table)))
    assert made == {"Ada Brink": ["Kiln Institute, Oslo"], "Bo Lindqvist": ["University of Vellmark"]}
