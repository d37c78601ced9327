"""Units beside universities: which stand for themselves. Names are invented, see conftest.py."""

import pytest

from extractors.organisations import open_resolver
from extractors.organisations.compile_ror import compile_index
from extractors.organisations.countries import open_countries
from extractors.organisations.resolver import Resolver
from extractors.organisations.ror_dump import open_dump
from tests.extractors.organisations.conftest import DATA, fillers, record, write_zip


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


@pytest.fixture(scope="module")
def lettered(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    """Invented bodies with letters of their own beside the fillers of conftest."""
    rows = [
        record("0aa000401", "Marmot Burrow Research Institute", [], ["facility"], "NZ", "Dunedin", None),
        record("0aa000402", "Fernbrook Puddle University", [], ["education"], "NZ", "Dunedin", None),
        record("0aa000403", "Fernbrook Puddle Gannet Cove Hospital", [], ["healthcare"], "NZ", "Dunedin", None),
        record("0aa000404", "Gannet Hospital", [], ["healthcare"], "NZ", "Oamaru", None),
    ]
    for row, letters, alias in ((rows[0], "MBRI", ""), (rows[1], "FPUX", ""), (rows[2], "", "Gannet Cove Hospital")):
        row["names"] += [{"value": letters, "types": ["acronym"], "lang": None}] if letters else []
        row["names"] += [{"value": alias, "types": ["alias"], "lang": None}] if alias else []
    folder = tmp_path_factory.mktemp("lettered")
    dump = write_zip(folder / "d.zip", [*rows, *fillers()])
    compile_index(open_dump(dump), folder / "i", open_countries(DATA / "rules"))
    return open_resolver(DATA, folder / "i")


def test_a_unit_printed_in_full_and_by_its_letters_is_named_for_itself(lettered: Resolver) -> None:
    end = "Fernbrook Puddle University, Dunedin, New Zealand"
    assert ids(lettered, f"Marmot Burrow Research Institute (MBRI), {end}") == ["ror:0aa000401", "ror:0aa000402"]
    assert ids(lettered, f"Marmot Burrow Research Institute, {end}") == ["ror:0aa000402"]


def test_a_university_goes_by_its_letters_where_it_stands(lettered: Resolver) -> None:
    assert ids(lettered, "School of Hay, FPUX University, Dunedin, New Zealand") == ["ror:0aa000402"]
    assert ids(lettered, "School of Hay, FPUX University, Oslo, Norway") == []


def test_a_hospital_by_a_telling_by_name_stands_beside_its_university(lettered: Resolver) -> None:
    raw = "Gannet Cove Hospital, Fernbrook Puddle University, Dunedin, New Zealand"
    assert ids(lettered, raw) == ["ror:0aa000403", "ror:0aa000402"]
