"""Spellings of one affiliation, and affiliations that only look like one another."""

import pytest

from citetrail.records.spellings import spelled_alike, telling_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Inst. of Sample Optics, Univ. Northholm", "University Northholm, Institute of Sample Optics"),
        ("École d'Exemple, 75005 Paris", "ECOLE D’EXEMPLE - Paris"),
        ("Institute of Sample Optics (Northholm)", "institute of sample optics, northholm."),
        ("Northholm Institute of Sample Optics (NISO), Oslo", "Northholm Institute of Sample Optics, Oslo"),
        ("northholm institute of sample optics (nioso)", "Northholm Institute of Sample Optics"),
        ("Department of Glass, Optics School of Oslo (OSO)", "Optics School of Oslo, Dept. of Glass"),
        ("Lamp Works Co., Ltd., Oslo", "Lamp Works Ltd, Oslo"),
        ("Lamp Works Pvt. Ltd.", "Lamp Works Limited"),
    ],
)
def test_spellings_of_one(one: str, other: str) -> None:
    assert spelled_alike(one, other)
    assert spelled_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of Northholm", "University of Northholm at Southport"),
        ("University of Northholm", "University of Northholm Press"),
        ("No. 58 Sample Institute", "No. 29 Sample Institute"),
        ("Unit 61000, Sample Army", "Unit 62000, Sample Army"),
        ("Lamp Works Ltd", "Lamp Works Inc."),
        ("Lamp Company", "Lamp"),
        ("University of Southern Asturias (USA)", "University of Southern Asturias (UK)"),
        ("Institute of Sample Optics (Madrid)", "Institute of Sample Optics (Oslo)"),
        ("Institute of Sample Optics (IKX)", "Institute of Sample Optics"),
        ("University of Kelp (UK)", "University of Kelp"),
        ("", ""),
        ("12", "12"),
    ],
)
def test_a_longer_name_or_another_number_is_another_body(one: str, other: str) -> None:
    assert not spelled_alike(one, other)


def test_telling_words_are_the_longest_and_no_numbers() -> None:
    assert telling_words("12345 Sample Institute of Optics", 2) == ["institute", "optics"]
