"""Headers as journals in Korea and China set them: spaced syllables, marks with closing brackets, bracketed legends.

Covers: extractors.header.characters, extractors.header.two_scripts, extractors.header.membership.
"""

import pytest

from extractors.header.characters import as_elsewhere
from extractors.header.people_names import split_names
from extractors.header.segments import LOWER, RAISE, Segment
from tests.extractors.header.typesetting import Set, belongs, read

TITLE = Set("도자기 표면의 균열을 찾는 방법에 관한 연구", 80, size=17)
BODY = [Set("요    약", 260, size=11), Set("가마에서 나온 그릇의 균열을 찾는다.", 280)]


def _segment(text: str) -> Segment:
    return Segment(text, 0, 0, 100, 10, 10, "Myeongjo", 0)


def test_marks_with_closing_brackets_and_their_legend() -> None:
    names = [Set("문가람*,1) · 피하늘2) · 옹새봄1)", 120, size=11)]
    legend = [Set("1) 호반대학교 재료공학과", 145, size=9), Set("2) 가람대학교 미술학과", 158, size=9)]
    assert belongs(read([TITLE, *names, *legend, *BODY])) == {
        "문가람": ["호반대학교 재료공학과"],
        "피하늘": ["가람대학교 미술학과"],
        "옹새봄": ["호반대학교 재료공학과"],
    }


def test_spaced_syllables_and_grades_in_notes_at_the_foot() -> None:
    names = [Set("남 궁 새 봄† · 문 가 람††", 120, size=11)]
    latin = [Set("Looking for Cracks with a Lamp", 150, size=14), Set("Saebom Namgung† · Garam Moon††", 172, size=11)]
    foot = [
        Set("† 준 회 원 : 호반대학교 재료공학과 석사과정", 720, x=60, size=8),
        Set("†† 종신회원 : 가람연구소 책임연구원", 732, x=60, size=8),
    ]
    assert belongs(read([TITLE, *names, *latin, *BODY, *foot])) == {
        "남궁새봄": ["호반대학교 재료공학과 석사과정"],
        "문가람": ["가람연구소 책임연구원"],
    }


@pytest.mark.parametrize("heading", ["참 고 문 헌", "머 리 말", "서 론 및 목 적", "목 차 · 요 약"])
def test_spaced_headings_are_no_names(heading: str) -> None:
    assert as_elsewhere([_segment(heading)])[0].text == heading


def test_addresses_in_brackets_of_their_own() -> None:
    pieces = ["1)（湖畔大学材料学院", "山城 100001）", "2) (Kestrel Institute, Oslo)", "3) (see below)"]
    assert [s.text for s in as_elsewhere([_segment(p) for p in pieces])] == [
        f"{RAISE}1{LOWER}湖畔大学材料学院 山城 100001",
        f"{RAISE}2{LOWER}Kestrel Institute, Oslo",
        "3) (see below)",
    ]


@pytest.mark.parametrize("text", ["as in (Figure 3)", "University of Clay 1)", "3) of 4)"])
def test_other_brackets_stay(text: str) -> None:
    assert as_elsewhere([_segment(text)])[0].text == text


def test_grades_of_the_society_itself() -> None:
    printed = f"Ada BRINK{RAISE}†{LOWER}, Member, Per NOOR{RAISE}††{LOWER}, Nonmember, and Ida KENT, Senior Member"
    assert [n.text for n in split_names([_segment(printed)])] == ["Ada BRINK", "Per NOOR", "Ida KENT"]


@pytest.mark.parametrize("rank", ["Cap Eng", "Ten Cel Inf", "Maj QEM", "1º Ten", "Kpt.", "Подполковник"])
def test_ranks_with_an_arm(rank: str) -> None:
    name = "Ада Бринк" if rank[0] == "П" else "Ada Brink"
    assert [n.text for n in split_names([_segment(f"{rank} {name}")])] == [name]


def test_an_arm_without_a_rank_is_a_name() -> None:
    assert [n.text for n in split_names([_segment("Art Brink, Med Noor")])] == ["Art Brink", "Med Noor"]
