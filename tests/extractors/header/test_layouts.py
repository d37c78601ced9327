"""The layouts of the field, set by hand with invented people and organisations.

Covers: extractors.header.
"""

import pytest

from tests.extractors.header.typesetting import Set, belongs, read

TITLE = Set("Faces of Clay: Recognition under Glazing", 80, size=16, font="Bold")
ABSTRACT = Set("Abstract", 260, x=140, size=12, font="Bold")
BODY = [
    Set("We study how glazing changes the appearance of faces made of clay and what", 280, x=50),
    Set("this means for systems that have been trained on photographs of people only.", 292, x=50),
]


def whole(*lines: Set) -> list[Set]:
    return [TITLE, *lines, ABSTRACT, *BODY]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Who Glazed the Faces of Clay?", "Who Glazed the Faces of Clay?"),
        ("Who Glazed the Faces of Clay?^{∗}", "Who Glazed the Faces of Clay?"),
        ("Glazing, or “What Is a Face?”", "Glazing, or “What Is a Face?”"),
        ("“Like Clay”: Faces under Glazing!", "“Like Clay”: Faces under Glazing!"),
        ("¿Quién esmaltó las caras de barro?", "¿Quién esmaltó las caras de barro?"),
        ("Les visages d’argile sont-ils vernis ?", "Les visages d’argile sont-ils vernis ?"),
        ("Faces of Clay [and How to Glaze Them]", "Faces of Clay [and How to Glaze Them]"),
        ("A Report on Faces of Clay.", "A Report on Faces of Clay"),
    ],
)
def test_titles_keep_the_marks_that_belong_to_them(printed: str, kept: str) -> None:
    title = Set(printed, 80, size=16, font="Bold")
    header = read([title, Set("Ada Brink", 120), Set("University of Vellmark", 134), ABSTRACT, *BODY])
    assert header.title == kept


def test_cvf_marks_on_names_and_one_block_of_organisations() -> None:
    header = read(
        whole(
            Set("Ada Brink^{1,2}", 120, x=100),
            Set("Bo Lindqvist^{2∗}", 120, x=220),
            Set("Chen Mingzhu^{3†}", 120, x=340),
            Set("^{1}University of Vellmark", 140, x=90),
            Set("^{2}Kestrel Vision Inc.", 140, x=240),
            Set("^{3}National University of Ostrava Bay", 140, x=370),
            Set("{ada, bo}@vellmark.edu, mzchen@nuob.edu.cn", 156),
        )
    )
    assert header.title == "Faces of Clay: Recognition under Glazing"
    assert header.layout == "marks"
    assert belongs(header) == {
        "Ada Brink": ["University of Vellmark", "Kestrel Vision Inc."],
        "Bo Lindqvist": ["Kestrel Vision Inc."],
        "Chen Mingzhu": ["National University of Ostrava Bay"],
    }
    assert header.emails == ("ada@vellmark.edu", "bo@vellmark.edu", "mzchen@nuob.edu.cn")
    assert [a.email for a in header.authors] == list(header.emails)


def test_lncs_numbered_institutes_below_names() -> None:
    header = read(
        whole(
            Set("Ada Brink^{1,2}, Bo Lindqvist^{2}, and", 120),
            Set("Chen Mingzhu^{1}", 132),
            Set("^{1} School of Ceramics, University of Vellmark, Vellmark,", 150),
            Set("Norway", 161),
            Set("^{2} Research Institute, Kestrel Inc., Oslo, Norway", 172),
            Set("{ada.brink,mingzhu}@vellmark.edu", 184, font="Mono"),
        )
    )
    assert belongs(header) == {
        "Ada Brink": [
            "School of Ceramics, University of Vellmark, Vellmark, Norway",
            "Research Institute, Kestrel Inc., Oslo, Norway",
        ],
        "Bo Lindqvist": ["Research Institute, Kestrel Inc., Oslo, Norway"],
        "Chen Mingzhu": ["School of Ceramics, University of Vellmark, Vellmark, Norway"],
    }


def test_ieee_blocks_in_columns() -> None:
    header = read(
        whole(
            Set("Ada Brink", 120, x=110),
            Set("Bo Lindqvist", 120, x=400),
            Set("Department of Ceramics", 132, x=80, font="Italic"),
            Set("Kestrel Vision Inc.", 132, x=385, font="Italic"),
            Set("University of Vellmark", 144, x=82, font="Italic"),
            Set("Oslo, Norway", 144, x=400, font="Italic"),
            Set("ada@vellmark.edu", 156, x=95),
            Set("bo@kestrel.com", 156, x=395),
        )
    )
    assert header.layout == "blocks"
    assert belongs(header) == {
        "Ada Brink": ["Department of Ceramics University of Vellmark"],
        "Bo Lindqvist": ["Kestrel Vision Inc. Oslo, Norway"],
    }
    assert [a.email for a in header.authors] == ["ada@vellmark.edu", "bo@kestrel.com"]


def test_elsevier_letters() -> None:
    header = read(
        whole(
            Set("Ada Brink^{a,b,∗}, Bo Lindqvist^{b}", 120, x=40, size=12),
            Set("^{a} University of Vellmark, Norway", 140, x=40, size=7),
            Set("^{b} Ostrava Bay Laboratory, Norway", 150, x=40, size=7),
        )
    )
    assert belongs(header) == {
        "Ada Brink": ["University of Vellmark, Norway", "Ostrava Bay Laboratory, Norway"],
        "Bo Lindqvist": ["Ostrava Bay Laboratory, Norway"],
    }


def test_ieee_footnote() -> None:
    header = read(
        [
            TITLE,
            Set("Ada Brink, Student Member, IEEE, Bo Lindqvist, and Chen Mingzhu, Fellow, IEEE", 120),
            ABSTRACT,
            *BODY,
            Set("A. Brink and C. Mingzhu are with the School of Ceramics, University of", 600, x=50, size=8),
            Set("Vellmark, Oslo 0150, Norway (e-mail: ada@vellmark.edu; mzchen@vellmark.edu).", 610, x=50, size=8),
            Set("B. Lindqvist is with Kestrel Vision Inc., Bergen, Norway, and also with the", 620, x=50, size=8),
            Set("Harbour Laboratory, Bergen, Norway (e-mail: bo@kestrel.com).", 630, x=50, size=8),
        ]
    )
    assert header.layout == "footnote"
    assert belongs(header) == {
        "Ada Brink": ["School of Ceramics, University of Vellmark, Oslo 0150, Norway"],
        "Bo Lindqvist": ["Kestrel Vision Inc., Bergen, Norway", "Harbour Laboratory, Bergen, Norway"],
        "Chen Mingzhu": ["School of Ceramics, University of Vellmark, Oslo 0150, Norway"],
    }
