"""Lines about people who are no authors, and the blocks that they open."""

import pytest

from extractors.header.role_blocks import without_role_blocks
from extractors.header.role_lines import (
    opens_with_reviewer,
    opens_with_role,
    tells_of_honour,
)
from extractors.header.segments import LOWER, RAISE, Segment

ROLES = [
    "EDITED BY",
    "Reviewed by: Olaf Henning, Coastal Academy",
    "☆ Recommended for acceptance by P. Quill",
    "Academic Editor: Rosa Kent",
    "Guest editors",
    "Thesis committee: Olaf Henning; Rosa Kent",
    "Ph.D. advisor Prof. Henning",
    "External examiner: Rosa Kent",
    "The associate editor coordinating the review of this manuscript was Rosa Kent",
    "We thank Rosa Kent of the Coastal Academy",
    "Prepared for the Coastal Command",
    "Citation: Kent, R. Faces Apart.",
    "B.S., Coastal Academy, 2011",
    "Communicated by Rosa Kent",
    "Cleared for release by the Coastal Command",
    "Financed by the Coastal Command",
    "This paper has been recommended for acceptance by Rosa Kent (Coastal Academy)",
    "Workshop organizers: Rosa Kent (Coastal Academy)",
    "Program committee: Coastal Academy, University of Clay",
    "Mitwirkung: Küstenakademie",
    "Phản biện khoa học: PGS.TS. Nguyễn Văn Gốm, Học viện Bờ biển",
    "Lektor: Dr. Agyag Pál, Parti Kórház",
    "Рецензенти: О. П. Глина, Берегова академія",
    "Soutenue le 4 juin devant le jury composé de",
    "M. Alain Quill, Académie côtière, rapporteur",
    "Director: Dr. Olaf Henning",
    "To the memory of Captain Olaf Henning, Coastal Navy",
    "The views are those of the authors and not of the Coastal Command",
    "Discussion of “Faces of Clay” by General Kent, Coastal Academy",
]
OTHERS = [
    "University of Uppsala",
    "Edith Byrne and Editha Lorimer",
    "Department of Editing and Reviewing Studies, University of Leeds",
    "M.S. Arnesen and B.A. Holt",
    "Committee on Data, Academy of Sciences",
    "Advisory Board Company, Washington",
    "Thanksgiving University",
    "Prepared by Rosa Kent",
    "dedicated to learning the factors that the data hold",
    "This work was done when Ada was an intern at Harbour Institute",
]


@pytest.mark.parametrize("text", ROLES)
def test_a_role_opens_the_line(text: str) -> None:
    assert opens_with_role(text)


@pytest.mark.parametrize("text", OTHERS)
def test_words_that_only_look_like_one_do_not(text: str) -> None:
    assert not opens_with_role(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guest of the Coastal Academy, Whitby, in 2020", True),
        ("ROTC scholar of the Coastal Guard", True),
        ("Veteran of the Coastal Guard", True),
        ("Recipient of the Coastal Prize", True),
        ("For Lt. Kent, Coastal Guard, who did not return", True),
        ("Research fellow of the Coastal Academy", False),
        ("Graduate School of the University of Leeds", False),
        ("Fellows Hall, University of Leeds", False),
        ("Forsyth Institute", False),
    ],
)
def test_honours_and_dedications_are_no_affiliation(text: str, expected: bool) -> None:
    assert tells_of_honour(text) is expected


def test_who_sponsored_may_have_paid() -> None:
    assert opens_with_role("Sponsored by the Office of Coastal Research")
    assert not opens_with_reviewer("Sponsored by the Office of Coastal Research")
    assert opens_with_reviewer("Reviewing editor: Rosa Kent, Coastal Academy")


def line(text: str, row: int, x0: float, y0: float, size: float = 8.0) -> Segment:
    return Segment(text, x0, y0, x0 + 4.0 * len(text), y0 + size, size, "Serif", row)


def test_a_block_goes_on_below_its_label_and_ends_at_a_gap_or_a_mark() -> None:
    side = [
        line("EDITED BY", 0, 50, 100),
        line("Rosa Kent,", 2, 50, 110),
        line("Coastal Academy", 3, 50, 119),
        line("Received 3 May", 5, 50, 160),
    ]
    beside = [
        line(f"Ada Marl{RAISE}1{LOWER}", 1, 200, 105, 10),
        line(f"{RAISE}1{LOWER}University of Leeds", 4, 200, 121, 9),
    ]
    kept = without_role_blocks(sorted([*side, *beside], key=lambda s: s.row))
    assert [s.text for s in kept] == [beside[0].text, beside[1].text, "Received 3 May"]


def test_the_legend_of_the_authors_is_no_part_of_the_block_above_it() -> None:
    rows = [
        line("Communicated by Rosa Kent", 0, 50, 100),
        line("Coastal Academy", 1, 50, 109),
        line(f"{RAISE}1{LOWER}University of Leeds", 2, 50, 118),
    ]
    assert [s.text for s in without_role_blocks(rows)] == [rows[2].text]


def test_a_citation_goes_on_in_words_that_look_like_names() -> None:
    rows = [line("Citation: Kent, R.; Henning, O.", 0, 50, 100), line("Glaze Identification. Kilns", 1, 50, 109)]
    assert without_role_blocks(rows) == []


def test_a_sentence_about_somebody_else_is_over_where_names_follow() -> None:
    rows = [line("Discussion of “Faces of Clay” by General Kent", 0, 50, 100), line("Ada Marl", 1, 90, 109)]
    assert [s.text for s in without_role_blocks(rows)] == ["Ada Marl"]
