"""Curricula, slides and posters: what is printed above, and nothing invented from the rest.

Covers: extractors.header.curriculum_vitae_header, extractors.header.draft.
"""

from extractors.header import read_header
from tests.extractors.header.typesetting import Set, belongs, document, page, read, text_of

TITLE = Set("Faces of Clay: Recognition under Glazing", 40, size=24, font="Bold")


def test_a_poster_ends_its_header_where_its_boxes_begin() -> None:
    header = read(
        [
            TITLE,
            Set("Ada Brink*, Bo Lindqvist*, Mingzhu Chen", 80, size=14),
            Set("University of Vellmark", 98, size=14),
            Set("Open Glazing", 130, x=40, size=18),
            Set("Overall Architecture", 130, x=330, size=18),
            Set("Kiln Institute of Faces", 160, x=40, size=9),
            Set("Concept Selector", 160, x=330, size=9),
            Set("Head Classes", 180, x=330, size=9),
        ]
    )
    assert belongs(header) == {n: ["University of Vellmark"] for n in ("Ada Brink", "Bo Lindqvist", "Mingzhu Chen")}
    assert [a.raw for a in header.affiliations] == ["University of Vellmark"]


def test_a_title_slide() -> None:
    header = read(
        [Set("Faces of Clay", 200, size=40), Set("Ada Brink and Bo Lindqvist", 300, size=20), Set("17.05.19", 500)]
    )
    assert header.title == "Faces of Clay"
    assert belongs(header) == {"Ada Brink": [], "Bo Lindqvist": []}


def test_a_curriculum_names_its_owner_and_nobody_else() -> None:
    lines = [
        Set("Ada Brink", 60, x=50, size=20, font="Bold"),
        Set("Assistant Professor, Institute of North Ceramics", 90, x=50),
        Set("226 North Road Email: ada@vellmark.edu", 104, x=50),
        Set("RESEARCH INTERESTS", 130, x=50, font="Bold"),
        Set("Faces, clay and the faces of clay", 144, x=50),
        Set("EDUCATION", 160, x=50, font="Bold"),
        Set("Ph.D. University of Vellmark. Advisor: Prof. Bo Lindqvist", 174, x=50),
        Set("PUBLICATIONS", 200, x=50, font="Bold"),
        Set("Ada Brink, Mingzhu Chen, Dag Holm. Faces of Clay. Kiln Conference.", 214, x=50),
    ]
    header = read_header([page(lines)], document(text_of(lines)))
    assert belongs(header) == {"Ada Brink": ["Institute of North Ceramics"]}
    assert header.layout == "vitae"
    assert header.emails == ("ada@vellmark.edu",)


def test_an_anonymous_submission() -> None:
    header = read(
        [TITLE, Set("Anonymous CVPR submission", 90), Set("Paper ID 1234", 104), Set("Abstract", 140, size=12)]
    )
    assert header.authors == ()
    assert header.affiliations == ()
