"""The list of a dataset's own people. All people are invented."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.publish.names_list import NamesError, find, identifier, matcher, write

LIST = """\
m.0aaa1\t"Ada Example"@en\t120
/m/0aaa2\tBo Sample\t7
g.11bbb3\tCy =Specimen()\t0
m.0aaa4\tDi Nobody\t15
"""
BIOGRAPHIES = [
    {"mid": "/m/0aaa1", "description": "Ada Example is an invented journalist.", "url": "https://example.org/ada"},
    {"mid": "m.0aaa2", "description": "Bo Sample, singer", "url": "javascript:alert(1)"},
    {"mid": "/g/11bbb3", "extract": "Among JOURNALISTS of the region …"},
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    names, biographies = tmp_path / "list.tsv", tmp_path / "biographies.jsonl"
    names.write_text(LIST, encoding="utf-8")
    biographies.write_text("".join(json.dumps(b) + "\n" for b in BIOGRAPHIES), encoding="utf-8")
    return names, biographies


def test_people_whose_biography_holds_the_keyword_most_images_first(files: tuple[Path, Path]) -> None:
    found = find(*files, matcher(["journalist"], []))
    assert [(p.name, p.images, p.id, p.url) for p in found.people] == [
        ("Ada Example", 120, "/m/0aaa1", "https://example.org/ada"),
        ("Cy =Specimen()", 0, "/g/11bbb3", ""),
    ]
    assert (found.images, found.listed, found.listed_images, found.without_biography) == (120, 4, 142, 1)
    assert found.problems == []


@pytest.mark.parametrize(
    ("keywords", "patterns", "text", "expected"),
    [
        (["journalist"], [], "A photojournalist", False),
        (["journalist"], [], "two Journalists met", True),
        (["human rights"], [], "works for Human Rights groups", True),
        ([], [r"\bborn (in )?19\d\d"], "born 1961", True),
        (["a+b"], [], "aab", False),
    ],
)
def test_what_matches(keywords: list[str], patterns: list[str], text: str, expected: bool) -> None:
    assert matcher(keywords, patterns)(text) is expected


def test_a_filter_that_cannot_be_used_says_so() -> None:
    with pytest.raises(NamesError, match="--keyword or --regex"):
        matcher([" "], [])
    with pytest.raises(NamesError, match="not a regular expression"):
        matcher([], ["(open"])


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("m.0107_f", "/m/0107_f"),
        ("/m/0107_f", "/m/0107_f"),
        ("kg:/g/11abc", "/g/11abc"),
        ("<http://rdf.freebase.com/ns/m.0abc>", "/m/0abc"),
        ("Q42", None),
        ("m.", None),
        ("xm.0abc", None),
    ],
)
def test_identifiers(raw: str, key: str | None) -> None:
    assert identifier(raw) == key


def test_every_malformed_row_is_reported_with_its_line(tmp_path: Path) -> None:
    names, biographies = tmp_path / "list.tsv", tmp_path / "b.tsv"
    names.write_bytes(
        b"mid\tname\timages\n"
        b"m.0aaa1\tAda\t3\n"
        b"m.0aaa2\tBo\n"
        b"\n"
        b"Q1\tCy\t2\n"
        b"m.0aaa3\tDi\t-2\n"
        b"m.0aaa4\t\xff\t2\n"
        b"m.0aaa5\t\t2\n"
        b"m.0aaa1\tAda again\t9\n"
    )
    biographies.write_text("id\tdescription\nm.0aaa1\tA journalist\nnothing\nQ9\tx\n", encoding="utf-8")
    found = find(names, biographies, matcher(["journalist"], []))
    assert [(p.name, p.images) for p in found.people] == [("Ada", 3)]
    assert [(p.file, p.line) for p in found.problems] == [
        ("b.tsv", 3),
        ("b.tsv", 4),
        *(("list.tsv", line) for line in range(3, 10)),
    ]
    assert "line 2 already" in found.problems[-1].reason
    write(found, tmp_path / "out")
    with (tmp_path / "out" / "problems.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(found.problems)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "tsv.gz"])
def test_biographies_as_tables(tmp_path: Path, suffix: str) -> None:
    names, biographies = tmp_path / "list.tsv", tmp_path / f"b.{suffix}"
    names.write_text("m.0aaa1\tAda\t3\n", encoding="utf-8")
    mark = "," if suffix == "csv" else "\t"
    text = f"mid{mark}wikipedia{mark}extract\n/m/0aaa1{mark}https://example.org/a{mark}A journalist\n"
    biographies.write_bytes(gzip.compress(text.encode()) if suffix.endswith("gz") else text.encode())
    assert find(names, biographies, matcher(["journalist"], [])).people[0].url == "https://example.org/a"


def test_a_quoted_cell_over_several_lines_keeps_the_line_numbers(tmp_path: Path) -> None:
    names, biographies = tmp_path / "list.tsv", tmp_path / "b.csv"
    names.write_text("m.0aaa1\tAda\t3\n", encoding="utf-8")
    biographies.write_text('id,description\nm.0aaa1,"A\njournalist"\nQ7,x\n', encoding="utf-8")
    found = find(names, biographies, matcher(["journalist"], []))
    assert found.people[0].description == "A journalist"
    assert [p.line for p in found.problems] == [4]


def test_names_that_a_spreadsheet_would_run_are_neutralised(files: tuple[Path, Path], tmp_path: Path) -> None:
    files[0].write_text('m.0aaa1\t=HYPERLINK("x")\t1\n', encoding="utf-8")
    write(find(*files, matcher(["journalist"], [])), tmp_path)
    with (tmp_path / "people.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["name"] == '\'=HYPERLINK("x")'


@given(st.binary(max_size=400))
def test_no_bytes_stop_it_and_every_line_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("names")
    # With a line of columns: without it a first line that reads "ID" is passed over as one.
    (folder / "l.tsv").write_bytes(b"id\tname\timages\n" + data)
    (folder / "b.jsonl").write_bytes(data)
    found = find(folder / "l.tsv", folder / "b.jsonl", matcher(["a"], []))
    lines = len(data.splitlines()) if b"\r" not in data and b"\x0b" not in data else None
    told = [p for p in found.problems if p.file == "l.tsv"]
    if lines is not None and not any(b in data for b in (b"\x0c", b"\x1c", b"\x1d", b"\x1e", b"\x85")):
        assert found.listed + len(told) == lines


def test_the_command_prints_people_and_images(files: tuple[Path, Path], tmp_path: Path) -> None:
    options = ["names", "--list", str(files[0]), "--biographies", str(files[1]), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(app, [*options, "--keyword", "journalist", "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["people"] == 2
    plain = CliRunner().invoke(app, [*options, "--regex", "singer"])
    assert "said of 1 person with 7 images." in plain.stdout
