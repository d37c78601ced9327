"""Drafts in plain text: authors at the right above their organisations, the title in the middle below."""

from tests.extractors.header.typesetting import Set, belongs, read

MONO = "Mono"
LEFT, RIGHT = 72.0, 500.0


def at_right(text: str, y: float) -> Set:
    return Set(text, y, x=RIGHT - 5 * len(text), font=MONO)


def page(*right: str, kind: str = "Internet-Draft") -> list[Set]:
    left = ["Kiln Working Group", kind, "Intended status: Informational", "Expires: 4 May 2021"]
    rows = max(len(left), len(right))
    below = 60 + 12 * rows
    middle = (LEFT + RIGHT) / 2
    title = "Hints for Slow Kilns"
    return [
        *(Set(text, 60 + 12 * i, x=LEFT, font=MONO) for i, text in enumerate(left)),
        *(at_right(text, 60 + 12 * i) for i, text in enumerate(right)),
        Set(title, below + 24, x=middle - 2.5 * len(title), font=MONO),
        Set("draft-brink-slow-kilns-03", below + 36, x=middle - 62.5, font=MONO),
        Set("Abstract", below + 60, x=LEFT, font=MONO),
        Set("This document gives hints by which kilns may wait. Its shepherd is", below + 84, x=LEFT + 15, font=MONO),
        Set("Maj. Ida Kent of the Coastal Army Laboratory, who read it twice.", below + 96, x=LEFT + 15, font=MONO),
    ]


def test_names_with_the_organisation_below_them() -> None:
    header = read(
        page("A. Brink", "Kestrel Networks", "P. Noor", "B. de Moel, Ed.", "University of Clay", "4 November 2020")
    )
    assert header.title == "Hints for Slow Kilns"
    assert belongs(header) == {
        "A. Brink": ["Kestrel Networks"],
        "P. Noor": ["University of Clay"],
        "B. de Moel": ["University of Clay"],
    }


def test_a_request_for_comments_whose_last_author_has_no_organisation() -> None:
    header = read(page("A. Brink", "Kestrel", "P. Noor", "March 1997", kind="Request for Comments: 42119"))
    assert belongs(header) == {"A. Brink": ["Kestrel"], "P. Noor": []}


def test_a_left_column_that_is_longer_than_the_right_one() -> None:
    header = read(page("A. Brink", "March 1997", kind="Request for Comments: 42119"))
    assert header.title == "Hints for Slow Kilns"


def test_a_page_that_only_names_a_draft_is_no_such_draft() -> None:
    header = read(
        [
            Set("Faces of Clay under Glaze", 80, size=17),
            Set("Ada Brink", 110),
            Set("University of Clay, Oslo, Norway", 124),
            Set("Abstract", 150, x=72, size=12),
            Set("Internet-Draft documents are named here.", 170, x=72),
        ]
    )
    assert belongs(header) == {"Ada Brink": ["University of Clay, Oslo, Norway"]}
