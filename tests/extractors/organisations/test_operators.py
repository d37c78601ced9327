"""Who runs a national laboratory, printed behind its name, and companies that only stand near one."""

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.operators import without_form_behind, without_operators
from extractors.organisations.resolver import Resolver


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (
            "Kiln National Laboratory, managed by Clay Alliance, LLC, Oslo, IL, USA",
            "Kiln National Laboratory, Oslo, IL, USA",
        ),
        (
            "Kiln National Lab, operated for the Glaze Office by Clay Alliance LLC, Oslo, IL",
            "Kiln National Lab, Oslo, IL",
        ),
        ("Kiln Laboratory (run by the Clay Alliance Inc.), Oslo", "Kiln Laboratory, Oslo"),
        (
            "Kiln National Laboratories, a facility managed and operated by Clay Alliance, LLC, a wholly owned "
            "subsidiary of Teapot International Inc., Oslo, IL",
            "Kiln National Laboratories, Oslo, IL",
        ),
        # Whoever runs it without a company's form is named for itself.
        (
            "Kiln Propulsion Laboratory, managed by the University of Clay, Oslo",
            "Kiln Propulsion Laboratory, managed by the University of Clay, Oslo",
        ),
        ("Clay Alliance, LLC, Oslo", "Clay Alliance, LLC, Oslo"),
    ],
)
def test_whoever_is_said_to_run_it_is_left_out(printed: str, kept: str) -> None:
    assert without_operators(printed) == kept


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Kiln National Laboratory, Clay Alliance, LLC, Oslo, IL", "Kiln National Laboratory, Oslo, IL"),
        ("Kiln Natl Lab, Clay Sci Associates LLC, Oslo, IL USA", "Kiln Natl Lab, Oslo, IL USA"),
        ("Kiln National Accelerator Facility, Clay Alliance, LLC", "Kiln National Accelerator Facility"),
    ],
)
def test_the_form_in_the_next_part_is_the_operators(printed: str, kept: str) -> None:
    assert without_form_behind(printed) == kept


@pytest.mark.parametrize(
    "printed",
    [
        "Kiln National Laboratory, Oslo, IL, USA, and Quorvex Inc., Denver, CO",
        "Kiln National Laboratory, and Quorvex Inc., Denver, CO",
        "Kiln National Laboratory; Quorvex Inc., Denver, CO",
        "Kiln Laboratory, Quorvex Inc., Denver, CO",
        "Kiln National Laboratories, Inc., Denver, CO",
    ],
)
def test_other_companies_stay(printed: str) -> None:
    assert without_operators(printed) == without_form_behind(printed) == printed


def test_a_laboratory_is_no_company_for_its_operator(bare: Resolver) -> None:
    found = bare.resolve("Brookhaven National Laboratory, Clay Science Associates, LLC, Upton, NY, USA")
    assert all(m.sector is not Sector.COMMERCIAL for m in found)


def test_a_company_that_people_entered_is_told_behind_a_laboratory_too(bare: Resolver) -> None:
    found = bare.resolve("Kiln National Laboratory, Pfizer Inc., Oslo, IL, USA")
    assert [m.organisation.name for m in found if m.organisation] == ["Pfizer"]
