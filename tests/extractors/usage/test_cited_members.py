"""What a citation leads to, and whether a page has any that leads to the family."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.usage.cited_members import Bibliography, cited_keys

OURS = frozenset({"ms-celeb-1m"})
BIBLIOGRAPHY = Bibliography({"8": OURS, "GZH+16": OURS}, {("guo", "2016"): OURS})


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[3, 7–9]", ["3", "7", "8", "9"]),
        ("as in [ 08 ] and (12)", ["8", "12"]),
        ("[9-3] is no range", ["9", "3"]),
        ("[GZH+16; DGX19]", ["GZH+16", "DGX19"]),
        ("[1-999]", ["1", "999"]),
    ],
)
def test_keys_are_written_out(text: str, keys: list[str]) -> None:
    assert cited_keys(text) == keys


@pytest.mark.parametrize("cited", ["[8]", "[2, 7-11]", "[GZH+16]", "(Guo et al., 2016)", "GUO and others (2016)"])
def test_a_page_with_a_citation_of_the_family_has_one(cited: str) -> None:
    assert BIBLIOGRAPHY.may_be_cited(f"Faces are collected by them {cited}, and by [3].")


@pytest.mark.parametrize("text", ["", "8 faces [3]", "Gu and others (2016), [80] and [18]"])
def test_a_page_without_any_has_none(text: str) -> None:
    assert not BIBLIOGRAPHY.may_be_cited(text)


@given(st.text("Gguo (),[]826–-;1"), st.integers(0), st.integers(0))
def test_what_a_part_of_a_page_cites_the_page_may_cite(page: str, start: int, end: int) -> None:
    if BIBLIOGRAPHY.members_cited(page[start:end]):
        assert BIBLIOGRAPHY.may_be_cited(page)
