"""What the files for reference managers say of one paper. How real readers read them back: `make interop`."""

from typing import Any
from urllib.parse import unquote

import pytest

from citetrail.publish.mapdata import landing_page
from citetrail.publish.reference_files import PROVISIONAL, bibtex, ris, tex_title


def paper(**told: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "paper_id": "p1", "title": "A Title", "authors": "Ada Marl", "year": 2020, "venue": "", "doi": None,
        "arxiv_id": None, "url": None, "use_status": "verified", "members": "ms1mv2",
    }  # fmt: skip
    return row | told


def test_identifiers_and_addresses_stand_by_the_letter() -> None:
    assert "doi = {10.1007/978-3-030_12_%20&x}" in bibtex(paper(doi="10.1007/978-3-030_12_%20&x"))
    assert "url = {https://host.example/a_b%20c#d}" in bibtex(paper(url="https://host.example/a_b%20c#d"))


def test_an_identifier_cannot_end_its_field() -> None:
    assert "doi = {10.1/a%7D, evil = %7B\n".replace("\n", "") in bibtex(paper(doi="10.1/a}, evil = {"))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Faces of MS-Celeb-1M in the wild", "{Faces} of {MS-Celeb-1M} in the wild"),
        ("eBay's 50% loss & O’Neil", r"{eBay's} 50\% loss \& {O’Neil}"),
        ("no capitals at all", "no capitals at all"),
    ],
)
def test_each_word_with_capitals_is_braced_on_its_own(title: str, written: str) -> None:
    assert tex_title(title) == written


def test_both_formats_agree_on_what_a_venue_is() -> None:
    for venue, kind, tag in (
        ("ICB", "@inproceedings", "CONF"),
        ("IEEE Access", "@article", "JOUR"),
        ("", "@misc", "UNPB"),
    ):
        assert bibtex(paper(venue=venue)).startswith(kind)
        assert ris(paper(venue=venue)).startswith(f"TY  - {tag}\n")
    assert "booktitle = {{CVPR Workshops}}" in bibtex(paper(venue="CVPR Workshops"))


def test_groups_stay_groups_and_the_unnamed_become_nobody() -> None:
    row = paper(authors="Ada Marl;The Open Faces Consortium;Marl and Sons;et al.")
    assert "author = {Ada Marl and {The Open Faces Consortium} and {Marl and Sons} and others}" in bibtex(row)
    assert [line for line in ris(row).splitlines() if line.startswith("AU")] == [
        "AU  - Ada Marl", "AU  - The Open Faces Consortium", "AU  - Marl and Sons",
    ]  # fmt: skip


def test_a_provisional_paper_says_so_where_programs_look() -> None:
    record = ris(paper(use_status="provisional"))
    assert f"KW  - {PROVISIONAL}\n" in record
    assert f"N1  - {PROVISIONAL}\n" in record
    assert "keywords = {provisional, ms1mv2}" in bibtex(paper(use_status="provisional"))


def test_a_doi_with_signs_of_addresses_is_one_address() -> None:
    doi = "10.1002/(SICI)1097-4571(1998)49:8<693::AID-X#4>3.0.CO;2-O%"
    address = landing_page(None, doi, None) or ""
    assert address == "https://doi.org/10.1002/(SICI)1097-4571(1998)49:8%3C693::AID-X%234%3E3.0.CO%3B2-O%25"
    assert unquote(address.removeprefix("https://doi.org/")) == doi
    assert landing_page(None, "10.1007/978-3-030_12_34-5", None) == "https://doi.org/10.1007/978-3-030_12_34-5"
