"""Headers on which other tools are known to fail (issue 4), and what must come out.

Covers: extractors.header.
"""

import pytest

from extractors.header import read_header
from tests.extractors.header.typesetting import Set, belongs, document, page, read, text_of

TITLE = Set("Faces of Clay: Recognition under Glazing", 80, size=16, font="Bold")
ABSTRACT = Set("Abstract", 360, x=140, size=12, font="Bold")
BODY = [
    Set("We study how glazing changes the appearance of faces made of clay and what", 380, x=50),
    Set("this means for systems that have been trained on photographs of people only.", 392, x=50),
]


def whole(*lines: Set) -> list[Set]:
    return [TITLE, *lines, ABSTRACT, *BODY]


@pytest.mark.parametrize("company", ["Kestrel", "Harbour Light", "Megabrain", "Facebook, Inc.", "Google"])
def test_one_short_company_is_the_affiliation_of_all(company: str) -> None:
    header = read(whole(Set("Ada Brink, Bo Lindqvist, Mingzhu Chen, Dag Holm", 120), Set(company, 134)))
    assert set(map(tuple, belongs(header).values())) == {(company,)}
    assert len(header.authors) == 4


def test_one_short_company_under_names_set_apart() -> None:
    header = read(
        whole(
            Set("Ada Brink", 120, x=150),
            Set("Bo Lindqvist", 120, x=270),
            Set("Chen Mingzhu", 120, x=390),
            Set("Harbour Light", 134, x=268),
            Set("{ada,bo,chen}@harbourlight.com", 148),
        )
    )
    assert belongs(header) == {n: ["Harbour Light"] for n in ("Ada Brink", "Bo Lindqvist", "Chen Mingzhu")}


def test_a_name_alone_in_the_last_row_is_an_author_where_no_address_tells_of_a_company() -> None:
    header = read(
        whole(
            Set("Ada Brink", 120, x=150),
            Set("Bo Lindqvist", 120, x=270),
            Set("Chen Mingzhu", 120, x=390),
            Set("Rosa Quill", 134, x=270),
        )
    )
    assert belongs(header) == {n: [] for n in ("Ada Brink", "Bo Lindqvist", "Chen Mingzhu", "Rosa Quill")}


def test_a_house_number_is_no_mark() -> None:
    header = read(
        whole(
            Set("Ada Brink^{1} and Bo Lindqvist^{2}", 120),
            Set("^{1} Kestrel Research Ltd, St. George House,", 140),
            Set("1 Guildhall Street, Cambridge, CB2 3NH, UK.", 151),
            Set("^{2} Vellmark University MS-132, 6100 Main Street,", 165),
            Set("Oslo, Norway.", 176),
        )
    )
    assert belongs(header) == {
        "Ada Brink": ["Kestrel Research Ltd, St. George House, 1 Guildhall Street, Cambridge, CB2 3NH, UK"],
        "Bo Lindqvist": ["Vellmark University MS-132, 6100 Main Street, Oslo, Norway"],
    }


def test_a_mark_is_no_house_number() -> None:
    """The raised index must not become part of the address."""
    header = read(
        whole(
            Set("Ada Brink^{1}, Bo Lindqvist^{2}", 120),
            Set("^{1}28 Harbour Institute, Narvik, Norway", 140),
            Set("^{2}Kestrel Inc.", 151),
        )
    )
    assert [a.raw for a in header.affiliations] == ["28 Harbour Institute, Narvik, Norway", "Kestrel Inc."]


@pytest.mark.parametrize("joint", [", ", " and ", " & ", " / ", "; "])
def test_several_organisations_without_marks_are_not_guessed_between(joint: str) -> None:
    header = read(
        whole(
            Set("Ada Brink, Bo Lindqvist, Mingzhu Chen", 120),
            Set(f"University of Vellmark{joint}Kestrel Vision Inc.", 134),
        )
    )
    assert [a.raw for a in header.affiliations] == ["University of Vellmark", "Kestrel Vision Inc."]
    assert all(not a.affiliations for a in header.authors)


def test_several_organisations_without_marks_are_told_by_the_addresses() -> None:
    header = read(
        whole(
            Set("Ada Brink, Bo Lindqvist, Mingzhu Chen", 120),
            Set("University of Vellmark, Kestrel Vision Inc.", 134),
            Set("ada@vellmark.edu, {bo, mingzhu}@kestrel.com", 148),
        )
    )
    assert belongs(header) == {
        "Ada Brink": ["University of Vellmark"],
        "Bo Lindqvist": ["Kestrel Vision Inc."],
        "Mingzhu Chen": ["Kestrel Vision Inc."],
    }


