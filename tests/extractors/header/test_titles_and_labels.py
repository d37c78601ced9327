"""Titles of comments on papers, labels of manuscripts, who holds a copyright, numbers of ORCID beside names.

Covers: extractors.header.title_lines, extractors.header.role_lines, extractors.header.name_titles.
"""

import pytest

from tests.extractors.header.typesetting import Set, belongs, read

SAID = "The kilns are told apart by what they leave behind in the rows of the clay."
PAGE_TEXT = [Set(SAID, 400 + 12 * i) for i in range(9)]


def test_the_title_of_a_comment_on_a_paper_is_one() -> None:
    header = read(
        [
            Set("Comment on “Kilns in Wind” by I. Kent (Kestrel Robotics)", 80, size=15),
            Set("and Capt. B. Lind (Coastal Air Force Laboratory)", 97, size=15),
            Set("Ada Brink and Per Noor", 130),
            Set("University of Clay, Oslo, Norway", 144),
            *PAGE_TEXT,
        ]
    )
    assert header.title.startswith("Comment on “Kilns in Wind”")
    assert belongs(header) == {name: ["University of Clay, Oslo, Norway"] for name in ("Ada Brink", "Per Noor")}


def test_labels_part_the_lines_of_a_manuscript_set_in_one_type() -> None:
    header = read(
        [
            Set("Title: Kilns that wait for rain before they are fired", 60, x=60),
            Set("Authors: Ada Brink^{1}, Per Noor^{2}", 74, x=60),
            Set("Affiliations:", 90, x=60),
            Set("^{1}University of Clay, Oslo, Norway", 104, x=60),
            Set("^{2}Kestrel Institute, Lund, Sweden", 118, x=60),
            Set("Abstract", 150, x=60),
            *PAGE_TEXT,
        ]
    )
    assert header.title == "Kilns that wait for rain before they are fired"
    assert belongs(header) == {
        "Ada Brink": ["University of Clay, Oslo, Norway"],
        "Per Noor": ["Kestrel Institute, Lund, Sweden"],
    }


def test_who_holds_the_copyright_of_a_russian_paper_wrote_it_and_who_communicated_it_did_not() -> None:
    header = read(
        [
            Set("О ПЕЧАХ, КОТОРЫЕ ЖДУТ ДОЖДЯ", 80, size=15),
            Set("© 2016 г. А. П. Бринкова^{1}, Т. Г. Норин^{2}", 110),
            Set("^{1}Озёрский государственный университет, Озёрск", 130),
            Set("^{2}Глинский институт керамики, Глинск", 144),
            Set("Поступила в редакцию 12.01.2016 г.", 162),
            Set("Представлено полковником В. К. Лесным (Военная академия береговой охраны)", 178),
            Set("Аннотация", 210, x=60),
        ]
    )
    assert belongs(header) == {
        "А. П. Бринкова": ["Озёрский государственный университет, Озёрск"],
        "Т. Г. Норин": ["Глинский институт керамики, Глинск"],
    }


def test_blocks_of_names_with_numbers_of_orcid_and_short_forms_of_companies() -> None:
    header = read(
        [
            Set("Faces of Clay under Glaze", 80, x=60, size=17),
            Set("Ada Brink ⓘ 0000-0002-1825-0097", 110, x=60),
            Set("Kestrel AS, Bergen, Norway; ada@kestrel.example", 124, x=60, size=8),
            Set("Per Noor ⓘ 0000-0001-5109-3700", 140, x=60),
            Set("University of Clay, Oslo, Norway", 154, x=60, size=8),
            Set("Abstract", 190, x=60, size=12),
            *PAGE_TEXT,
        ]
    )
    assert belongs(header) == {
        "Ada Brink": ["Kestrel AS, Bergen, Norway"],
        "Per Noor": ["University of Clay, Oslo, Norway"],
    }


@pytest.mark.parametrize(
    "subtitle",
    ["A Prospective Cohort Study", "Clinical Practice Guideline Update", "The Oslo Experience", "A Randomised Trial"],
)
def test_a_subtitle_above_the_names_is_nobody(subtitle: str) -> None:
    header = read(
        [
            Set("Quiet Kilns and Loud Clay", 80, size=17),
            Set(subtitle, 104, size=11),
            Set("Ada Brink, MD; Per Noor, PhD", 122),
            Set("University of Clay, Oslo, Norway", 136),
            *PAGE_TEXT,
        ]
    )
    assert [author.name for author in header.authors] == ["Ada Brink", "Per Noor"]


def test_who_gave_photographs_and_advice_is_no_author() -> None:
    header = read(
        [
            Set("Quiet Kilns and Loud Clay", 80, size=17),
            Set("Ada Brink^{1}, Per Noor^{2}, and the Kiln Volunteers^{‡}, with photographs by Ida Kent", 110),
            Set("and statistical advice from Bo Lind", 122),
            Set("^{1}University of Clay, Oslo, Norway", 140),
            Set("^{2}Kestrel Institute, Lund, Sweden", 154),
            *PAGE_TEXT,
        ]
    )
    assert [author.name for author in header.authors] == ["Ada Brink", "Per Noor"]
