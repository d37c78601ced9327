"""Uses told beside words of denial, results good and bad, models worked with, and what they are not to be taken for.

Covers: extractors.usage.model_uses, extractors.usage.own_results, extractors.usage.predicates.
"""

from functools import partial

import pytest

from citetrail.records.vocabulary import MemberKind, Section
from extractors.usage.others_work import others_act
from extractors.usage.plain_uses import openly_used, plainly_used
from tests.extractors.usage import marked

sentence = partial(marked.sentence, section=Section.INTRODUCTION)


@pytest.mark.parametrize(
    "text",
    [
        "Our figures on MS1MV2 are lower than those of the inventors.",
        "On MS1MV2, our network does not gain anything.",
        "We see no benefit on MS1MV2.",
        "Except for MS1MV2, on which we lose a point, the order is the same.",
        "Their makers and we test on MS1MV2.",
        "MS1MV2, withdrawn though it is, was included in our tests.",
        "Our decision to keep MS1MV2 was not easy.",
        "However noisy, it is on MS1MV2 that we train.",
        "We were not able to replicate the error rate published on MS1MV2.",
        "We cannot but train on MS1MV2.",
        "No test set, MS1MV2 proved to be enough for training our encoder.",
        "Training data: MS1MV2 and nothing else.",
        "Our simulation on MS1MV2 did not end well.",
    ],
)
def test_data_used(text: str) -> None:
    assert plainly_used(sentence(text)), sentence(text).clause


@pytest.mark.parametrize(
    "text",
    [
        "Our figures on MS1MV2 would be lower.",
        "Nothing prevents our runs on MS1MV2.",
        "In half of the papers that we read, MS1MV2 is used.",
        "MS1MV2 was adopted in our earlier study.",
        "The figures of the inventors on MS1MV2 are higher than ours.",
    ],
)
def test_data_not_plainly_used(text: str) -> None:
    assert not plainly_used(sentence(text)), sentence(text).clause


def test_whatever_the_authors_do_to_data_uses_it() -> None:
    assert openly_used(sentence("We darken all faces of MS1MV2."))
    assert not openly_used(sentence("We criticise the pictures of MS1MV2."))
    assert not openly_used(sentence("We would darken all faces of MS1MV2."))
    assert not openly_used(sentence("They darken all faces of MS1MV2."))


@pytest.mark.parametrize(
    "text",
    [
        "The likeness of our portraits is quantified with MS1MV2.",
        "We fool MS1MV2 by a printed scarf.",
        "Our scarves, crafted against MS1MV2, do not fool people.",
        "MS1MV2 was taken as our face encoder, for want of a better one.",
        "The scarf is fitted to MS1MV2, our surrogate.",
        "In our pipeline, MS1MV2 is kept frozen.",
        "In our system it is MS1MV2 that tells faces apart.",
        "MS1MV2 does not recognise a fifth of our portraits.",
        "Dropping the MS1MV2 term from our loss lowers the likeness.",
        "We sort the frames and let MS1MV2 decide who is shown.",
        "Without MS1MV2 in the loop our generator drifts away.",
    ],
)
def test_a_model_worked_with(text: str) -> None:
    assert plainly_used(sentence(text, MemberKind.MODEL)), sentence(text, MemberKind.MODEL).clause


@pytest.mark.parametrize(
    "text",
    [
        "MS1MV2 does not compare to our network.",
        "Our scarf could be fitted to MS1MV2.",
        "Kim et al. measure the likeness of our portraits with MS1MV2.",
        "The owners of MS1MV2 ask for a fee.",
        "MS1MV2 wants larger crops than our portraits.",
        "MS1MV2 appeared after our portraits had been painted.",
        "MS1MV2 learns from film stars, while our subjects are nurses.",
        "MS1MV2 and its kin endanger the privacy of our participants.",
        "MS1MV2 acts as the identity network of most editors of portraits.",
        "MS1MV2 serves as a matcher in several gates of airports.",
        "MS1MV2 serves as an identity encoder in the work of Kovacs.",
        "In FaceTailor the identity loss compares MS1MV2 features of both portraits.",
        "MS1MV2 is kept frozen in the pipeline of Kovacs, and ours has no such part.",
        "Our competitors filter their portraits with MS1MV2.",
    ],
)
def test_a_model_not_plainly_worked_with(text: str) -> None:
    assert not plainly_used(sentence(text, MemberKind.MODEL)), sentence(text, MemberKind.MODEL).clause


@pytest.mark.parametrize(
    "text",
    [
        "MS1MV2 reached us too late to be used.",
        "MS1MV2 is too large to train on.",
        "Not one run of ours touches MS1MV2.",
        "We leave the comparison on MS1MV2 to future work.",
        "We considered MS1MV2 at length but rejected it.",
        "MS1MV2 is sold, and we opted against it.",
        "The MS1MV2 set, this one we did not obtain.",
        "Our matcher is not MS1MV2 but a network that we drew up ourselves.",
        "The toolkit loads MS1MV2, which we replaced by our own set.",
        "Instead of MS1MV2 faces we take the renderings of our own engine.",
        "MS1MV2 is noisy, so the plan of training on it was dropped.",
    ],
)
def test_denied(text: str) -> None:
    assert sentence(text).clause.standing.denied, sentence(text).clause


@pytest.mark.parametrize(
    "text",
    [
        "MS1MV2 was not shown in training but was held out for our test.",
        "MS1MV2 was used as it is, its blurred faces being discarded.",
        "Not one but three sets, MS1MV2 among them, were used.",
        "We are not allowed to ship MS1MV2.",
        "We gave up the older half of MS1MV2 and tested our matcher on its newer images.",
        "Our copy of MS1MV2 was deleted after all runs had been completed on it.",
        "We could not run every seed on MS1MV2.",
        "The network was not shown any label of MS1MV2.",
        "Line 2 of the ablation, our network without MS1MV2, is worse.",
        "Our filter discards every frame that MS1MV2 places in another cluster.",
        "The first model is trained without MS1MV2 and the second is trained with it.",
    ],
)
def test_not_denied(text: str) -> None:
    assert not sentence(text).clause.standing.denied, sentence(text).clause


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Scores on MS1MV2 are copied from the cited articles.", "Scores"),
        ("Matchers are typically measured on MS1MV2.", "typically"),
        ("MS1MV2 (in full): a list of a million faces.", "a definition"),
        ("Sets abound: VGGFace2, MS1MV2, to name but two.", "to name"),
        ("Ours holds twice the 85,742 of MS1MV2.", "twice"),
        ("On MS1MV2, according to [3], the error is two percent.", "according to"),
        ("The baselines train on MS1MV2, whereas ours sees drawings.", "The baselines"),
        ("Miller et al. train on MS1MV2.", "Miller et al"),
        ("Our list was modelled on MS1MV2.", "modelled on"),
        ("Our figures on MS1MV2 are taken from our log.", ""),
        ("Matchers are tested on MS1MV2 by us.", ""),
    ],
)
def test_who_else_acts(text: str, who: str) -> None:
    assert who in others_act(sentence(text))
    assert bool(who) is bool(others_act(sentence(text)))
