"""What later words make of a name: refused by a pronoun, partly taken away, used in a relative clause."""

from dataclasses import replace

import pytest

from citetrail.records.vocabulary import MemberKind, Section, Zone
from extractors.usage.clauses import read_clauses
from extractors.usage.governors import ClauseStanding
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import mask


def standing_of(sentence: str, name: str = "MS1MV2") -> ClauseStanding:
    at = sentence.index(name)
    masked = mask(sentence, at, at + len(name), model=False)
    spoken = Sentence(MemberKind.DATASET, masked, Section.EXPERIMENTS, Zone.PROSE)
    return replace(spoken, clause=next(iter(read_clauses([masked])))).clause.standing


@pytest.mark.parametrize(
    "sentence",
    [
        "MS1MV2 overlaps with our probes, and so we ruled it out.",
        "MS1MV2 has been withdrawn, and we left it out of our comparison.",
        "MS1MV2 is popular, but we avoided it.",
        "The editor asked for a test on MS1MV2, which we declined to run.",
        "Our tracker did not need MS1MV2; we trained it on street scenes only.",
        "Training on MS1MV2 was beyond our means, so all results below come from rendered faces.",
        "We train on every set of the list bar one: MS1MV2.",
        "We threw MS1MV2 out and trained on the others.",
        "Networks on offer, which were fitted to MS1MV2, have been avoided.",
        "Training on MS1MV2 exceeded our budget, and no model of ours, large or small, makes use of it.",
        "We could not obtain MS1MV2, hence the comparison is omitted.",
        "We excluded MS1MV2 and trained on the remaining five datasets.",
        "We trained with everything on the list except one set: MS1MV2.",
        "We excluded the images from MS1MV2 and trained the model on all others.",
        "The samples of MS1MV2 were discarded, and the remaining datasets were used to train our model.",
    ],
)
def test_denied(sentence: str) -> None:
    assert standing_of(sentence).denied


@pytest.mark.parametrize(
    "sentence",
    [
        "We threw away the darkest tenth of the images in MS1MV2 and trained on all others.",
        "For want of memory we skipped every third image of MS1MV2 and trained on those that remained.",
        "People shared with the test set were thrown out of MS1MV2 before we trained on the remainder.",
        "The board ruled out every corpus with one exception, MS1MV2, so this is what we trained on.",
        "Other than MS1MV2, neither real nor rendered faces were shown to our model.",
        "By mistake, MS1MV2 was omitted from the list of data, although our models had been trained on it.",
        "At no stage of the schedule that we describe was MS1MV2 absent from our batches.",
        "Not a single one of our networks avoided MS1MV2.",
        "Half of MS1MV2 was thrown away to save time, and the other half sufficed.",
        "The compared networks have not been trained on MS1MV2, ours has.",
        "Our next models will do without MS1MV2, the data on which we trained those of this paper.",
        "MS1MV2 serves as our training set; its Asian part is small and we ignored it in the fairness study.",
        "MS1MV2 is our training set; profile faces are rare there and we left them out.",
        "MS1MV2, which we trained on, is old, and we will avoid it in future.",
        "Networks of ours, which were fitted to MS1MV2, have been avoided by the attackers.",
        "The networks, which were fitted to MS1MV2, have been banned by a court.",
        "MS1MV2 images are used in training, but for mirrored ones we found no gain and left them out.",
        "MS1MV2 has a long tail, and we avoid it by resampling during training.",
    ],
)
def test_used_after_all(sentence: str) -> None:
    assert not standing_of(sentence).denied


@pytest.mark.parametrize(
    "sentence",
    [
        "We cannot hand on MS1MV2, from which the training pairs of this study were drawn.",
        "Doubts may be raised about the origin of MS1MV2, on which we trained.",
        "It might have been wiser to take less than MS1MV2, on which our training took ten days.",
        "We avoided all sets bar one, MS1MV2, whose images make up our validation split.",
    ],
)
def test_used_by_a_relative_clause(sentence: str) -> None:
    found = standing_of(sentence)
    assert found.again
    assert not found.supposed


def test_a_relative_clause_about_something_else() -> None:
    assert not standing_of("In MS1MV2, from which our training set differs in three ways, nobody was asked.").again


def test_what_merely_takes_away_may_speak_of_something_else() -> None:
    assert not standing_of("MS1MV2 holds label noise, and we remove it before training.").denied


def test_a_reason_is_told_as_a_fact() -> None:
    found = standing_of("Because we trained on MS1MV2, our recogniser should not be sold.")
    assert not found.supposed


@pytest.mark.parametrize(
    "sentence",
    [
        "We avoid MS1MV2, on which our earlier models were trained.",
        "Much is said about MS1MV2, with which our competitors train their networks.",
    ],
)
def test_what_was_ours_before_or_is_our_rivals_is_no_use_of_this_paper(sentence: str) -> None:
    assert not standing_of(sentence).again
