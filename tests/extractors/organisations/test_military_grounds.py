"""What a military sector rests on: the printed name, a confirmed source, or only what a row's author knew."""

from dataclasses import replace

import pytest

from citetrail.records.organisations import OrganisationMatch, SourceCheck
from citetrail.records.vocabulary import Ground
from extractors.organisations.military_grounds import grounds, military_ground, names_armed_force
from extractors.organisations.resolver import Resolver


@pytest.mark.parametrize(
    "printed",
    [
        "Kiln Laboratory, Royal Navy, Faslane",
        "Ejército de Tierra, Madrid, Spain",
        "Hospital of the People's Liberation Army, Jinan, China",
        "Ministry of Defence, London",
        "Universität der Bundeswehr, Neubiberg",
        "Slovenska vojska, Ljubljana",
        "Türk Silahlı Kuvvetleri, Ankara",
        "T.C. MİLLÎ SAVUNMA BAKANLIĞI, Ankara",
        "Ministerstvo obrany, Praha",
        "Lietuvos kariuomenė, Vilnius",
        "وزارة الدفاع، الرياض",
        "กระทรวงกลาโหม กรุงเทพมหานคร",
        "Rumah Sakit Angkatan Laut Dr. Ramelan, Surabaya",
        "Botswana Defence Force, Gaborone",
        "陸軍軍官學校, 高雄",
    ],
)
def test_a_name_may_say_whose_it_is(bare: Resolver, printed: str) -> None:
    assert names_armed_force(printed, bare.rules)


@pytest.mark.parametrize(
    "printed",
    [
        "Salvation Army College, Leeds",
        "5 Army Road, Agra",
        "Department of Naval Architecture",
        "Defence Clay Institute",
        "Vojna bolnica, Ulica Hrvatske vojske 12, Split",
        "Spitali Ushtarak Qendror Universitar, Tiranë",
        "Brigade de sapeurs-pompiers de Paris, Paris",
        "Muzeum Wojska Polskiego, Warszawa",
        "三軍總醫院, 臺北",
    ],
)
def test_the_words_alone_do_not_say_it(bare: Resolver, printed: str) -> None:
    assert not names_armed_force(printed, bare.rules)


def test_a_printed_name_is_the_first_ground(bare: Resolver) -> None:
    match = military(bare, "U.S. Naval Research Laboratory, Washington, DC")
    assert military_ground(match, "U.S. Naval Research Laboratory", bare.rules) is Ground.PRINTED


def test_a_force_in_its_own_language_is_a_printed_ground(bare: Resolver) -> None:
    printed = "Slovenska vojska, Vojaška zdravstvena enota, Ljubljana"
    assert grounds(printed, (military(bare, printed),), bare.rules) == (Ground.PRINTED,)


def test_a_confirmed_row_is_ground_where_the_name_is_silent(bare: Resolver) -> None:
    match = checked(military(bare, "Helmut Schmidt University, Hamburg, Germany"), confirmed=True)
    assert military_ground(match, "Helmut Schmidt University", bare.rules) is Ground.SOURCE


def test_an_unconfirmed_row_is_none(bare: Resolver) -> None:
    match = checked(military(bare, "Helmut Schmidt University, Hamburg, Germany"), confirmed=False)
    assert military_ground(match, "Helmut Schmidt University", bare.rules) is Ground.NONE


def test_only_military_matches_have_grounds(bare: Resolver) -> None:
    (match,) = bare.resolve("Tsinghua University, Beijing, China")
    with pytest.raises(ValueError, match="academic"):
        military_ground(match, "Tsinghua University", bare.rules)


def test_words_of_a_force_beside_a_civil_body_carry_nobody(bare: Resolver) -> None:
    silent = checked(military(bare, "Helmut Schmidt University, Hamburg, Germany"), confirmed=False)
    (civil,) = bare.resolve("Tsinghua University, Beijing, China")
    printed = "Naval Hospital; Helmut Schmidt University; Tsinghua University"
    assert grounds(printed, (silent, civil), bare.rules) == (Ground.NONE, None)
    assert grounds("Naval Hospital, Helmut Schmidt University", (silent,), bare.rules) == (Ground.PRINTED,)


def military(resolver: Resolver, raw: str) -> OrganisationMatch:
    (match,) = resolver.resolve(raw)
    return match


def checked(match: OrganisationMatch, *, confirmed: bool) -> OrganisationMatch:
    assert match.organisation is not None
    return replace(match, organisation=replace(match.organisation, source_check=SourceCheck(confirmed)))
