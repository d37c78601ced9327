"""Marks in front of names and of several equal signs, names above the title, headers in two scripts, ranks.

Covers: extractors.header.marks, extractors.header.people_names, extractors.header.two_scripts.
"""

import pytest

from extractors.header.people_names import is_name
from tests.extractors.header.typesetting import Set, belongs, read

VELLMARK, HARBOUR = "University of Vellmark, Oslo, Norway", "Harbour Institute, Bergen, Norway"
TITLE = Set("Glazed Faces in Difficult Light", 80, size=17)
ABSTRACT = Set("Abstract", 400, x=72, size=12)
TEXT = [
    Set("We look at many faces and say what they show to those who look at them.", 420 + 12 * i, x=72)
    for i in range(8)
]


def page(*lines: Set, title: Set = TITLE) -> dict[str, list[str]]:
    return belongs(read([title, *lines, ABSTRACT, *TEXT]))


def legend(first: str = "1", second: str = "2") -> list[Set]:
    return [Set(f"^{{{first}}}{VELLMARK}", 140), Set(f"^{{{second}}}{HARBOUR}", 154)]


def test_a_sign_in_front_of_a_name_parts_it_from_nothing() -> None:
    found = page(Set("*Ada Al-Brink,^{1} Bo Lindqvist,^{2} Per Noor^{1}", 110, size=12), *legend())
    assert found == {"Ada Al-Brink": [VELLMARK], "Bo Lindqvist": [HARBOUR], "Per Noor": [VELLMARK]}


def test_two_equal_signs_are_another_mark_than_one() -> None:
    found = page(Set("Ada Brink^{†}, Bo Lindqvist^{††}, Per Noor^{†}", 110, size=12), *legend("†", "††"))
    assert found == {"Ada Brink": [VELLMARK], "Bo Lindqvist": [HARBOUR], "Per Noor": [VELLMARK]}


def test_dashes_behind_marks_part_names() -> None:
    found = page(
        Set("BRINK-DAL Ada* – LIND Bo**", 110, size=12), Set(f"* {VELLMARK}", 140), Set(f"** {HARBOUR}", 154)
    )
    assert found == {"BRINK-DAL Ada": [VELLMARK], "LIND Bo": [HARBOUR]}


def test_names_above_the_title_whose_legend_stands_below() -> None:
    found = page(Set("Ada Brink^{1}, Bo Lindqvist^{2}", 62, size=12), *legend())
    assert found == {"Ada Brink": [VELLMARK], "Bo Lindqvist": [HARBOUR]}


def test_names_in_letters_without_marks_below_names_in_characters() -> None:
    found = page(
        Set("윤도자^{1)} · 곽유약^{2)}", 110, size=12),
        Set("Yun, Do-Ja · Kwak, Yu-Yak", 124, size=12),
        Set("1) 해변대학교 도자공학과", 140, x=100),
        Set("2) (주)가마연구소", 154, x=100),
        title=Set("도자기 얼굴의 검출 방법에 관한 연구", 80, size=17),
    )
    assert found == {"윤도자": ["해변대학교 도자공학과"], "곽유약": ["(주)가마연구소"]}


def test_a_title_in_characters_is_larger_than_the_text() -> None:
    made = read(
        [
            Set("基于陶瓷包络的面部早期裂纹检测", 80, size=14),
            Set("裴嘉宁^{1}，宗 琳^{2}", 110, size=10),
            Set("（1. 海岸大学 陶瓷学院，江苏 南京 210007；2. 河边大学 机械学院，江苏 南京 211816）", 126, size=8),
            *(
                Set(
                    "其转速低、载荷大，早期裂纹信号十分微弱。试验在四种载荷下完成，结果与人工检查一致。",
                    160 + 12 * i,
                    x=72,
                )
                for i in range(8)
            ),
        ]
    )
    assert made.title == "基于陶瓷包络的面部早期裂纹检测"
    assert list(belongs(made)) == ["裴嘉宁", "宗 琳"]


@pytest.mark.parametrize("rank", ["Surg Lt Cdr", "Tnte. Crnl.", "Oberfeldarzt"])
def test_ranks_are_no_part_of_a_name(rank: str) -> None:
    found = page(Set(f"Ada Brink^{{1}}, {rank} Bo Lindqvist^{{2}}", 110, size=12), *legend())
    assert list(found) == ["Ada Brink", "Bo Lindqvist"]


@pytest.mark.parametrize("text", ["其转速低、载荷大", "早期裂纹信号十分微弱", "에서 실험을 수행하였다.", "Sri Lanka"])
def test_sentences_and_countries_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize("text", ["宗 琳", "野々村 啓", "Georgia Holm"])
def test_short_names_in_characters_are(text: str) -> None:
    assert is_name(text)
