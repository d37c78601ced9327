"""Tables as spreadsheets write them: read to the last character, or refused in a sentence."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.records.spreadsheet_text import TableError, decode, read_table

TEXT = "affiliation;note\r\nUniversität Zürich;“geprüft” – ja\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode("utf-8-sig"), ""),
        (TEXT.encode("utf-16"), ""),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), ""),
        (TEXT.encode("utf-16-le"), ""),
        (TEXT.encode("utf-16-be"), ""),
        (TEXT.encode("utf-32"), ""),
        (TEXT.encode("windows-1252"), "windows-1252"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("mac-roman"), "mac-roman"),
    ],
)
def test_every_character_arrives(data: bytes, encoding: str) -> None:
    assert decode(data, encoding) == TEXT
    (row,) = read_table(decode(data, encoding), {"affiliation"})
    assert row.cells == {"affiliation": "Universität Zürich", "note": "“geprüft” – ja"}


@pytest.mark.parametrize(
    ("data", "encoding", "why"),
    [
        (TEXT.encode("windows-1252"), "", "neither UTF-8 nor UTF-16.*--encoding windows-1252"),
        (TEXT.encode("windows-1252"), "utf-8", "it is not utf-8"),
        (TEXT.encode(), "klingon", "klingon is no encoding"),
        (b"\xff\xfea\x00b", "", "marked as utf-16"),
        (b"a\x81", "windows-1252", "it is not windows-1252"),
        ("Zürich".encode("utf-16")[:-1], "", "marked as utf-16"),
    ],
)
def test_what_would_damage_a_character_is_refused(data: bytes, encoding: str, why: str) -> None:
    with pytest.raises(TableError, match=why):
        decode(data, encoding)


@pytest.mark.parametrize("encoding", ["hex", "zip", "rot13", "base64", "undefined", "idna", "punycode"])
def test_only_encodings_of_text_are_encodings(encoding: str) -> None:
    with pytest.raises(TableError):
        decode(TEXT.encode(), encoding)


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(TableError):
        list(read_table(decode(data), {"a"}))


def test_the_separator_is_told_by_the_header() -> None:
    for separator in ",;\t|":
        (row,) = read_table(f"A{separator}b\n1{separator}x,y;z\n".replace("x,y;z", "q"), {"a", "b"})
        assert row.cells == {"a": "1", "b": "q"}


def test_missing_columns_are_named_with_what_is_there() -> None:
    with pytest.raises(TableError, match=r"no column affiliation is there .*semicolon.*; it has id, name"):
        list(read_table("id;name\n1;x\n", {"affiliation"}))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("affiliation\nDept. of Physics, Example University, Bergen\n", "line 2: 3 cells where the header names 1"),
        ("id;affiliation\n1;Example University; Bergen\n", "line 2: 3 cells .* a semicolon stands in quotes"),
        ('affiliation,id\n"Example University,1\nExample Institute,2\n', "line 3"),
        ('affiliation,id\n"Example" University,1\n', "line 2"),
        ("sep=;\naffiliation,id\nExample University,1\n", "line 2: no column affiliation .*tried: semicolon"),
    ],
)
def test_a_table_of_which_something_would_be_lost_is_refused(text: str, why: str) -> None:
    with pytest.raises(TableError, match=why):
        list(read_table(text, {"affiliation"}))


@pytest.mark.parametrize("separator", list(";,\t|"))
def test_the_line_that_names_the_separator_is_obeyed(separator: str) -> None:
    (row,) = read_table(f"sep={separator}\r\nid{separator}a\r\n1{separator}2\r\n", {"a"})
    assert row.cells == {"id": "1", "a": "2"}


def test_empty_cells_beyond_the_header_are_nothing() -> None:
    (row,) = read_table("a,b\n1,2,,\n", {"a"})
    assert row.cells == {"a": "1", "b": "2"}
