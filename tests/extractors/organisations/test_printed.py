"""Affiliations as papers of the field print them, and their look-alikes, against labels made before the first run.

A string with `unknown` among its sectors may be told nothing of, but nothing else than what is listed.

Covers: extractors.organisations.resolver.
"""

import csv
from pathlib import Path

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.resolver import Resolver

with (Path(__file__).parent / "printed.csv").open(encoding="utf-8", newline="") as file:
    PRINTED = list(csv.DictReader(file))


@pytest.mark.parametrize("row", PRINTED, ids=[r["affiliation"][:60] for r in PRINTED])
def test_sector_country_and_organisations(bare: Resolver, row: dict[str, str]) -> None:
    matches = bare.resolve(row["affiliation"])
    told = {str(m.sector) for m in matches} - {str(Sector.UNKNOWN)}
    wanted = set(row["sectors"].split())
    assert told <= wanted
    assert Sector.UNKNOWN in wanted or told == wanted
    countries = {m.country for m in matches if m.country}
    assert not row["country"] or countries & set(row["country"].split())
    names = " | ".join(m.organisation.name for m in matches if m.organisation)
    assert all(name in names for name in row["organisations"].split("; "))


def test_there_are_enough_of_each_kind() -> None:
    military = [r for r in PRINTED if r["sectors"] == "military"]
    assert len({r["country"] for r in military}) >= 18
    assert len([r for r in PRINTED if "military" not in r["sectors"]]) >= 80


class TestAcronymsThatStandAlone:
    def test_as_a_part_of_their_own(self, bare: Resolver) -> None:
        assert sectors(bare, "Laboratory of Machine Vision, NUDT") == {Sector.MILITARY}

    def test_with_a_unit_of_theirs(self, bare: Resolver) -> None:
        assert sectors(bare, "NUDT School of Meteorology") == {Sector.MILITARY}
        assert sectors(bare, "School of Meteorology of NUDT") == {Sector.MILITARY}

    def test_not_in_brackets_after_what_they_are_short_for(self, bare: Resolver) -> None:
        assert Sector.MILITARY not in sectors(bare, "Nordic Union of Dental Technicians (NUDT)")

    def test_not_with_another_country_or_a_city_of_one(self, bare: Resolver) -> None:
        assert Sector.MILITARY not in sectors(bare, "Faculty of Music, NUDT, Ghana")
        assert Sector.MILITARY not in sectors(bare, "Faculty of Music, NUDT, Oslo")

    def test_not_the_short_ones_nor_those_that_others_bear(self, bare: Resolver) -> None:
        for raw in (
            "Department of Physics, NPS",
            "Robot Group, CAIR",
            "School of Drama, MIST",
            "Dept. of Maths, ADD",
        ):
            assert Sector.MILITARY not in sectors(bare, raw)

    def test_not_in_the_middle_of_words(self, bare: Resolver) -> None:
        assert Sector.MILITARY not in sectors(bare, "The Darpa Valley NUDT Choir")


class TestStreets:
    @pytest.mark.parametrize(
        "raw",
        [
            "Institute of Botany, 7 Defence Research Road, Pune, India",
            "Blue Lens Ltd, 12 Naval Academy West Road, Dalian, China",
            "Studio Volti, via Accademia Navale 3, Livorno, Italy",
            "Lab of Faces, Royal Military College Avenue, Kingston, Canada",
        ],
    )
    def test_their_names_are_no_organisations(self, bare: Resolver, raw: str) -> None:
        assert Sector.MILITARY not in sectors(bare, raw)

    def test_an_address_takes_nothing_from_the_name_before_it(self, bare: Resolver) -> None:
        raw = "Army Engineering University, 1 Haifuxiang Road, Nanjing, China"
        assert sectors(bare, raw) == {Sector.MILITARY}


class TestConjoined:
    def test_both_sides_are_organisations(self, bare: Resolver) -> None:
        assert names(bare, "Tsinghua University and Megvii") == {"Tsinghua University", "Megvii"}
        assert names(bare, "Imperial & FaceSoft") == {"Imperial College London", "FaceSoft"}

    def test_the_country_of_one_speaks_for_the_acronym_beside_it(self, bare: Resolver) -> None:
        assert names(bare, "MSU & Rank One Computing") == {"Michigan State University", "Rank One Computing"}

    @pytest.mark.parametrize(
        "raw",
        ["Department of Apple and Pear Breeding, Cornell University", "School of Adobe & Clay, Cornell University"],
    )
    def test_departments_stay_whole(self, bare: Resolver, raw: str) -> None:
        assert names(bare, raw) == {"Cornell University"}


class TestUnitsOfManyNames:
    def test_another_city_is_another_institute(self, bare: Resolver) -> None:
        assert names(bare, "Institute of Computing Technology, Poznan") == set()
        assert names(bare, "Institute of Computing Technology, Wuhan") == set()

    def test_its_own_city_or_its_academy_tells_it(self, bare: Resolver) -> None:
        for raw in (
            "Institute of Computing Technology, Beijing",
            "Institute of Computing Technology, CAS, Beijing 100190",
            "Institute of Computing Technology, Chinese Academy of Sciences",
        ):
            assert names(bare, raw) == {"Chinese Academy of Sciences"}


def test_a_name_is_not_made_of_two_over_a_comma(bare: Resolver) -> None:
    assert sectors(bare, "Department of War Studies, University of Warsaw, Poland") == {Sector.ACADEMIC}
    assert sectors(bare, "War Studies, University of Warsaw, Poland") == {Sector.ACADEMIC}


def sectors(resolver: Resolver, raw: str) -> set[Sector]:
    return {m.sector for m in resolver.resolve(raw)} - {Sector.UNKNOWN}


def names(resolver: Resolver, raw: str) -> set[str]:
    return {m.organisation.name for m in resolver.resolve(raw) if m.organisation}
