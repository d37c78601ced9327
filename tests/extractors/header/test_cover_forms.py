"""Forms on covers: who stands behind a label of authors wrote the page, and nobody behind another one did."""

import pytest

from tests.extractors.header.typesetting import Set, belongs, read

TITLE = Set("Glaze and Ash in Wood-Fired Kilns", 100, x=60, size=18)
PROSE = [
    Set("We look at many pots and say what they show to those who look at them.", 560 + 12 * i, x=60)
    for i in range(6)
]


def form(rows: list[tuple[str, str]], top: float = 220) -> list[Set]:
    """Rows of a form; an empty label goes on with the row above it."""
    made: list[Set] = []
    for label, answer in rows:
        top += 16 if label else 11
        made += [Set(label, top, x=60)] if label else []
        made.append(Set(answer, top, x=200))
    return made


CLIENT = [
    ("Project number:", "K 77/12"),
    ("Client:", "Naval Kiln Office, Harbour Town"),
    ("Care of the contract:", "Commander Idris Hale, Naval Kiln Office"),
    ("", "Harbour Town"),
    ("Copies:", "Kestrel Armour Ltd (2), Army Library (1)"),
    ("Cameras lent by:", "Harbour Optics GmbH"),
]


def test_a_report_belongs_to_those_above_its_form() -> None:
    page = [
        TITLE,
        Set("Ada Brink", 150, x=60, size=11),
        Set("Per Noor", 164, x=60, size=11),
        Set("Institute of Clay, Oslo, Norway", 182, x=60),
        *form(CLIENT),
        *PROSE,
    ]
    place = ["Institute of Clay, Oslo, Norway"]
    assert belongs(read(page)) == {"Ada Brink": place, "Per Noor": place}


def test_source_and_body_on_one_line() -> None:
    rows = [
        ("Type of document:", "National contribution"),
        ("Status:", "For discussion"),
        ("Date of document:", "2021-04-02"),
        ("Source:", "Ada Brink, Kilnlab, Lower Ash"),
        ("", "Per Noor, Kilnlab, Lower Ash"),
        ("Expected action:", "COMM"),
    ]
    place = ["Kilnlab, Lower Ash"]
    assert belongs(read([TITLE, *form(rows), *PROSE])) == {"Ada Brink": place, "Per Noor": place}


@pytest.mark.parametrize("label", ["Author(s):", "Authors:", "Autoren:"])
def test_names_in_one_row_and_bodies_in_another(label: str) -> None:
    rows = [
        ("Status:", "Input document"),
        ("Purpose:", "Proposal"),
        (label, "Ada Brink"),
        ("", "Per Noor"),
        ("Email:", "ada.brink@kestrel.example"),
        ("", "per.noor@clayworks.example"),
        ("Source:", "Kestrel Robotics; Clayworks Ltd"),
    ]
    read_ = belongs(read([TITLE, *form(rows), *PROSE]))
    assert read_ == {"Ada Brink": ["Kestrel Robotics"], "Per Noor": ["Clayworks Ltd"]}


def test_a_label_of_two_lines() -> None:
    rows = [
        ("Status:", "Input document"),
        ("Purpose:", "Proposal"),
        ("Meeting:", "Ninth"),
        ("Title:", "Glaze and Ash"),
    ]
    page = [
        TITLE,
        *form(rows),
        Set("Author(s) or", 300, x=60),
        Set("Ada Brink", 300, x=200),
        Set("Contact(s):", 312, x=60),
        Set("Per Noor", 312, x=200),
        Set("Source:", 330, x=60),
        Set("University of Clay", 330, x=200),
        *PROSE,
    ]
    assert belongs(read(page)) == {"Ada Brink": ["University of Clay"], "Per Noor": ["University of Clay"]}


def test_two_people_behind_a_source_are_no_person_and_a_body() -> None:
    rows = [("Status:", "Draft"), ("Action:", "COMM"), ("Date:", "2021-04-02"), ("Authors:", "Ada Brink, Per Noor")]
    assert list(belongs(read([TITLE, *form(rows), *PROSE]))) == ["Ada Brink", "Per Noor"]


def test_a_form_that_names_its_writer_otherwise_is_left_as_it_is() -> None:
    rows = [
        ("Name:", "Ada Brink"),
        ("Course:", "Master of Clay"),
        ("Town:", "Oslo"),
        ("Date:", "2021-04-02"),
    ]
    assert "Ada Brink" in belongs(read([TITLE, *form(rows), *PROSE]))


def test_what_an_event_and_its_host_are_called_is_no_address() -> None:
    page = [
        TITLE,
        Set("Ada Brink^{1}      Per Noor^{2}", 150, size=11),
        Set("^{1}University of Clay     ^{2}Institute of Ash", 170),
        Set("Fifth Spring Meeting, Royal Naval Kiln College, Harbour Town", 186),
        Set("Session chair: Col. I. Hale (Kiln Guards)", 200),
    ]
    assert belongs(read(page)) == {"Ada Brink": ["University of Clay"], "Per Noor": ["Institute of Ash"]}


