"""Grades of membership beside names, in Latin letters and in characters."""

import pytest

from extractors.header.people_names import split_names
from extractors.header.segments import Segment
from tests.extractors.header.typesetting import Set, belongs, read


@pytest.mark.parametrize(
    "printed",
    [
        "Ada Brink, Member, SGC, Per Noor, Senior Member, SGC",
        "Ada Brink, Student Member, IEEE, and Per Noor, Fellow, IEEE",
        "Ada Brink (Member, ACM) and Per Noor, Non-member",
    ],
)
def test_grades_behind_names(printed: str) -> None:
    found = split_names([Segment(printed, 0, 0, 100, 10, 10, "Serif", 0)])
    assert [n.text for n in found] == ["Ada Brink", "Per Noor"]


@pytest.mark.parametrize("grade", ["正員", "非会員", "学生会員", "(正会員)", "정회원"])
def test_a_grade_before_a_name(grade: str) -> None:
    found = split_names([Segment(f"{grade} 久我 みのり", 0, 0, 100, 10, 10, "Serif", 0)])
    assert [n.text for n in found] == ["久我 みのり"]


def test_rows_of_grades_with_wide_blanks_and_notes_at_the_foot() -> None:
    page = [
        Set("陶器の顔における釉薬の影響とその評価", 80, size=17),
        Set("Effect of Glaze on Faces of Pottery", 104),
        *(Set(*one) for one in (("正員", 130, 80.0), ("久我", 130, 104.0), ("みのり*", 130, 126.0))),
        *(Set(*one) for one in (("非会員", 130, 300.0), ("宗海", 130, 330.0), ("拓真**", 130, 352.0))),
        Set("Minori Kuga, Member", 146, x=80),
        Set("Takuma Sokai, Non-member", 146, x=300),
        Set("1. まえがき", 180, x=80, size=12),
        Set("* 株式会社釜屋製作所 研究部", 740, x=60, size=8),
        Set("** 湖畔大学 工学部", 752, x=60, size=8),
    ]
    assert belongs(read(page)) == {"久我 みのり": ["株式会社釜屋製作所 研究部"], "宗海 拓真": ["湖畔大学 工学部"]}


def test_a_middle_dot_parts_names_but_not_katakana() -> None:
    assert [n.text for n in split_names([Segment("久我 みのり・宗海 拓真", 0, 0, 100, 10, 10, "Serif", 0)])] == [
        "久我 みのり",
        "宗海 拓真",
    ]
    assert len(split_names([Segment("マリア・ロペス", 0, 0, 100, 10, 10, "Serif", 0)])) == 1