def test_marks_on_25_authors() -> None:
    given, families = ["Ada", "Bo", "Mingzhu", "Dag", "Eva"], ["Brink", "Holm", "Aas", "Strand", "Moe"]
    people = [f"{g} {f}" for f in families for g in given]
    organisations = ["University of Vellmark", "Kestrel Vision", "Harbour Institute", "Ostrava Bay College"]
    marks = [[i % 4 + 1] if i % 5 else [i % 4 + 1, (i + 1) % 4 + 1] for i in range(25)]
    printed = [f"{p}^{{{','.join(map(str, m))}}}" for p, m in zip(people, marks, strict=True)]
    lines = [Set(", ".join(printed[i : i + 5]) + ("," if i < 20 else ""), 110 + 2.4 * i) for i in range(0, 25, 5)]
    legend = [Set(f"^{{{i}}}{name}", 170 + 12 * i) for i, name in enumerate(organisations, start=1)]
    header = read(whole(*lines, *legend))
    expected = {p: [organisations[i - 1] for i in m] for p, m in zip(people, marks, strict=True)}
    assert belongs(header) == expected


@pytest.mark.parametrize("together", ["12", "1,2", "1, 2", "1;2"])
def test_two_marks_with_and_without_a_comma(together: str) -> None:
    lines = whole(
        Set(f"Ada Brink^{{{together}}}", 120, x=30),
        Set("Bo Lindqvist^{2}", 150, x=30),
        Set("^{1}University of Vellmark", 120, x=330),
        Set("^{2}National Institute of Defense Technol-", 136, x=330),
        Set("ogy", 148, x=336),
    )
    # the page text has words broken at line ends joined
    header = read_header(
        [page(lines)], document(text_of(lines).replace("Technol-\n", "Technol").replace("Technol\nogy", "Technology"))
    )
    assert belongs(header) == {
        "Ada Brink": ["University of Vellmark", "National Institute of Defense Technology"],
        "Bo Lindqvist": ["National Institute of Defense Technology"],
    }


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Equal contribution.", ""),
        ("These authors contributed equally to this work.", ""),
        ("Corresponding author: ada@vellmark.edu", ""),
        ("Corresponding author at: Harbour Institute, Narvik, Norway.", ""),
        ("Present address: Harbour Institute, Narvik.", "Harbour Institute, Narvik [present address]"),
        ("Now at Harbour Institute.", "Harbour Institute [present address]"),
        ("Work done while at Harbour Institute.", "Harbour Institute [work done while at]"),
        ("Work done during an internship at Harbour Institute.", "Harbour Institute [work done while at]"),
        ("This work was done when Ada was an intern at Harbour Institute.", "Harbour Institute [work done while at]"),
        ("This work was supported by the Clay Council under Grant 12.", ""),
    ],
)
@pytest.mark.parametrize("place", ["header", "foot"])
def test_notes_are_no_ordinary_affiliations(note: str, kept: str, place: str) -> None:
    y = 152 if place == "header" else 700
    header = read(
        [
            *whole(
                Set("Ada Brink^{1*}", 120, x=150),
                Set("Bo Lindqvist^{1}", 120, x=300),
                Set("^{1}University of Vellmark", 136),
            ),
            Set(f"^{{*}}{note}", y, x=60, size=8),
        ]
    )
    assert belongs(header) == {
        "Ada Brink": ["University of Vellmark", *([kept] if kept else [])],
        "Bo Lindqvist": ["University of Vellmark"],
    }
    ordinary = [a.raw for a in header.affiliations if not a.note]
    assert ordinary == ["University of Vellmark"]


@pytest.mark.parametrize(
    "printed",
    [
        "{ada,bo}@vellmark.edu",
        "{ada, bo}@vellmark.edu",
        "ada|bo@vellmark.edu",
        "(ada,bo)@vellmark.edu",
        "[ada, bo]@vellmark.edu",
        "{ada; bo} @vellmark.edu",
        "ada@vellmark.edu, bo@vellmark.edu",
        "E-mail: ada@vellmark.edu; bo@vellmark.edu.",
    ],
)
def test_groups_of_addresses(printed: str) -> None:
    header = read(
        whole(Set("Ada Brink and Bo Lindqvist", 120), Set("University of Vellmark", 134), Set(printed, 148))
    )
    assert header.emails == ("ada@vellmark.edu", "bo@vellmark.edu")
    assert [a.email for a in header.authors] == ["ada@vellmark.edu", "bo@vellmark.edu"]
    assert [a.raw for a in header.affiliations] == ["University of Vellmark"]


def test_the_same_organisation_written_three_ways_is_three_strings_of_their_authors() -> None:
    header = read(
        whole(
            *(
                line
                for x, name, place in (
                    (60, "Ada Brink", "University of Vellmark"),
                    (250, "Bo Lindqvist", "Univ. of Vellmark"),
                    (420, "Chen Mingzhu", "Vellmark University"),
                )
                for line in (Set(name, 120, x=x), Set(place, 133, x=x), Set("Oslo, Norway", 146, x=x))
            )
        )
    )
    assert belongs(header) == {
        "Ada Brink": ["University of Vellmark Oslo, Norway"],
        "Bo Lindqvist": ["Univ. of Vellmark Oslo, Norway"],
        "Chen Mingzhu": ["Vellmark University Oslo, Norway"],
    }


