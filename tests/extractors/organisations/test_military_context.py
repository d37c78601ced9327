"""What may stand around a military name and leave it one."""

import pytest

from extractors.organisations.military_context import follows_as_unit, is_explained, leaves_military


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("Marlov ", "Military Medical Academy", ""),
        ("", "Hospital Naval", " Almirante Barro"),
        ("", "Army Academy", " at Kilnhausen"),
        ("", "Naval Academy", " “Clay”"),
        ("", "Military Hospital", " of Oslo"),
        ("中国人民", "解放军", "总医院第一医学中心"),
        ("", "육군사관학교", " 전자공학과"),
        ("U.S. ", "Naval Medical Center", " San Diego"),
    ],
)
def test_words_of_military_names_places_and_persons_leave_it(before: str, name: str, after: str) -> None:
    assert leaves_military(before, name, after)


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("Potterknife Swiss ", "Army", ""),
        ("Clay ", "Army Research", " Quilters"),
        ("", "Naval Academy", " Kiln Circle"),
        ("Amicale des Potiers de l’", "École Navale", ""),
        ("", "自衛隊", "陶芸の会"),
        ("", "육군사관학교", " 도예동호회"),
        ("王", "海军医院", ""),
        ("", "Naval Station", " Way"),
        ("", "Navy Street Kiln Research", ""),
    ],
)
def test_anything_else_makes_another_name_of_it(before: str, name: str, after: str) -> None:
    assert not leaves_military(before, name, after)


def test_a_city_of_several_words_is_a_place() -> None:
    assert is_explained(["san", "diego"])
    assert not is_explained(["kiln", "circle"])


def test_a_unit_may_follow_a_known_body() -> None:
    assert follows_as_unit(["laboratory", "glazes"], "Laboratory of Glazes")
    assert not follows_as_unit(["dernegi"], "Derneği")
    assert not follows_as_unit([], "同窓会")
    assert follows_as_unit([], "电子陶瓷学院")
