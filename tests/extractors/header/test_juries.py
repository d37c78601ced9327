"""Juries and committees, in columns or below a heading: none of them wrote the paper."""

import pytest

from extractors.header.juries import is_jury_heading, is_of_jury
from tests.extractors.header.test_author_tables import rows
from tests.extractors.header.test_layouts import whole
from tests.extractors.header.typesetting import Set, belongs, read


def test_without_the_word_a_jury_is_left_out_all_the_same() -> None:
    page = [
        Set("Faces of Clay under Glaze", 100, size=20),
        Set("Ada Brink", 150, size=14),
        Set("University of Vellmark, Oslo, Norway", 175, size=11),
        Set("Examining committee", 230, size=11),
        Set("Ida Holm", 250, x=100, size=10),
        Set("Coastal Naval College, Kilnhaven", 250, x=330, size=10),
        Set("Per Noor", 266, x=100, size=10),
        Set("Kestrel Robotics Ltd", 266, x=330, size=10),
    ]
    assert belongs(read(page)) == {"Ada Brink": ["University of Vellmark, Oslo, Norway"]}


@pytest.mark.parametrize("text", ["Jury :", "THESIS COMMITTEE", "Promotiecommissie:", "Prüfungskommission"])
def test_headings_of_juries(text: str) -> None:
    assert is_jury_heading(text)


@pytest.mark.parametrize(
    "text", ["Rosa Kent", "The jury of the fair met in Oslo", "Committee rooms of the Naval Academy"]
)
def test_what_only_names_a_jury_is_no_heading(text: str) -> None:
    assert not is_jury_heading(text)
    assert not is_of_jury(text)


def test_a_jury_ends_at_a_wide_gap() -> None:
    made = belongs(
        read(
            [
                Set("Faces of Clay under Glaze", 100, size=20),
                Set("Jury", 140, size=11),
                Set("Ida Holm, Coastal Naval College", 154, size=11),
                Set("Ada Brink", 220, size=11),
                Set("University of Vellmark, Oslo, Norway", 234, size=11),
            ]
        )
    )
    assert made == {"Ada Brink": ["University of Vellmark, Oslo, Norway"]}


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
