"""What a first page prints about others beside its authors: none of it is anybody's affiliation.

Covers: extractors.header.
"""

import pytest

from extractors.header.told_lines import says_something, tells_of_body
from tests.extractors.header.papers import PAGE, abstract, block, centred, footnote, grid, raised, read, title
from tests.extractors.header.typesetting import belongs

NAMES = centred(f"Signe Falk{raised('1,*')}, Oto Marl{raised('2')}")
PLACES = centred(
    f"{raised('1')}University of Leeds, United Kingdom \\ {raised('2')}Harbour Institute, Bergen, Norway"
)
EXPECTED = {
    "Signe Falk": ["University of Leeds, United Kingdom"],
    "Oto Marl": ["Harbour Institute, Bergen, Norway"],
}
OTHERS = [
    f"{raised('*')}Work sponsored by the Coastal Army Laboratory and Quill Robotics Ltd",
    "Presented at the spring meeting of the Coastal Defence Society, hosted by the Naval College of Kilnhaven",
    "Pictures provided courtesy of the Coastal Navy and of Quill Robotics Ltd",
    "To be published in the series of the Naval College of Kilnhaven",
    "Financial support: Office of Coastal Research, Navy of Kilnhaven",
]


@pytest.mark.parametrize("line", OTHERS)
def test_a_line_on_others_below_the_addresses_is_nobodys_place(line: str) -> None:
    header, _ = read(PAGE + title() + NAMES + PLACES + centred(line) + abstract())
    assert belongs(header) == EXPECTED


def test_what_a_person_is_by_grant_or_prize_is_no_place() -> None:
    names = centred(f"Signe Falk{raised('1')} (Coastal Navy Fellow), Oto Marl{raised('2')} (Quill Robotics Scholar)")
    header, _ = read(PAGE + title() + names + PLACES + abstract())
    assert belongs(header) == EXPECTED


def test_where_somebody_took_a_degree_is_a_former_place() -> None:
    places = PLACES.replace("United Kingdom", "United Kingdom (M.Sc., Naval College of Kilnhaven)")
    header, _ = read(PAGE + title() + NAMES + places + abstract())
    told = belongs(header)["Signe Falk"]
    assert told[-1] == "Naval College of Kilnhaven [formerly at]"
    (present,) = [string for string in header.affiliations if not string.note and "Leeds" in string.raw]
    assert present.address == "University of Leeds, United Kingdom"


def test_a_column_of_reviewers_and_funding_makes_no_author() -> None:
    side = (
        "*Peer reviewers*\\ Bo Quill\\ Quill Robotics Ltd, Kilnhaven\\ Ivan Kent\\ Army Medical College, Kilnhaven"
        "\n\n*Funding*\\ Office of Coastal Research, Navy of Kilnhaven"
    )
    columns = f"[#text(size: 7pt)[{side}]], [{title()}{NAMES}{PLACES}]"
    header, _ = read(f"{PAGE}#grid(columns: (4.2cm, 1fr), column-gutter: 12pt, {columns})\n{abstract()}")
    assert belongs(header) == EXPECTED


def test_a_jury_in_a_form_makes_no_author() -> None:
    rows = [
        ("Président", "Paul Roux, École navale"),
        ("Rapporteur", "Luc Faure, Direction de la marine"),
        ("Examinatrice", "Anne Blanc, Quill Robotics"),
    ]
    form = ", ".join(f"[{label}], [{answer}]" for label, answer in rows)
    page = (
        centred("Inès Martin")
        + centred("Université de Lille")
        + f"#grid(columns: (3cm, 1fr), row-gutter: 6pt, {form})\n"
    )
    header, _ = read(PAGE + title() + page)
    assert belongs(header) == {"Inès Martin": ["Université de Lille"]}


def test_who_handed_a_thesis_in_is_its_author() -> None:
    page = centred("Vorgelegt von Ines Braun") + centred("Technische Universität Dresden")
    header, _ = read(PAGE + title() + page)
    assert list(belongs(header)) == ["Ines Braun"]


def test_a_note_of_thanks_ends_where_the_authors_addresses_begin() -> None:
    note = (
        "This work was supported by the Office of Coastal Research under grant 12.\\ "
        "Authors' addresses: Signe Falk, University of Leeds, United Kingdom"
    )
    header, document = read(PAGE + title() + centred("Signe Falk and Oto Marl") + abstract() + footnote(note))
    assert [author.name for author in header.authors] == ["Signe Falk", "Oto Marl"]
    assert "Authors’ addresses" in document.pages[0].text.replace("'", "’")