def test_a_report_of_a_meeting_is_by_who_reports() -> None:
    page = [
        Set("Pots in the Snow: What Was Shown", 100, x=60, size=18),
        Set("reported by Ada Brink", 126, x=60, size=11),
        Set("Department of Clay, University of Oslo", 140, x=60, size=9),
        Set("Speakers: Lt Col Idris Hale (Kiln Guards Command) · Dr Mei Lang (Kestrel", 170, x=60, size=9),
        Set(
            "Inc.) · Rosa Kent (Tallinn University of Clay). Chair: Commodore Eva Dane. Minutes: Nils",
            180,
            x=60,
            size=9,
        ),
        Set("Broch, Harbour Telecom ASA.", 190, x=60, size=9),
        *PROSE,
    ]
    assert belongs(read(page)) == {"Ada Brink": ["Department of Clay, University of Oslo"]}


def test_an_item_of_a_list_ends_with_the_next_bullet() -> None:
    page = [
        TITLE,
        Set("Ada Brink, Per Noor", 140, size=11),
        Set("Abstract", 170, x=60, size=12),
        Set("• Members of the team: Ada Brink, Per Noor", 200, x=60),
        Set("• University of Clay, School of Ash", 211, x=60),
        Set("• Ties with the sponsors of the contest (Kestrel Inc, Harbour Ltd): none", 222, x=60),
        *PROSE,
    ]
    place = ["University of Clay, School of Ash"]
    assert belongs(read(page)) == {"Ada Brink": place, "Per Noor": place}


def test_a_marking_for_protection_is_nobody() -> None:
    page = [
        TITLE,
        Set("Ada Brink", 140, x=60),
        Set("University of Clay", 154, x=60),
        Set("CAN UNCLASSIFIED", 190, x=400),
    ]
    assert list(belongs(read(page))) == ["Ada Brink"]


def test_a_subtitle_of_many_words_does_not_begin_the_text() -> None:
    page = [
        TITLE,
        Set("A careful look at the ash of nine hundred kilns in five towns", 124, x=60, size=12),
        Set("Dr Ada Brink and Dr Per Noor", 150, x=60, size=11),
        Set("School of Clay, University of Oslo", 164, x=60),
        Set("The authors are paid by nobody who fires pots and hold no shares in any kiln", 180, x=60, size=9),
        Set("What we found", 230, x=60, size=14),
        *PROSE,
    ]
    place = ["School of Clay, University of Oslo"]
    assert belongs(read(page)) == {"Ada Brink": place, "Per Noor": place}


def test_a_title_in_capitals_goes_on_in_slanted_type() -> None:
    page = [
        Set("WHO OWNS A GLAZE AFTER KILNVIEW", 100, size=14, font="Serif-Bold"),
        Set("KESTREL, INC. AND THE ARMY OF POTTERS", 117, size=14, font="Serif-BoldItalic"),
        Set("Ada Brink*", 150, size=12, font="Serif-Italic"),
        Set("Abstract", 180, size=11, font="Serif-Bold"),
        *PROSE,
    ]
    header = read(page)
    assert header.title == "WHO OWNS A GLAZE AFTER KILNVIEW KESTREL, INC. AND THE ARMY OF POTTERS"
    assert belongs(header) == {"Ada Brink": []}
    assert not header.affiliations


def test_the_institute_above_the_title_of_a_report_with_a_number() -> None:
    page = [
        Set("Lerans forskningsinstitut", 60, x=60, size=12),
        TITLE,
        Set("ADA BRINK, PER NOOR", 140, x=60, size=11),
        Set("Rapportnr/Report no", 260, x=60),
        Set("LFI-R--77--SE", 260, x=250),
        Set("Kund/Client", 274, x=60),
        Set("Försvarsmakten", 274, x=250),
        Set("Sammanfattning", 420, x=60, size=12),
        *PROSE,
    ]
    place = ["Lerans forskningsinstitut"]
    assert belongs(read(page)) == {"ADA BRINK": place, "PER NOOR": place}


def test_a_subtitle_that_looks_like_names_is_nobody() -> None:
    page = [
        Set("Steady Measurement of Glaze in Wood-Fired Kilns", 100, x=60, size=20, font="Sans-Bold"),
        Set("Glaze Depth, Ash Content and Kiln Draught", 124, x=60, size=13, font="Sans-Italic"),
        Set("Ada Brink", 160, x=60, size=12, font="Serif"),
        Set("Per Noor", 174, x=60, size=12, font="Serif"),
        Set("Clay Technology Laboratory", 194, x=60, size=11, font="Serif-Italic"),
        *PROSE,
    ]
    place = ["Clay Technology Laboratory"]
    assert belongs(read(page)) == {"Ada Brink": place, "Per Noor": place}


def test_names_in_the_type_of_the_title_over_a_list_of_names_stay() -> None:
    page = [
        Set("Steady Measurement of Glaze in Wood-Fired Kilns", 100, x=60, size=20, font="Serif-Bold"),
        Set("Ada Brink, Per Noor", 150, x=60, size=13, font="Serif"),
        Set("Clay Technology Laboratory", 166, x=60, size=11, font="Serif-Italic"),
        *PROSE,
    ]
    assert list(belongs(read(page))) == ["Ada Brink", "Per Noor"]
