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
    ],
)
def test_the_words_alone_do_not_say_it(bare: Resolver, printed: str) -> None:
    assert not names_armed_force(printed, bare.rules)


def test_a_printed_name_is_the_first_ground(bare: Resolver) -> None:
    match = military(bare, "U.S. Naval Research Laboratory, Washington, DC")
    assert military_ground(match, "U.S. Naval Research Laboratory", bare.rules) is Ground.PRINTED


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
