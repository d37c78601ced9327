"""Titles before names, degrees and orders behind them."""

import pytest

from extractors.header.people_names import split_names
from extractors.header.segments import Segment
from tests.extractors.header.typesetting import Set, belongs, read


def names(text: str) -> list[str]:
    return [n.text for n in split_names([Segment(text, 0, 0, 100, 10, 10, "Serif", 0)])]


@pytest.mark.parametrize(
    "printed",
    [
        "Dr.-Ing. Ada Brink",
        "Prof. Dr. rer. nat. habil. Ada Brink",
        "Dipl.-Ing. (FH) Ada Brink",
        "Dr. techn. Ada Brink",
        "Mgr inż. Ada Brink",
        "Doc. Ing. Ada Brink, CSc.",
        "Dr. Öğr. Üyesi Ada Brink",
        "The Revd Canon Ada Brink, MA",
        "Sir Ada Brink, KBE",
        "Sister Ada Brink, OSB, PhD",
        "Ada Brink, DSc, FMedSci",
        "Ada Brink, BSc (Hons), MCh",
    ],
)
def test_titles_and_letters_are_no_part_of_a_name(printed: str) -> None:
    assert names(printed) == ["Ada Brink"]


@pytest.mark.parametrize("name", ["Ing Brink", "Mag Holm", "Rev Noor", "Jean Tech", "Doc Watson", "Sister Clay"])
def test_what_may_be_a_given_name_stays(name: str) -> None:
    assert names(f"{name}, Ada Brink") == [name, "Ada Brink"]


@pytest.mark.parametrize("other", ["McKay", "DeVries", "LaRue", "OBrien"])
def test_surnames_with_two_capitals_are_no_letters(other: str) -> None:
    assert names(f"Ada Brink, {other}") == ["Ada Brink", other]


def test_a_post_of_one_word_is_nobody() -> None:
    assert names("Ada Brink, Director, Per Noor, Professor") == ["Ada Brink", "Per Noor"]


def test_a_body_by_its_letters_and_its_town_behind_each_name() -> None:
    page = [
        Set("Faces of Clay under Glaze", 80, size=17),
        Set("Ada Brink, KTV, Oslo", 110),
        Set("Per Noor, QLR, Lund", 124),
        Set("Abstract", 160, x=72, size=12),
    ]
    assert belongs(read(page)) == {"Ada Brink": ["KTV, Oslo"], "Per Noor": ["QLR, Lund"]}


def test_titled_authors_with_their_places_beside_them() -> None:
    page = [
        Set("Lehmgefäße und ihre Glasur", 80, x=72, size=17),
        Set("Dr.-Ing. Ada Brink, Technische Universität Lindau", 110, x=72),
        Set("Dipl.-Ing. (FH) Per Noor, Hochschule Kleinfeld", 124, x=72),
        Set("Dr. techn. Iva Kovač, Sveučilište u Jezeru", 138, x=72),
        Set("Zusammenfassung", 170, x=72, size=12),
    ]
    assert belongs(read(page)) == {
        "Ada Brink": ["Technische Universität Lindau"],
        "Per Noor": ["Hochschule Kleinfeld"],
        "Iva Kovač": ["Sveučilište u Jezeru"],
    }
