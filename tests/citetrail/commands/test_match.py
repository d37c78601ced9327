"""`citetrail match` and `citetrail organisations` as a user calls them."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.commands.user_errors import UserError
from tests.extractors.organisations.conftest import RECORDS, record, write_zip

NUDT = "National University of Defense Technology, Changsha, China"


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CITETRAIL_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def call(*arguments: str) -> str:
    """What a command prints. What it raises is raised here too."""
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def matched(folder: Path, *strings: str) -> list[dict[str, str]]:
    source, target = folder / "in.csv", folder / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "affiliation"], *(["x", s] for s in strings)])
    call("match", "--in", str(source), "--out", str(target))
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_in_one_row_out_in_the_same_order(var: Path, tmp_path: Path) -> None:
    rows = matched(tmp_path, NUDT, "", 'A "quoted", string\nwith a break', NUDT)
    assert list(rows[0]) == ["affiliation", "ror_ids", "organisation", "country", "sector", "method", "score"]
    assert [r["affiliation"] for r in rows] == [NUDT, "", 'A "quoted", string\nwith a break', NUDT]
    assert rows[0]["ror_ids"] == "https://ror.org/05d2yfz11"
    assert (rows[0]["country"], rows[0]["sector"], rows[0]["method"]) == ("CN", "military", "gazetteer")
    assert (rows[1]["ror_ids"], rows[1]["method"], rows[1]["score"]) == ("", "unresolved", "0.00")


def test_several_organisations_have_several_ids(var: Path, tmp_path: Path) -> None:
    (row,) = matched(tmp_path, "Tsinghua University, Beijing, China; Stanford University, Stanford, USA")
    assert row["ror_ids"] == "https://ror.org/03cve4549 https://ror.org/00f54p054"
    assert row["organisation"] == "Tsinghua University | Stanford University"


def test_long_and_hostile_fields_are_rows_too(var: Path, tmp_path: Path) -> None:
    rows = matched(tmp_path, "x" * 200_000, "\x07\u202e", "=cmd|' /C calc'!A0")
    assert [r["method"] for r in rows] == ["unresolved"] * 3


def test_a_file_without_the_column_is_refused(var: Path, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name\nYale\n", encoding="utf-8")
    with pytest.raises(UserError, match="no column affiliation"):
        call("match", "--in", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.csv"))


ZURICH = "affiliation{}\r\nUniversität Zürich, Zürich, Schweiz{}\r\n"


@pytest.mark.parametrize(
    ("text", "encoding", "options"),
    [
        (ZURICH.format("", ""), "utf-16", ()),
        (ZURICH.format("", "").replace("affil", "Affil"), "utf-8", ()),
        (ZURICH.format(";id", ";1"), "utf-8-sig", ()),
        (ZURICH.format("", ""), "windows-1252", ("--encoding", "windows-1252")),
    ],
)
def test_no_character_is_damaged(
    var: Path, tmp_path: Path, text: str, encoding: str, options: tuple[str, ...]
) -> None:
    if ";" not in text:
        text = text.replace("Universität Zürich, Zürich, Schweiz", '"Universität Zürich, Zürich, Schweiz"')
    (tmp_path / "in.csv").write_bytes(text.encode(encoding))
    call("match", "--in", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.csv"), *options)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["affiliation"].startswith("Universität Zürich")


def test_an_encoding_that_nobody_named_is_refused(var: Path, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes("affiliation\nUniversität Zürich\n".encode("windows-1252"))
    with pytest.raises(UserError, match="--encoding windows-1252"):
        call("match", "--in", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.csv"))
    assert not (tmp_path / "out.csv").exists()


def test_an_update_from_a_file_is_what_matching_then_uses(var: Path, tmp_path: Path) -> None:
    zipped = write_zip(tmp_path / "v2.9.zip", [record(*r) for r in RECORDS])
    assert f"{len(RECORDS)} organisations" in call("organisations", "update", "--from", str(zipped))
    assert (var / "organisations" / "ror.index").is_file()
    (row,) = matched(tmp_path, "Kyungpook National University, Daegu, Korea")
    assert row["ror_ids"] == "https://ror.org/040c17130"


def test_an_update_from_something_else_is_refused(var: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    with pytest.raises(UserError, match="not a ROR dump"):
        call("organisations", "update", "--from", str(tmp_path / "x.zip"))


def test_an_update_without_a_network_says_what_to_do(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITETRAIL_ZENODO_URL", "http://127.0.0.1:9")
    with pytest.raises(UserError, match="--from"):
        call("organisations", "update")


def test_show_tells_one_organisation_or_how_a_string_is_understood(var: Path) -> None:
    known = json.loads(call("organisations", "show", "ror:05d2yfz11", "--json"))
    assert (known["name"], known["tier"]) == ("National University of Defense Technology", "M1")
    assert "sector: military" in call("organisations", "show", NUDT)


def test_the_data_files_have_no_fault(var: Path) -> None:
    assert "no fault found" in call("organisations", "check")
