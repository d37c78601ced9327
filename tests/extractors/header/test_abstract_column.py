"""Authors in a column beside the abstract."""

import pytest

from tests.extractors.header.papers import PAGE, PROSE, TITLE, read, title
from tests.extractors.header.typesetting import belongs

ABSTRACT = f'#text(weight: "bold")[Abstract]\n\n{PROSE * 3}'
TEXT = f'#v(10pt)\n#text(size: 12pt, weight: "bold")[1. Introduction]\n\n{PROSE * 3}'
MARKED = (
    "Signe Falk#super[1]\\ Oto Marl#super[2]\n\n#super[1]University of Leeds, United Kingdom\\ "
    "#super[2]Harbour Institute, Bergen, Norway"
)
STACKED = (
    "*Signe Falk*\\ University of Leeds\\ United Kingdom\\ s.falk\\@leeds.example\n\n"
    "*Oto Marl*\\ Harbour Institute\\ Bergen, Norway"
)


def beside(people: str, left: bool) -> str:
    narrow, wide = f"[#text(size: 9pt)[{people}]]", f"[{ABSTRACT}]"
    columns = f"(5cm, 1fr), column-gutter: 14pt, {narrow}, {wide}"
    if not left:
        columns = f"(1fr, 5cm), column-gutter: 14pt, {wide}, {narrow}"
    return f"{PAGE}{title()}#grid(columns: {columns})\n{TEXT}"


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("people", [MARKED, STACKED])
def test_names_and_addresses_beside_the_abstract_are_the_authors(people: str, left: bool) -> None:
    header, _ = read(beside(people, left))
    assert header.title == TITLE
    found = belongs(header)
    assert list(found) == ["Signe Falk", "Oto Marl"]
    assert [places[0].split(",")[0].split(" United")[0] for places in found.values()] == [
        "University of Leeds",
        "Harbour Institute" if people == MARKED else "Harbour Institute Bergen",
    ]


def test_what_else_stands_beside_an_abstract_makes_no_author() -> None:
    notes = (
        "Received 3 May 2020\\ Accepted 4 June 2020\n\nDivision of Clay, Harbour Institute\n\n*Keywords*\\ glazing"
    )
    header, _ = read(beside(notes, True))
    assert not header.authors