def test_the_same_organisation_printed_for_each_author_is_one_string() -> None:
    header = read(
        whole(
            *(
                line
                for x, name in ((60, "Ada Brink"), (250, "Bo Lindqvist"), (420, "Chen Mingzhu"))
                for line in (Set(name, 120, x=x), Set("University of Vellmark", 133, x=x))
            )
        )
    )
    assert len(header.affiliations) == 1
    assert all(a.affiliations == (0,) for a in header.authors)


def test_two_organisations_on_one_line_with_marks() -> None:
    header = read(
        whole(
            Set("Ada Brink^{1}, Bo Lindqvist^{2}, Mingzhu Chen^{1,2}", 120),
            Set("^{1}University of Vellmark, ^{2}Kestrel Vision", 134),
        )
    )
    assert [a.raw for a in header.affiliations] == ["University of Vellmark", "Kestrel Vision"]
    assert [a.affiliations for a in header.authors] == [(0,), (1,), (0, 1)]


def test_affiliations_at_the_end_of_the_paper() -> None:
    lines = whole(
        Set("Ada Brink^{1,2*} and Bo Lindqvist^{2}", 120),
        Set("Full list of author information is available at the end of the article", 700, x=50, size=7),
    )
    last = (
        "Acknowledgements\nThe kiln.\nAuthor details\n1Department of Ceramics, University of Vellmark, Oslo,\n"
        "Norway. 2Kestrel Vision, Bergen, Norway.\nReceived: 3 May 2020 Accepted: 4 June 2020\nReferences\n1. Clay A"
    )
    header = read_header([page(lines)], document(text_of(lines), last))
    assert belongs(header) == {
        "Ada Brink": [
            "Department of Ceramics, University of Vellmark, Oslo, Norway",
            "Kestrel Vision, Bergen, Norway",
        ],
        "Bo Lindqvist": ["Kestrel Vision, Bergen, Norway"],
    }
    assert {a.page for a in header.affiliations} == {2}
    for string in header.affiliations:
        assert string.start is not None
        assert " ".join(last[string.start : string.end].split()) == string.raw


def test_biographies_where_the_header_is_silent() -> None:
    lines = whole(Set("Ada Brink and Bo Lindqvist", 120))
    last = (
        "References\n[1] A. Clay.\nAda Brink received the Ph.D. degree from Ostrava Bay College in 2012. She is\n"
        "currently an Associate Professor with the University of Vellmark, Oslo, Norway. Her research is clay.\n"
        "Bo Lindqvist received the B.S. degree from the Harbour Institute in 2015. He is currently with Kestrel\n"
        "Vision Inc., Bergen, Norway. He likes glaze."
    )
    header = read_header([page(lines)], document(text_of(lines), "Method", last))
    assert belongs(header) == {
        "Ada Brink": ["University of Vellmark, Oslo, Norway"],
        "Bo Lindqvist": ["Kestrel Vision Inc., Bergen, Norway"],
    }


@pytest.mark.parametrize(
    "furniture",
    [
        "Copyright © 2020, Association for the Advancement of Clay Intelligence. All rights reserved.",
        "This CVPR paper is the Open Access version, provided by the Computer Vision Foundation.",
        "IEEE International Conference on Clay Vision, University Hall, Oslo",
        "Authorized licensed use limited to: UNIVERSITY OF NARVIK. Downloaded on May 3, 2021 from IEEE Xplore.",
        "Published by Springer Nature Switzerland AG 2019",
        "Proceedings of the 30th Conference of the Society for Clay, Institute Press",
        "Received 3 May 2020; accepted 4 June 2020; published by Harbour University Press",
    ],
)
@pytest.mark.parametrize("y", [40, 150, 740])
def test_venues_and_copyright_lines_are_no_organisations(furniture: str, y: int) -> None:
    header = read(
        [
            *whole(Set("Ada Brink", 110), Set("University of Vellmark", 123), Set("ada@vellmark.edu", 136)),
            Set(furniture, y, x=60, size=8, font="Italic"),
        ]
    )
    assert header.title == TITLE.text
    assert belongs(header) == {"Ada Brink": ["University of Vellmark"]}


def test_lines_of_an_address_are_parted_for_the_resolver_and_verbatim_for_the_reader() -> None:
    header = read(
        whole(
            Set("Ada Brink", 120),
            Set("School of Electrical and Computer", 133),
            Set("Engineering, University of Narvik", 145),
            Set("Narvik", 157),
            Set("Norway", 169),
        )
    )
    assert (
        header.affiliations[0].raw
        == "School of Electrical and Computer Engineering, University of Narvik Narvik Norway"
    )
    assert header.affiliations[0].address == (
        "School of Electrical and Computer Engineering, University of Narvik, Narvik, Norway"
    )


@pytest.mark.parametrize(
    "name",
    [
        "University of Science & Technology of Vellmark",
        "College of Engineering and Computer Science",
        "School of Computing and Information, University of Vellmark",
        "Vellmark University of Posts and Telecommunications",
    ],
)
def test_an_and_within_a_name_parts_nothing(name: str) -> None:
    header = read(whole(Set("Ada Brink, Bo Lindqvist", 120), Set(name, 134)))
    assert belongs(header) == {"Ada Brink": [name], "Bo Lindqvist": [name]}