SAID = [
    "Silver award of the Clay Fair, sponsored by Quill Robotics Ltd",
    "This study is a collaboration with the Coastal Navy and with Quill Robotics Ltd",
    "An earlier text was given a prize by the Coastal Army and by Quill Robotics Ltd",
    "Lecture given at Quill Robotics Ltd, Kilnhaven, on 3 May 2019",
    "We are on leave from nobody; the first author thanks Major Kent, Coastal Air Force, for the data",
    "Members of the evaluation panel: J. Kent (Quill Robotics Ltd), A. Rook (Coastal Defence Laboratory)",
    "Both authors hold scholarships of the Ministry of Defence of Kilnhaven",
    "Kilnhaven, 3 May 2020 — defended before the council of the Military College of Kilnhaven",
    "Typeset at the works of Kilnhaven for the Coastal Navy",
    "The list of the Coastal Navy Group is given in the appendix",
    "Consortium partners: Quill Robotics Ltd; Coastal Navy",
    "In memoriam Col. Rosa Kent (1940–2019), Military College of Kilnhaven",
    f"{raised('3')}Access to the archive was granted by the Ministry of Defence of Kilnhaven",
]


@pytest.mark.parametrize("line", SAID)
def test_what_the_authors_say_below_their_addresses_is_no_address(line: str) -> None:
    header, _ = read(PAGE + title() + NAMES + PLACES + centred(line) + abstract())
    assert belongs(header) == EXPECTED
    assert [string.raw for string in header.affiliations] == [places[0] for places in EXPECTED.values()]


@pytest.mark.parametrize("line", SAID[:-1])
def test_nor_below_names_in_columns(line: str) -> None:
    blocks = grid(2, block("Signe Falk", "University of Leeds"), block("Oto Marl", "Harbour Institute"))
    header, _ = read(PAGE + title() + blocks + centred(line) + abstract())
    assert belongs(header) == {"Signe Falk": ["University of Leeds"], "Oto Marl": ["Harbour Institute"]}


def test_sentences_that_do_place_somebody_stay() -> None:
    assert not says_something("Signe Falk is with the University of Leeds")
    assert not says_something("This work was done while Oto Marl was at Harbour Institute")
    assert not says_something("Rosa Kent is Director of the Clay Centre, University of Leeds")
    assert not says_something(
        "Clay Centre, University of Leeds, United Kingdom. Research funded by Quill Robotics Ltd"
    )
    assert not says_something("Institute of What Is and Was, Kilnhaven")
    assert not tells_of_body("Contribution from the Clay Centre, University of Leeds")
    assert tells_of_body("Rosa Kent is a reserve officer of the Coastal Navy")


def test_examiners_below_their_board_are_no_authors() -> None:
    board = "Board of Examiners \\ Prof. Rosa Kent, Coastal Academy \\ Dr. Per Rook, Quill Robotics Ltd"
    header, _ = read(PAGE + centred("University of Leeds") + title() + centred("Oto Marl") + centred(board))
    assert [author.name for author in header.authors] == ["Oto Marl"]
    assert not any("Coastal" in string.raw or "Quill" in string.raw for string in header.affiliations)


def test_a_note_on_money_that_goes_on_to_where_the_work_was_done_keeps_that_place() -> None:
    note = "Partly supported by grant 98. This work was performed while the author was working at Quill Robotics Ltd."
    names = centred(f"Signe Falk{raised('1')}, Oto Marl{raised('2,†')}")
    header, _ = read(PAGE + title() + names + PLACES + centred(raised("†") + note) + abstract())
    assert belongs(header)["Oto Marl"] == [
        "Harbour Institute, Bergen, Norway",
        "Quill Robotics Ltd. [work done while at]",
    ]


def test_a_publishers_laboratory_is_an_address_and_its_imprint_is_none() -> None:
    names = centred(f"Signe Falk{raised('1')}") + centred(f"{raised('1')}Elsevier Labs, Amsterdam, The Netherlands")
    header, _ = read(PAGE + title() + names + centred("Elsevier B.V., Amsterdam") + abstract())
    assert belongs(header) == {"Signe Falk": ["Elsevier Labs, Amsterdam, The Netherlands"]}


@pytest.mark.parametrize("printed", ["falk\\@clay.edu", "falk (at) clay.edu", "falk at clay dot edu"])
def test_an_address_at_the_foot_is_read_however_it_is_spelt(printed: str) -> None:
    header, _ = read(
        PAGE + title() + centred("Signe Falk") + abstract() + footnote(f"Write to {printed} for the data.")
    )
    assert header.emails == ("falk@clay.edu",)
