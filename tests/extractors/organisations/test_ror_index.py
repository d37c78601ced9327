"""From the official zip to the index and back: what is kept, what is refused, how fast it opens."""

import json
import time
import zipfile
from pathlib import Path

import pytest

from extractors.organisations.address import read_address
from extractors.organisations.compile_ror import compile_index
from extractors.organisations.countries import open_countries
from extractors.organisations.fuzzy import fuzzy_match
from extractors.organisations.name_tokens import key as key_of
from extractors.organisations.ror_dump import DumpError, open_dump
from extractors.organisations.ror_index import ACRONYM, DERIVED, DISPLAY, HALF, LABEL, IndexFileError, RorIndex
from tests.extractors.organisations.conftest import DATA, RECORDS, record, write_zip


def kinds(index: RorIndex, key: str) -> dict[str, int]:
    entry = index.get("names", key)
    return {index.record(p.number).ror: p.kind for p in entry.postings} if entry else {}


def test_what_goes_in_comes_out(ror_index: Path) -> None:
    with RorIndex(ror_index) as index:
        assert (index.version, index.date) == ("v2.9", "2026-06-23")
        assert index.size == len(RECORDS) + 4_096
        entry = index.get("ids", "03v76x132")
        assert entry is not None
        yale = index.record(entry.postings[0].number)
        assert (yale.name, yale.country, yale.city, yale.types) == (
            "Yale University",
            "US",
            "New Haven",
            ("education",),
        )


def test_withdrawn_organisations_are_left_out(ror_index: Path) -> None:
    with RorIndex(ror_index) as index:
        assert index.get("names", "never was university") is None


def test_names_have_their_kinds(ror_index: Path) -> None:
    with RorIndex(ror_index) as index:
        assert kinds(index, "heidelberg university")["038t36y30"] == DISPLAY
        assert kinds(index, "university heidelberg")["038t36y30"] == LABEL
        assert kinds(index, "university yale")["03v76x132"] == DERIVED
        assert kinds(index, "university california") == {"046rm7j60": HALF, "05rrcem69": HALF}
        assert kinds(index, "omron")["00q0w1h45"] == DERIVED


def test_every_key_that_was_written_is_found(ror_index: Path) -> None:
    with RorIndex(ror_index) as index:
        for number in range(index.size):
            entry = index.get("ids", index.record(number).ror)
            assert entry is not None
            assert entry.postings[0].number == number
        assert index.get("ids", "0zzzzzz99") is None


def test_it_opens_at_once(ror_index: Path) -> None:
    started = time.perf_counter()
    with RorIndex(ror_index) as index:
        index.get("names", "yale university")
    assert time.perf_counter() - started < 0.5


def test_compiling_twice_gives_the_same_bytes(ror_zip: Path, ror_index: Path, tmp_path: Path) -> None:
    compile_index(open_dump(ror_zip), tmp_path / "again.index", open_countries(DATA / "rules"))
    assert (tmp_path / "again.index").read_bytes() == ror_index.read_bytes()


def test_an_organisation_without_an_address_may_tell_its_country(tmp_path: Path) -> None:
    named = record("00002d369", "Azacycles (Czechia)", [], [], None, None, None)
    province = record("04s1nv328", "Zhejiang Clay University", [], [], None, None, None)
    source = write_zip(tmp_path / "d.zip", [named, province])
    compile_index(open_dump(source), tmp_path / "i", open_countries(DATA / "rules"))
    with RorIndex(tmp_path / "i") as index:
        assert [index.record(i).guess for i in (0, 1)] == ["CZ", "CN"]
        assert kinds(index, "azacycles") == {"00002d369": DERIVED}


def test_acronyms_stay_acronyms(tmp_path: Path) -> None:
    made = record("00987cb86", "Universidade Estadual Paulista (UNESP)", [], ["education"], "BR", "São Paulo", None)
    compile_index(open_dump(write_zip(tmp_path / "d.zip", [made])), tmp_path / "i", open_countries(DATA / "rules"))
    with RorIndex(tmp_path / "i") as index:
        assert kinds(index, "unesp") == {"00987cb86": ACRONYM}


@pytest.mark.parametrize("damage", [b"", b"nonsense" * 100])
def test_what_is_no_index_is_refused_with_a_next_step(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "i").write_bytes(damage)
    with pytest.raises(IndexFileError, match="organisations update"):
        RorIndex(tmp_path / "i")


def test_an_index_cut_short_is_refused(ror_index: Path, tmp_path: Path) -> None:
    (tmp_path / "i").write_bytes(ror_index.read_bytes()[:-100])
    with pytest.raises(IndexFileError, match="organisations update"):
        RorIndex(tmp_path / "i")


