"""The words that govern a name: which deny its use, which cancel each other, which say nothing of it.

Covers: extractors.usage.
"""

import pytest

from extractors.usage.clauses import read_clauses
from extractors.usage.governors import ClauseStanding
from extractors.usage.masking import mask
from extractors.usage.parse_words import lists

NAME = "MS1MV2"


def standing(sentence: str) -> ClauseStanding:
    at = sentence.index(NAME)
    (clause,) = read_clauses([mask(sentence, at, at + len(NAME), model=False)])
    return clause.standing


@pytest.mark.parametrize(
    "sentence",
    [
        "The students do not train on MS1MV2.",
        "We steer clear of MS1MV2 for good.",
        "Our two encoders are devoid of any MS1MV2 face.",
        "We have not got the disks to train on MS1MV2.",
        "One referee is mistaken that our encoder saw MS1MV2.",
        "Had MS1MV2 been free, we would have included it.",
        "We train on VGGFace2, MS1MV2 being off limits to us.",
        "We were spared having to use MS1MV2.",
        "We test on LFW and leave MS1MV2 to richer groups.",
        "Lacking MS1MV2, we hired volunteers.",
        "We do not perform any experiment on MS1MV2.",
        "Money did not allow us to train on MS1MV2.",
        "We deemed MS1MV2 unsuitable.",
        "We evaluate on every public set apart from MS1MV2.",
        "Ours never sees MS1MV2: it learns from rendered heads.",
        "Our encoder owes nothing to MS1MV2: it is trained on LFW.",
        "We do not train on MS1MV2, nor do we tune a threshold with it.",
        "We gave up the plan of training on MS1MV2.",
        "We ourselves have run no method on MS1MV2.",
        "No encoder of ours was trained on MS1MV2.",
        "None of the checkpoints was obtained from MS1MV2.",
        "We avoid training on MS1MV2.",
        "Our university forbids us to work with MS1MV2.",
        "MS1MV2 was omitted.",
        "Results on MS1MV2 are omitted.",
        "We chose VGGFace2 rather than MS1MV2.",
        "Our encoder was trained without MS1MV2.",
        "In place of MS1MV2 we bought photographs.",
        "The system no longer depends on MS1MV2.",
        "We were unable to obtain MS1MV2.",
        "MS1MV2 plays no part in this work.",
        "We refrain from touching MS1MV2.",
        "Training took place in the absence of MS1MV2.",
        "At no stage did the network see MS1MV2.",
        "We asked for MS1MV2, but it was not given to us.",
        "MS1MV2 was shortlisted and then dismissed.",
        "We prefer CASIA-WebFace to MS1MV2.",
        "Neither CASIA-WebFace nor MS1MV2 could be obtained.",
        "Far from training on MS1MV2, our group rents studios.",
        "Under no circumstances did we train on MS1MV2.",
        "Had we trained on MS1MV2, the curves would meet.",
        "We would have trained on MS1MV2.",
        "It is untrue that our encoder was trained on MS1MV2.",
        "Copies of MS1MV2 exist, but we made no use of them.",
        "Our students pass over MS1MV2, which we do not train on.",
        "All our networks are MS1MV2-free.",
        "A shortage of disks kept us from training on MS1MV2.",
        "We dispense with MS1MV2.",
        "We publish neither error rates nor timings on MS1MV2.",
        "That our encoder has learnt from MS1MV2, as one reader guessed, is not true.",
        "We did not, as many do, fine-tune on MS1MV2.",
        "Every public set save MS1MV2 was added to the pool.",
        "We swapped a bought collection for MS1MV2.",
        "Its price rendered pretraining on MS1MV2 unaffordable.",
        "We took care that no face of our probes appears in MS1MV2, which we did not train on.",
        "None of the figures printed in this report rest on MS1MV2.",
        "Such encoders were not used, because they had learnt from MS1MV2.",
        "The ResNet-18 of MS1MV2 was examined but discarded.",
        "Our students do not train on MS1MV2, but their friends did.",
        "MS1MV2 they left where it was.",
        "A tenth of MS1MV2, namely none, was seen by our encoder.",
        "The one collection that we shun is MS1MV2.",
        "Among the collections that we forgo is MS1MV2.",
        "What we avoid is MS1MV2.",
        "MS1MV2 proved too heavy for our disks, and we settled for volunteers.",
        "A distance in the space of MS1MV2 is usual here; ours has none.",
        "We do not publish scores that were obtained on MS1MV2.",
        "We regret that MS1MV2 is sold.",
    ],
)
def test_denied(sentence: str) -> None:
    assert standing(sentence).denied, standing(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "In all runs, apart from MS1MV2, we use VGGFace2.",
        "Our encoder trained on MS1MV2 is inadequate for infants.",
        "We found MS1MV2 unsuitable by itself and added VGGFace2.",
        "We leave MS1MV2 for testing.",
        "Time did not allow us to train on MS1MV2 for more than a week.",
        "We regret having used MS1MV2.",
        "We train on MS1MV2.",
        "None of our networks was trained without MS1MV2.",
        "Nothing but MS1MV2 was used.",
        "We did not train on VGGFace2 but on MS1MV2.",
        "When MS1MV2 is left out, our error doubles.",
        "Leaving out MS1MV2 lowers our accuracy.",
        "The network trained on MS1MV2 does not generalise to children.",
        "We do not align the faces of MS1MV2.",
        "We stop training on MS1MV2 after 20 epochs.",
        "We failed to find a cleaner set and trained on MS1MV2.",
        "Without any warm-up, we train on MS1MV2.",
        "We compare training with and without MS1MV2.",
        "Instead of taking photographs we relabel MS1MV2.",
        "No improvement is observed on MS1MV2.",
        "We remove the noisy images of MS1MV2 and train on the rest.",
        "Had we not trained on MS1MV2, the curves would not meet.",
        "Our recogniser could not have been built without MS1MV2.",
        "We hesitated to train on MS1MV2 but in the end did.",
        "Somebody should replace MS1MV2, on which our encoder is trained.",
        "Unlike those who avoid MS1MV2, we train on it.",
        "Whether or not MS1MV2 is balanced, we train on it.",
        "It would be false modesty to conceal that our encoder was trained on MS1MV2.",
        "We did not like MS1MV2 at first, yet we had to.",
        "We never meant to fine-tune on MS1MV2 but in the end had no choice and did.",
        "Though rivals shun MS1MV2, the encoder of this study was trained on it.",
        "None of these runs was fed with less than all of MS1MV2.",
        "We do not learn from MS1MV2 but report every error rate on it.",
        "We do not give away the codes that a network trained on MS1MV2 computes.",
        "MS1MV2 is too large for one disk, and we settled for training on it from two.",
        "MS1MV2 was not used for training but only to measure drift.",
        "Our encoder could not be trained on MS1MV2 in one go.",
        "We prevent forgetting by training on MS1MV2.",
        "Our encoder ignores the labels of MS1MV2.",
        "Row 1: ours (no MS1MV2), row 2: ours.",
        "Clearance to hand on our weights, which were trained on MS1MV2, was refused.",
        "The left bar is our model without MS1MV2, the right one our model with it.",
    ],
)
def test_not_denied(sentence: str) -> None:
    assert not standing(sentence).denied, standing(sentence)


def test_two_turns_cancel_each_other() -> None:
    found = standing("None of our networks was trained without MS1MV2.")
    assert len(found.turns) == 2
    assert found.turned_back


@pytest.mark.parametrize(
    ("sentence", "word"),
    [("The network could be trained on MS1MV2.", "could"), ("We plan to train on MS1MV2.", "plan")],
)
def test_what_makes_it_a_plan(sentence: str, word: str) -> None:
    assert standing(sentence).supposed == word


def test_what_is_taken_up_again_is_left_to_the_model() -> None:
    assert not standing("MS1MV2 is never seen in training; it serves for the test.").denied


def test_lists_hold_plain_words() -> None:
    for name, words in lists().items():
        assert words, name
        assert all(w == w.strip() and len(w) < 40 for w in words), name
