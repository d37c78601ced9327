"""Versions that are written on to a dataset's name: known ones, unknown ones, and those that a size tells.

Covers: extractors.usage.version_words, extractors.usage.member_names.
"""

import pytest

from citetrail.records.targets import Target
from citetrail.records.vocabulary import Verdict
from extractors.usage import read_usage
from tests.extractors.usage.conftest import paper


@pytest.mark.parametrize(
    ("sentence", "member", "unresolved"),
    [
        ("The student is trained on MS1MV7.", "ms-celeb-1m", True),
        ("The student is trained on MS1M-v7.", "ms-celeb-1m", True),
        ("The student is trained on MSCeleb1Mv6.", "ms-celeb-1m", True),
        ("The student is trained on MS1MCropped.", "ms-celeb-1m", True),
        ("The student is trained on MS1MV3filtered.", "ms1m-retinaface", True),
        ("The student is trained on MS1M-refine-v9.", "ms-celeb-1m", True),
        ("The student is trained on ms1m-refine-v1.", "ms1m-ibug", False),
        ("The student is trained on ms1m-refine-v2.", "ms1mv2", False),
        ("The student is trained on MS1M-V3.", "ms1m-retinaface", False),
        ("The student is trained on MS1MV8, which holds 93,431 people.", "ms1m-retinaface", False),
        ("The student is trained on a semi-automatic clean-up of MS1M (3.8M images).", "ms1m-ibug", False),
    ],
)
def test_the_member_and_whether_it_is_open(sentence: str, member: str, unresolved: bool, family: Target) -> None:
    usage = read_usage(paper(sentence), family)
    assert usage.verdict is Verdict.USES
    assert [u.member for u in usage.members] == [member]
    assert usage.unresolved is unresolved


@pytest.mark.parametrize("sentence", ["The student is trained on RFWise.", "We train an ArcFaceV9 head on our data."])
def test_another_word_is_no_version(sentence: str, family: Target) -> None:
    assert read_usage(paper(sentence), family).verdict in (Verdict.NONE, Verdict.MENTIONS)
