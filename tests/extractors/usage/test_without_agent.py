"""Whose work a sentence tells that names nobody: by its section, heading and what acts in it."""

import pytest

from citetrail.records.vocabulary import Section
from extractors.usage.without_agent import tells_own_work
from tests.extractors.usage.marked import sentence

OWN = [
    ("Verification accuracy on MS1MV2", Section.EXPERIMENTS, ""),
    ("Plain averaging performs well on MS1MV2.", Section.EXPERIMENTS, ""),
    ("The smaller network obtains the best accuracy on MS1MV2.", Section.ABSTRACT, ""),
    ("MS1MV2 collects pictures of 85,000 people.", Section.EXPERIMENTS, "4.1 Datasets and protocol"),
    ("All shuffled MS1MV2 experiments are repeated three times.", Section.METHOD, ""),
    ("Further experiments on MS1MV2 confirm the gain.", Section.FRONT, ""),
    ("Extensive experiments carried out on four benchmarks including LFW and MS1MV2 show this.", Section.FRONT, ""),
    ("The encoder is an ArcFace network pre-trained on faces.", Section.METHOD, ""),
    ("The identity loss compares features from ArcFace with those of the source.", Section.METHOD, ""),
]


@pytest.mark.parametrize(("text", "section", "heading"), OWN)
def test_where_a_paper_tells_of_its_own_work_nobody_need_be_named(text: str, section: Section, heading: str) -> None:
    assert tells_own_work(sentence(text, section=section, heading=heading))


@pytest.mark.parametrize(("text", "section", "heading"), OWN)
def test_in_an_overview_the_same_words_may_tell_of_others(text: str, section: Section, heading: str) -> None:
    assert not tells_own_work(sentence(text, section=Section.RELATED_WORK, heading=heading))


def test_an_introduction_may_tell_of_anybodys_experiments_but_extensive_ones_are_its_own() -> None:
    assert tells_own_work(sentence("Extensive experiments on MS1MV2 confirm the gain.", section=Section.INTRODUCTION))
    assert not tells_own_work(sentence("Experiments on MS1MV2 began in 2016.", section=Section.INTRODUCTION))
    assert not tells_own_work(sentence("Extensive studies of faces on MS1MV2 exist.", section=Section.INTRODUCTION))


@pytest.mark.parametrize(
    "text",
    [
        "FaceThing [3] performs well on MS1MV2.",
        "They obtain their best accuracy on MS1MV2.",
        "Previous methods perform well on MS1MV2.",
        "Previous experiments on MS1MV2 confirm this.",
        "Experiments on MS1MV2 usually confirm this.",
        "Experiments on MS1MV2 were common before 2018.",
        "Further experiments on MS1MV2 are left to the reader.",
        "Experiments on MS1MV2 by Miller et al. show this.",
        "MS1MV2 collects pictures of 85,000 people.",
        "It replaces the encoder with an ArcFace network.",
        "SwapNet [8] incorporates an ArcFace network as its encoder.",
        "Researchers have added ArcFace networks to their encoders.",
    ],
)
def test_what_others_do_is_theirs_in_any_section(text: str) -> None:
    assert not tells_own_work(sentence(text, section=Section.EXPERIMENTS))
