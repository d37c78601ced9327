"""The gazetteer is read strictly: a row that is not exactly as it should be is named by file and line."""

from pathlib import Path

import pytest

from citetrail.records.organisations import SourceCheck
from citetrail.records.vocabulary import Basis, Sector, Tier
from extractors.organisations.check_coordinates import misplaced
from extractors.organisations.compile_places import places_of
from extractors.organisations.countries import open_countries
from extractors.organisations.gazetteer import COLUMNS, Gazetteer, is_acronym, load_gazetteer
from extractors.organisations.places import open_places
from extractors.organisations.strict_csv import GazetteerError
from tests.extractors.organisations.conftest import DATA

ROW = {
    "id": "ct:clay-institute", "name": "Clay Institute", "aliases": "CLAYI|Institute of Clay",
    "native_names": "粘土研究所",
    "domains": "clay.example", "country": "JP", "city": "Kyoto", "lat": "35.02", "lng": "135.75", "precision": "city",
    "parent": "", "sector": "academic", "tier": "", "flags": "", "ror": "", "source": "https://clay.example/about",
    "checked_on": "2026-11-01",
}  # fmt: skip


def write(
    folder: Path, *rows: dict[str, str], name: str = "organisations.csv", columns: tuple[str, ...] = COLUMNS
) -> None:
    lines = [",".join(columns), *(",".join(f'"{r.get(c, "")}"' for c in columns) for r in rows)]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def fault(folder: Path, **changed: str) -> str:
    write(
        folder,
        ROW,
        ROW | {"id": "ct:other", "name": "Other", "aliases": "", "native_names": "", "domains": ""} | changed,
    )
    with pytest.raises(GazetteerError) as caught:
        load_gazetteer(folder)
    return str(caught.value)


def test_a_good_row_is_read(tmp_path: Path) -> None:
    write(tmp_path, ROW, columns=(*COLUMNS, "basis"))
    found = load_gazetteer(tmp_path).organisation("ct:clay-institute")
    assert found is not None
    assert (found.country, found.lat, found.sector, found.basis) == ("JP", 35.02, Sector.ACADEMIC, Basis.GAZETTEER)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": ""}, "source '' is no address"),
        ({"source": "Wikipedia"}, "is no address"),
        ({"id": "Clay"}, "neither ror:"),
        ({"id": "ct:clay-institute"}, "stands already"),
        ({"name": ""}, "no name"),
        ({"name": "Institute of Clay"}, "stands already in organisations.csv:2"),
        ({"country": "Japan"}, "no two-letter code"),
        ({"lat": "95"}, "not on Earth"),
        ({"lat": "north"}, "could not convert"),
        ({"lat": ""}, "go together"),
        ({"precision": "exact"}, "is not a valid Precision"),
        ({"city": ""}, "needs a city"),
        ({"sector": "army"}, "is not a valid Sector"),
        ({"sector": "military"}, "military needs a tier"),
        ({"sector": "commercial", "tier": "M1"}, "does not go with"),
        ({"sector": "military", "tier": "M6"}, "does not go with"),
        ({"sector": "commercial", "tier": "M4"}, "needs the flag defence_company"),
        ({"tier": "M5"}, "needs the flag defence_linked_university"),
        ({"flags": "evil"}, "is not a valid Flag"),
        ({"domains": "https://clay.example"}, "(lower case, no scheme)"),
        ({"domains": "clay.example"}, "belongs already to"),
        ({"checked_on": "yesterday"}, "no ISO date"),
        ({"ror": "https://ror.org/00f54p054"}, "does not agree with id"),
        ({"parent": "ct:other"}, "leads back to itself"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    message = fault(tmp_path, **changed)
    assert "organisations.csv:3" in message
    assert said in message


def test_one_name_in_two_countries_is_two_organisations(tmp_path: Path) -> None:
    write(
        tmp_path,
        ROW,
        ROW | {"id": "ct:other", "country": "IT", "city": "Rome", "domains": "", "native_names": "粘土"},
    )
    assert load_gazetteer(tmp_path).by_key["clay institute"] == ("ct:clay-institute", "ct:other")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ((*COLUMNS, "colour"), "unknown columns ['colour']"),
        (COLUMNS[:-1], "missing columns ['checked_on']"),
    ],
)
def test_columns_are_exactly_the_known_ones(tmp_path: Path, header: tuple[str, ...], said: str) -> None:
    write(tmp_path, ROW, columns=header)
    with pytest.raises(GazetteerError, match=r"organisations\.csv:1") as caught:
        load_gazetteer(tmp_path)
    assert said in str(caught.value)


