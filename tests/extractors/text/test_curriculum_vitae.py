"""A curriculum vitae is told by its title or its headings; a paper with one of them is none."""

import pytest

from citetrail.records.text import PageText
from extractors.text.curriculum_vitae import is_curriculum_vitae


def pages(*texts: str) -> list[PageText]:
    return [PageText(number, 612, 792, text) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    "text",
    [
        "Curriculum Vitae\nAda Brink\nBorn in Vellmark.",
        "Ada Brink, curriculum vitae of 2019\n\nEducation\nVellmark, 2011",
        "Ada Brink\n\n1. Education\nVellmark\n\n2. Work Experience:\nKestrel\n\n3. Honors and Awards\nnone yet",
        "Ada Brink\n- Skills -\nfaces\n- Patents -\ntwo\n- Invited Talks -\nthree",
    ],
)
def test_these_are(text: str) -> None:
    assert is_curriculum_vitae(pages(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Faces Apart\nAda Brink\nAbstract\nWe ask people.\nEducation\nEmployment\nNationality\nTable 1.",
        "Faces Apart\nAda Brink\nIn education, teaching and publications, faces are everywhere.\nPublications\n[1] …",
    ],
)
def test_these_are_none(text: str) -> None:
    assert not is_curriculum_vitae(pages(text))
    assert not is_curriculum_vitae([])


def test_headings_of_the_first_pages_are_taken_together() -> None:
    assert is_curriculum_vitae(
        pages("Ada Brink\nEducation\nVellmark", "Internships\nKestrel", "Publications\nFaces Apart")
    )
