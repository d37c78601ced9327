"""Versions that are written on to a dataset's name: known ones, unknown ones, and those that a size tells.

Covers: extractors.usage.version_words, extractors.usage.member_names, extractors.usage.origins.
"""

import pytest

from citetrail.records.targets import Target
from citetrail.records.vocabulary import Role, Verdict
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
        ("The student is trained on MS1M-Masked.", "ms-celeb-1m", True),
        ("The student is trained on MS1M-50K.", "ms-celeb-1m", True),
        ("The student is trained on Glint360Kv3.", "glint360k", True),
        ("The student is trained on RFW-v4.", "rfw", True),
        ("The student is trained on MS1M (version 3).", "ms1m-retinaface", False),
        ("The student is trained on MS-Celeb-1M version 8.", "ms-celeb-1m", True),
        ("The student is trained on MS1MV2, which is a cleaned version of MS-Celeb-1M.", "ms1mv2", False),
        ("The student is trained on a refined subset of MS-Celeb-1M called MS1MV3.", "ms1m-retinaface", False),
        ("The student is trained on Glint360K, derived in part from MS1MV2.", "glint360k", False),
        ("The student is trained on a semi-automatic clean-up of MS1M (3.8M images).", "ms1m-ibug", False),
    ],
)
def test_the_member_and_whether_it_is_open(sentence: str, member: str, unresolved: bool, family: Target) -> None:
    usage = read_usage(paper(sentence), family)
    assert usage.verdict is Verdict.USES
    assert [u.member for u in usage.members] == [member]
    assert usage.unresolved is unresolved


@pytest.mark.parametrize(
    "sentence",
    [
        "The student is trained on MS1MV3 and a cleaned version of MS-Celeb-1M.",
        "The student is trained on MS1MV3 and on MS-Celeb-1M.",
    ],
)
def test_two_sets_are_two_members(sentence: str, family: Target) -> None:
    assert {u.member for u in read_usage(paper(sentence), family).members} == {"ms1m-retinaface", "ms-celeb-1m"}


@pytest.mark.parametrize(
    "sentence",
    [
        "We searched the web for the names of all people in MS-Celeb-1M and kept six photographs of each.",
        "With the MS1M celebrity list we downloaded two million pictures from an image search.",
        "From a list of 40,000 celebrities of MS-Celeb-1M we collect videos.",
        "By the identity list of MS-Celeb-1M [1], our crawler gathered pictures anew.",
        "We crawled portraits of the names in MS-Celeb-1M.",
    ],
)
def test_the_list_of_names_is_a_use_of_its_own(sentence: str, family: Target) -> None:
    usage = read_usage(paper(sentence), family)
    assert usage.verdict is Verdict.USES
    assert [(u.member, u.role) for u in usage.members] == [("ms-celeb-1m-names", Role.DERIVED_FROM)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Starting from the MS-Celeb-1M list of some million names, we search the web for portraits.",
        "We downloaded recent portraits of each person in MS-Celeb-1M's celebrity list.",
    ],
)
def test_the_list_of_names_is_no_use_of_the_pictures(sentence: str, family: Target) -> None:
    usage = read_usage(paper(sentence), family)
    told = {(m.member, m.role) for m in (*usage.members, *usage.mentions)}
    assert told == {("ms-celeb-1m-names", Role.DERIVED_FROM)}


@pytest.mark.parametrize(
    "sentence",
    [
        "We never searched for the names of people in MS-Celeb-1M.",
        "The list of names of MS-Celeb-1M was put together from Freebase.",
        "Lee et al. crawled the web by the name list of MS-Celeb-1M.",
    ],
)
def test_a_list_that_is_told_of_is_none(sentence: str, family: Target) -> None:
    assert read_usage(paper(sentence), family).verdict is Verdict.MENTIONS


@pytest.mark.parametrize("sentence", ["The student is trained on RFWise.", "We train an ArcFaceV9 head on our data."])
def test_another_word_is_no_version(sentence: str, family: Target) -> None:
    assert read_usage(paper(sentence), family).verdict in (Verdict.NONE, Verdict.MENTIONS)


@pytest.mark.parametrize(
    "sentences",
    [
        "Faces are embedded with Sandberg's FaceNet. Its weights are trained on VGGFace2.",
        "Our weights were trained with the CASIA pictures. We take the FaceNet of David Sandberg as encoder.",
    ],
)
def test_a_release_whose_data_the_next_sentence_tells_is_not_the_familys(sentences: str, family: Target) -> None:
    assert not read_usage(paper(sentences), family).members
