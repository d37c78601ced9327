"""Laboratories of two bodies, and names that a chair, a building or another campus only carries."""

import pytest

from extractors.organisations.joint_laboratories import partners_before, partners_behind
from extractors.organisations.resolver import Resolver


def names(resolver: Resolver, raw: str) -> list[str]:
    return [m.organisation.name for m in resolver.resolve(raw) if m.organisation]


def test_every_hyphen_is_a_way_to_read_the_name() -> None:
    assert list(partners_before("Alpha-Beta-Gamma Joint Lab, Room 2, Lund")) == [
        ("Alpha", "Beta-Gamma", "Lund"),
        ("Alpha-Beta", "Gamma", "Lund"),
    ]
    assert list(partners_before("Alpha-Beta Laboratory, Lund")) == []


def test_bodies_behind_the_laboratory() -> None:
    assert partners_behind("Joint Laboratory of Alpha and Beta, Lund") == ["Alpha, Lund", "Beta, Lund"]
    assert partners_behind("Laboratory of Joint Diseases") == []


@pytest.mark.parametrize(
    "raw",
    [
        "Tsinghua University-Tencent Joint Laboratory, Beijing, China",
        "Tencent-Tsinghua University Joint Laboratory, Beijing, China",
    ],
)
def test_both_bodies_in_either_order(resolver: Resolver, raw: str) -> None:
    assert set(names(resolver, raw)) == {"Tsinghua University", "Tencent"}


@pytest.mark.parametrize(
    "honour",
    [
        "Novo Nordisk Foundation Centre for Kilns",
        "Texas Instruments Auditorium",
        "General Motors Wing of the Kiln House",
        "Procter & Gamble Lecturer in Glazes",
        "Johnson Matthey Library",
        "Thermo Fisher Scientific Medal Committee",
        "Boehringer Ingelheim Fonds",
        "Bristol-Myers Squibb University Research Centre",
        "Via Johnson Matthey 4",
        "Fondation Dassault Systèmes",
        "Johnson & Johnson Corporate Citizenship Trust",
        "Abbott Laboratories Fund",
        "General Motors Institute",
    ],
)
def test_what_companies_of_two_words_lend_their_name_to_is_none(bare: Resolver, honour: str) -> None:
    assert names(bare, f"{honour}, Tsinghua University, Beijing, China") == ["Tsinghua University"]


@pytest.mark.parametrize(
    ("unit", "company"),
    [
        ("Novartis Corporate Research", "Novartis"),
        ("Pfizer Worldwide Safety", "Pfizer"),
        ("AstraZeneca R&D Lund", "AstraZeneca"),
        ("Sanofi Vaccines", "Sanofi"),
        ("Toshiba Healthcare", "Toshiba"),
        ("Research Laboratory, Texas Instruments Europe", "Texas Instruments"),
    ],
)
def test_units_of_a_company_are_the_company(bare: Resolver, unit: str, company: str) -> None:
    assert names(bare, f"{unit}, Lund, Sweden") == [company]


@pytest.mark.parametrize("honour", ["Tencent Chair of Optics", "Tencent Distinguished Fellow", "Tencent Building"])
def test_a_chair_named_after_a_company_is_no_company(resolver: Resolver, honour: str) -> None:
    assert names(resolver, f"{honour}, Tsinghua University, Beijing, China") == ["Tsinghua University"]
    assert "Tencent" in names(resolver, "Tencent AI Lab, Shenzhen, China")


def test_another_campus_is_another_university(resolver: Resolver) -> None:
    assert names(resolver, "University of Maryland, College Park, MD, USA") == [
        "University of Maryland, College Park"
    ]
    assert names(resolver, "University of Michigan Medical School, USA") == names(
        resolver, "University of Michigan, USA"
    )
    assert "University of Maryland, College Park" not in names(resolver, "University of Maryland Baltimore, MD, USA")


def test_both_bodies_as_they_are_printed(bare: Resolver) -> None:
    matches = bare.named("Tencent-Tsinghua University Joint Laboratory, Beijing, China")
    assert [m.organisation.name for m in matches if m.organisation] == ["Tencent", "Tsinghua University"]
