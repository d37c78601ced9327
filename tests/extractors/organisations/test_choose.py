"""Which names of a string count, and how near to a printing a name must be. Names are invented, see conftest.py."""

from pathlib import Path

import pytest

from extractors.organisations import open_resolver
from extractors.organisations.compile_ror import compile_index
from extractors.organisations.countries import open_countries
from extractors.organisations.resolver import Resolver
from extractors.organisations.ror_dump import open_dump
from tests.extractors.organisations.conftest import DATA, fillers, record, write_zip


def ids(resolver: Resolver, raw: str) -> list[str]:
    return [m.organisation.id for m in resolver.named(raw) if m.organisation]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # A part of its own that tells enough: a university without an address, a company with its form.
        ("Department of Hay, Tannerwick Marmot College, Ravenglass, Mongolia", ["ror:0aa000103"]),
        ("Brindlemoor Kettleworks, Inc.", ["ror:0aa000104"]),
        # The order of a name's parts.
        ("Brno Branch, Ostrava Puddle University, Brno, Czechia", ["ror:0aa000105"]),
        ("Marmotland Univ., Fernbrook, CO", ["ror:0aa000109"]),
        # Initials with stops and blanks or without.
        ("FR Gannet Cancer Center, Denver, CO", ["ror:0aa000110"]),
        ("F.R. Gannet Cancer Center, Denver, CO", ["ror:0aa000110"]),
        ("F. R. Gannet Cancer Center, Denver, CO", ["ror:0aa000110"]),
        # A hyphen before a subject; the letters of an abbreviation; a faculty named before without a comma.
        ("Stanford University-Psychology, Stanford, CA, USA", ["ror:00f54p054"]),
        ("Faculty of Science University of Heidelberg Heidelberg Germany", ["ror:038t36y30"]),
        ("St. Odo's Hospital, Denver, CO", ["ror:0aa000108"]),
    ],
)
def test_printings(resolver: Resolver, raw: str, expected: list[str]) -> None:
    assert ids(resolver, raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "St. Odo's Hospital, Portland, OR, USA",  # there is one in other cities
        "Brindlemoor Kettleworks",  # no form of a company, and no place
        "Omron, Heidelberg, United Hospital for Voles",
        "Kyungpook National University Hospital for Children, Daegu, South Korea",
        "Yale Univ. of Crafts, New Haven, CT",
    ],
)
def test_longer_names_and_names_of_many(resolver: Resolver, raw: str) -> None:
    assert ids(resolver, raw) == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Department of Lenses, Regional Eye Institute, Ravenglass, Mongolia", []),
        ("Regional Eye Institute", ["ror:0aa000111"]),  # all that is printed
        ("Marine Weather Station, Denver, CO, USA", ["ror:0aa000112"]),
        ("Marine Weather Station, Ravenglass", []),
    ],
)
def test_a_name_of_common_words_needs_its_place(resolver: Resolver, raw: str, expected: list[str]) -> None:
    assert ids(resolver, raw) == expected


def test_a_name_that_begins_inside_another_is_not_meant(resolver: Resolver) -> None:
    raw = "Thimble Washburn University Medical Center, Topeka, KS, USA"
    assert ids(resolver, raw) == ["ror:0aa000107"]


def test_a_name_takes_nothing_of_a_countrys(resolver: Resolver) -> None:
    assert ids(resolver, "Voles Trust, Manchester, United Kingdom") == []


def test_a_school_that_prints_no_place_may_be_followed_by_a_unit_of_it(tmp_path: Path) -> None:
    # Among six hundred names a word tells less than a lone name must: what stands behind it decides.
    rows = [*fillers()[:600], record("0aa000401", "Tannerwick University", [], ["education"], "NZ", "Dunedin", None)]
    compile_index(open_dump(write_zip(tmp_path / "d.zip", rows)), tmp_path / "i", open_countries(DATA / "rules"))
    small = open_resolver(DATA, tmp_path / "i")
    assert ids(small, "Tannerwick University Graduate School") == ["ror:0aa000401"]
    assert ids(small, "Tannerwick University Swimming Pool") == []