def test_a_row_of_another_width_is_refused(tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(",".join(COLUMNS) + "\nct:x,Clay\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"organisations\.csv:2: 2 cells"):
        load_gazetteer(tmp_path)


def designate(folder: Path, row: str) -> Gazetteer:
    write(folder, ROW)
    head = "organisation,list,from,to,citation,source\n"
    (folder / "designations.csv").write_text(head + row + "\n", encoding="utf-8")
    return load_gazetteer(folder)


def test_designations_are_dated(tmp_path: Path) -> None:
    found = designate(tmp_path, "ct:clay-institute,1260H,2024-01-31,2025-01-07,89 FR 1,https://fr.example/1")
    organisation = found.organisation("ct:clay-institute")
    assert organisation is not None
    assert [(d.list, d.since, d.until) for d in organisation.designations] == [("1260H", "2024-01-31", "2025-01-07")]
    assert organisation.sector is Sector.ACADEMIC


@pytest.mark.parametrize(
    "row",
    [
        "ct:nobody,1260H,2024-01-31,,89 FR 1,https://fr.example/1",
        "ct:clay-institute,1260H,2024-01-31,2023-01-01,89 FR 1,https://fr.example/1",
        "ct:clay-institute,1260H,,,89 FR 1,https://fr.example/1",
        "ct:clay-institute,1260H,2024-01-31,,,https://fr.example/1",
        "ct:clay-institute,1260H,2024-01-31,,89 FR 1,hearsay",
    ],
)
def test_a_faulty_designation_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(GazetteerError, match=r"designations\.csv:2"):
        designate(tmp_path, row)


@pytest.mark.parametrize(("name", "told"), [("NUDT", True), ("AFRL", True), ("KAIST", True), ("Tencent", False)])
def test_acronyms_are_short_and_capital(name: str, told: bool) -> None:
    assert is_acronym(name) is told


class TestTheProductsOwn:
    """What the plain files of data/organisations hold."""

    gazetteer = load_gazetteer(DATA / "organisations")

    def test_it_is_as_large_as_promised(self) -> None:
        found = [e.organisation for e in self.gazetteer.entries.values()]
        military = [o for o in found if o.sector is Sector.MILITARY]
        assert len(found) >= 600
        assert len(military) >= 150
        assert len({o.country for o in military}) >= 25
        assert len([o for o in found if o.tier is Tier.M4]) >= 80

    def test_every_row_has_a_source(self) -> None:
        assert all(e.organisation.source.startswith("http") for e in self.gazetteer.entries.values())

    def test_every_place_lies_in_its_country_and_by_its_city(self) -> None:
        assert misplaced(self.gazetteer, places_of(1_000), open_countries(DATA / "rules")) == []

    def test_only_armed_forces_and_defence_laboratories_are_military(self) -> None:
        for entry in self.gazetteer.entries.values():
            tier = entry.organisation.tier
            assert (entry.organisation.sector is Sector.MILITARY) == (tier in (Tier.M1, Tier.M2, Tier.M3))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"confirmed": "maybe"}, "neither yes nor unconfirmed"),
        ({"confirmed": "yes", "source_words": ""}, "words in source_words"),
        ({"confirmed": "yes", "checked_on": ""}, "day in checked_on"),
        ({"confirmed": "unconfirmed", "checked_on": ""}, "nobody opened"),
    ],
)
def test_what_was_opened_is_told_whole(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    row = ROW | {"confirmed": "yes", "source_words": "an institute of clay"} | cells
    write(tmp_path, row, columns=(*COLUMNS, "confirmed", "source_words"))
    with pytest.raises(GazetteerError, match=reason):
        load_gazetteer(tmp_path)


def test_a_row_of_a_file_without_the_column_is_unconfirmed(tmp_path: Path) -> None:
    write(tmp_path, ROW)
    organisation = load_gazetteer(tmp_path).organisation(ROW["id"])
    assert organisation is not None
    assert organisation.source_check == SourceCheck(confirmed=False, checked_on="2026-11-01")


def test_a_place_far_from_its_city_is_told(tmp_path: Path) -> None:
    write(tmp_path, ROW | {"lat": "43.06", "lng": "141.35"}, ROW | {
        "id": "ct:b", "name": "B", "aliases": "", "native_names": "", "domains": "", "lat": "10.0", "lng": "10.0",
    })  # fmt: skip
    told = misplaced(load_gazetteer(tmp_path), open_places(), open_countries(DATA / "rules"))
    assert "km from Kyoto" in told[0]
    assert any("from any city of JP" in t and t.startswith("organisations.csv:3") for t in told)


@pytest.mark.parametrize(
    "row",
    [
        "CLAY,ct:nobody,alone,https://x.example",
        "CLAY,ct:clay-institute,alone,hearsay",
        "CLAY,ct:clay-institute,always,https://x.example",
        "PLOTS,ct:clay-institute,alone,https://x.example",
        "Clay Institute,ct:clay-institute,located,https://x.example",
    ],
)
def test_a_faulty_short_name_is_refused(tmp_path: Path, row: str) -> None:
    write(tmp_path, ROW)
    (tmp_path / "short_names.csv").write_text(f"name,organisation,standing,source\n{row}\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"short_names\.csv:2"):
        load_gazetteer(tmp_path)


def test_no_company_is_called_by_the_words_of_any_laboratory() -> None:
    words = "laboratory center vision intelligent security system technology automation research ai data"
    common = set(words.split(" "))
    gazetteer = load_gazetteer(DATA / "organisations")
    called = {k: ids for k, ids in gazetteer.by_key.items() if len(k.split()) < 3 and set(k.split()) <= common}
    assert called == {}


def test_letters_that_an_index_prints_for_several_words_find_the_name_with_either(tmp_path: Path) -> None:
    write(tmp_path, ROW | {"name": "Clay Medicine Institute"})
    gazetteer = load_gazetteer(tmp_path)
    # "Med" is read as "medical" wherever it stands; see word_variants.csv.
    assert gazetteer.by_key["clay medical institute"] == gazetteer.by_key["clay medicine institute"]
    other = ROW | {
        "id": "ct:other",
        "name": "Clay Medical Institute",
        "aliases": "",
        "native_names": "",
        "domains": "",
    }
    write(tmp_path, ROW | {"name": "Clay Medicine Institute"}, other)
    assert load_gazetteer(tmp_path).by_key["clay medical institute"] == ("ct:other",)
