"""Units beside universities: which stand for themselves. Names are invented, see conftest.py."""

from extractors.organisations.resolver import Resolver


def ids(resolver: Resolver, raw: str) -> list[str]:
    return [m.organisation.id for m in resolver.named(raw) if m.organisation]


def test_a_unit_behind_the_country_of_its_neighbour_is_somebody_else(resolver: Resolver) -> None:
    raw = "Yale University, USA, Quillfeather Saddle Bureau, New Haven, USA"
    assert ids(resolver, raw) == ["ror:03v76x132", "ror:0aa000102"]


def test_so_is_one_behind_a_semicolon(resolver: Resolver) -> None:
    raw = "Yale University; Quillfeather Saddle Bureau, New Haven, USA"
    assert ids(resolver, raw) == ["ror:03v76x132", "ror:0aa000102"]


def test_a_unit_before_its_university_is_the_university(resolver: Resolver) -> None:
    assert ids(resolver, "Quillfeather Saddle Bureau, Yale University, New Haven, USA") == ["ror:03v76x132"]


def test_a_body_of_which_ror_tells_nothing_is_no_part_of_anybody(resolver: Resolver) -> None:
    raw = "Quillfeather Institute for Marmot Studies, Yale University, New Haven, USA"
    assert ids(resolver, raw) == ["ror:0aa000101", "ror:03v76x132"]
