"""Marks before names that stand surname first or twice, institutions before names, programmes of theses for names.

Covers: extractors.header.marks_before_names, extractors.header.institutions_first, extractors.header.programmes.
Covers: extractors.header.posts, extractors.header.name_titles, extractors.header.membership.
"""

import pytest

from extractors.header.name_titles import without_retired
from extractors.header.people_names import is_full_name, looks_like_names
from extractors.header.posts import place_told_of
from tests.extractors.header.typesetting import Set, belongs, read

TITLE = Set("A Slow Way of Reading Glazes from Afar", 80, size=17)
CLAY, KILN = "University of Clay, Oslo, Norway", "Kiln Institute, Bergen, Norway"
PROSE = "we show that glazes can be read slowly and that nothing of the old kiln is lost"
ABSTRACT = [Set("Abstract", 300, size=11), *(Set(PROSE, 316 + 12 * i) for i in range(5))]
LEGEND = [Set(f"^{{1}}{CLAY}", 140, size=9), Set(f"^{{2}}{KILN}", 152, size=9)]


def test_surnames_first_behind_their_marks_with_a_rank() -> None:
    line = Set("^{1}Brink, A. B., ^{2*}Noor-Kent, P., ^{1}Lt Col Holm, I. T. (Rtd) and ^{2}Kent, O.", 116)
    made = belongs(read([TITLE, line, *LEGEND, *ABSTRACT]))
    assert made == {"A. B. Brink": [CLAY], "P. Noor-Kent": [KILN], "I. T. Holm": [CLAY], "O. Kent": [KILN]}


def test_names_in_their_own_script_in_brackets_behind_marks() -> None:
    line = Set("^{1}Mei-Lin Tsao (曹美玲), ^{2}Bo-Han Yeh (葉柏翰)", 116)
    assert belongs(read([TITLE, line, *LEGEND, *ABSTRACT])) == {"Mei-Lin Tsao": [CLAY], "Bo-Han Yeh": [KILN]}


def test_a_university_in_brackets_is_no_repeated_name() -> None:
    assert not looks_like_names("Clay Gakugei (粘土学芸大学)")


@pytest.mark.parametrize("line", ["Marta Roca i Puig^{1}, Ada Brink^{2}", "Marta Roca i Puig^{1} i Ada Brink^{2}"])
def test_a_conjunction_within_and_between_names(line: str) -> None:
    made = belongs(read([TITLE, Set(line, 116), *LEGEND, *ABSTRACT]))
    assert made == {"Marta Roca i Puig": [CLAY], "Ada Brink": [KILN]}


def test_gaps_before_commas_and_grades_in_italic() -> None:
    page = [
        TITLE,
        Set("Ada Brink , Student Member, IEEE, Per Noor, Member, IEEE,", 116, size=11, font="Times-Italic"),
        Set("Ida Kent , and Bo Holm, Senior Member, IEEE", 130, size=11),
        *ABSTRACT,
    ]
    assert [a.name for a in read(page).authors] == ["Ada Brink", "Per Noor", "Ida Kent", "Bo Holm"]


def test_institutions_before_their_names() -> None:
    page = [
        TITLE,
        Set("Kiln Institute: Ada Brink, Per Noor (project lead)", 116, x=80),
        Set("University of Clay: Ida binti Kent", 130, x=80),
        Set("Contact: {ada,per}@kiln.example", 144, x=80),
        *ABSTRACT,
    ]
    clay, kiln = ["University of Clay"], ["Kiln Institute"]
    assert belongs(read(page)) == {"Ada Brink": kiln, "Per Noor": kiln, "Ida binti Kent": clay}


@pytest.mark.parametrize("label", ["Organizing Committee", "Editorial Board", "Supported by the Navy Institute"])
def test_boards_and_sponsors_before_names_are_no_institutions_of_authors(label: str) -> None:
    lines = [Set(f"{label}: Ada Brink, Per Noor", 116, x=80), Set(f"{label}: Ida Kent, Bo Holm", 130, x=80)]
    assert not read([TITLE, *lines, *ABSTRACT]).authors


def test_a_thesis_and_its_programme_are_nobody() -> None:
    page = [
        Set("Univerza v Glinju", 60, size=14),
        Set("Ada Brink Kovač", 110, size=13),
        Set("Počasno branje glazur", 160, size=20),
        Set("MAGISTRSKO DELO", 220, size=11),
        Set("MAGISTRSKI PROGRAM DRUGE STOPNJE", 250, size=11),
        Set("KERAMIKA IN GLAZURE", 262, size=11),
        Set("MENTOR: prof. dr. Per Noor", 300, x=80, size=11),
    ]
    assert [a.name for a in read(page).authors] == ["Ada Brink Kovač"]


def test_a_programme_below_a_name_is_a_place() -> None:
    page = [
        TITLE,
        *(Set(text, 116 + 12 * i, x=60) for i, text in enumerate(("Ada Brink", "Mention Poterie", CLAY))),
        *(Set(text, 116 + 12 * i, x=360) for i, text in enumerate(("Per Noor", "Kiln Institute", "Bergen, Norway"))),
        *ABSTRACT,
    ]
    assert [a.name for a in read(page).authors] == ["Ada Brink", "Per Noor"]


def test_reserve_behind_a_rank() -> None:
    assert without_retired("Ida Kent, Cel. R1 Ada Brink") == "Ida Kent, Cel. Ada Brink"
    assert without_retired("Maj (R/1) Ada Brink") == "Maj Ada Brink"
    assert without_retired("Anna R. Brink") == "Anna R. Brink"


def test_what_a_marked_sentence_says_of_authors() -> None:
    assert place_told_of(f"A. Brink and P. Noor are with the {KILN}", ["Brink"]) == KILN
    assert place_told_of(f"A. Brink is also with the {KILN}", ["Brink"]) == KILN
    assert not place_told_of("The editors are with the Navy Museum", ["Brink"])
    assert not place_told_of(CLAY, ["Brink"])


def test_three_words_in_katakana() -> None:
    assert is_full_name("ラン ティ マイ")
    assert not is_full_name("カオ ニンシキ ノ ケンキュウ ト ソノ オウヨウ")
