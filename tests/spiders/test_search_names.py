"""Which names are searched for, and where a text holds them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.records.targets import Target
from spiders.search_names import passage, pattern, searches


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MS-Celeb-1M", "trained on MS-Celeb-1M."),
        ("MS-Celeb-1M", "the MS Celeb 1M images"),
        ("MS-Celeb-1M", "MSCeleb-1M (10 million)"),
        ("MS-Celeb-1M", "ms-celeb-\n1m"),
        ("MS1MV2", "on MS1MV2 [2]"),
        ("MS1M-ArcFace", "MS1M ArcFace"),
        ("MS1M-ArcFace", "MS1M_ArcFace"),
        ("Racial Faces in the Wild", "Racial Faces-in-the-Wild (RFW)"),
    ],
)
def test_a_name_is_found_however_its_parts_are_joined(name: str, text: str) -> None:
    assert pattern(name).search(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MS1M", "MS1MV2"),
        ("MS1MV2", "MS1MV20"),
        ("MS-Celeb-1M", "Ms. Celeb read 1M lines"),
        ("MS-Celeb-1M", "MS-Celeb-1Mx"),
        ("RFW", "RFWs"),
        ("ArcFace", "MarcFace"),
    ],
)
def test_a_name_is_not_found_inside_another(name: str, text: str) -> None:
    assert not pattern(name).search(text)


@given(st.text(max_size=900), st.text(max_size=900))
def test_a_passage_holds_the_name_and_is_verbatim(before: str, after: str) -> None:
    text = f"{before} MS1MV2 {after}"
    found = pattern("MS1MV2").search(text)
    assert found
    assert found[0] in passage(found)
    assert passage(found) in text
    assert len(passage(found)) <= 620


def test_a_passage_is_a_sentence() -> None:
    found = pattern("MS1MV2").search("We align faces first. All are trained on MS1MV2 [2]. Then we test.")
    assert found
    assert passage(found) == "All are trained on MS1MV2 [2]."


def test_each_distinctive_name_is_searched_once(target: Target) -> None:
    first = replace(target.members[0], aliases=("MSCeleb1M", "ms celeb 1m", "MS1M", "Celebs", "MS1M (lists only)"))
    first = replace(first, ambiguous=("MS1M",))
    names = searches(replace(target, members=(first, *target.members[1:])))
    assert names == [("ms-celeb-1m", "MS-Celeb-1M"), ("ms-celeb-1m", "MSCeleb1M"), ("ms1mv2", "MS1MV2")]


def test_the_targets_own_queries_come_first(target: Target) -> None:
    model = replace(target.members[2], queries=("ArcFace model",))
    assert ("arcface-model", "ArcFace model") in searches(replace(target, members=(model,)))