class TestDump:
    def test_schema_2_is_preferred(self, tmp_path: Path) -> None:
        path = tmp_path / "d.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("v1.45-2024-04-11-ror-data.json", "[]")
            archive.writestr("v1.45-2024-04-11-ror-data_schema_v2.json", "[]")
            archive.writestr("v1.45-2024-04-11-ror-data.csv", "")
        assert open_dump(path).member.endswith("_schema_v2.json")

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 but no more", b"{}"])
    def test_what_is_no_zip_is_refused(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "d.zip").write_bytes(content)
        with pytest.raises(DumpError):
            open_dump(tmp_path / "d.zip")

    def test_a_zip_of_something_else_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DumpError, match="holds no v"):
            open_dump(write_zip(tmp_path / "d.zip", [], member="holiday.json"))

    @pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"id": 1', "[}", '[{"a": 1} x'])
    def test_what_is_no_array_of_objects_is_refused(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "d.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("v2.9-2026-06-23-ror-data.json", text)
        with pytest.raises(DumpError):
            list(open_dump(path).organisations())

    def test_objects_come_whole_however_the_bytes_fall(self, tmp_path: Path) -> None:
        rows = [{"id": i, "name": "ü" * 700} for i in range(3_000)]
        path = tmp_path / "d.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("v2.9-2026-06-23-ror-data.json", json.dumps(rows, ensure_ascii=False))
        assert list(open_dump(path).organisations()) == rows

    def test_a_failed_compilation_leaves_the_old_index(self, tmp_path: Path) -> None:
        target = tmp_path / "i"
        target.write_bytes(b"the old one")
        bad = record("nonsense!", "X", [], [], None, None, None)
        with pytest.raises(DumpError, match="no ROR address"):
            compile_index(open_dump(write_zip(tmp_path / "d.zip", [bad])), target, open_countries(DATA / "rules"))
        assert target.read_bytes() == b"the old one"


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Fernbrook Royal NHS Foundation Trust", "Fernbrook Royal Foundation Trust"),
        ("Fernbrook Hospitals NHS Trust", "Fernbrook Hospitals NHS Foundation Trust"),
        ("Centre Hospitalier Universitaire de Tannerville", "CHU Tannerville"),
        ("Centre Hospitalier Régional Universitaire de Tannerville", "Tannerville University Hospital"),
        ("University Hospital Marmotheim", "Marmotheim University Hospital"),
        ("Marmotheim University Hospital", "University Hospital of Marmotheim"),
        ("Hospital Universitario Son Marmota", "Son Marmota University Hospital"),
        ("IRCCS Ospedale San Marmotto", "San Marmotto Hospital"),
        ("West Heron Hospital of Fernbrook University", "Fernbrook University West Heron Hospital"),
        ("Fernbrook University Heron Hospital", "Heron Hospital, Fernbrook University"),
        ("Lake Heron VA Health Care System", "Lake Heron Veterans Affairs Health Care System"),
        ("Marmotland National Academy of Sciences", "National Academy of Sciences of Marmotland"),
    ],
)
def test_hospitals_trusts_and_academies_go_by_their_other_order_and_status(
    name: str, printed: str, tmp_path: Path
) -> None:
    made = record("0aa000201", name, [], [], "GB", "Fernbrook", None)
    compile_index(open_dump(write_zip(tmp_path / "d.zip", [made])), tmp_path / "i", open_countries(DATA / "rules"))
    with RorIndex(tmp_path / "i") as index:
        assert kinds(index, key_of(printed)) == {"0aa000201": DERIVED}


def test_a_misprint_begins_as_the_word_does_and_is_nobodys_own_name(tmp_path: Path) -> None:
    rows = [
        record("0aa000301", "Biotechnology Kiln Research Institute", [], ["facility"], "NZ", "Dunedin", None),
        record("0aa000302", "Evangelismos Hospital", [], ["healthcare"], "GR", "Athens", None),
        record("0aa000303", "Marmot Glaze Research Establishments", [], ["facility"], "NZ", "Dunedin", None),
        record("0aa000304", "Marmot Glaze Research Establishment", [], ["facility"], "NO", "Oslo", None),
    ]
    compile_index(open_dump(write_zip(tmp_path / "d.zip", rows)), tmp_path / "i", open_countries(DATA / "rules"))
    with RorIndex(tmp_path / "i") as index:

        def found(raw: str) -> str | None:
            match = fuzzy_match(read_address(raw, open_countries(DATA / "rules")), index)
            return match[0].ror if match else None

        assert found("Evaggelismos Hospital, Athens, Greece") == "0aa000302"
        assert found("Technology Kiln Research Institute, Dunedin, New Zealand") is None
        assert found("Marmot Glaze Research Establishment, Dunedin, New Zealand") is None
