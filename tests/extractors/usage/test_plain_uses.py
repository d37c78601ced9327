"""A use told by the parse alone, whatever other words the sentence holds; and who else may act in it."""

import pytest

from citetrail.records.vocabulary import MemberKind, Section, Zone
from extractors.usage.clauses import read_clauses
from extractors.usage.features import Sentence
from extractors.usage.masking import mask
from extractors.usage.plain_uses import is_quoted, others_act, plainly_used

NAME = "MS1MV2"


def sentence(text: str, kind: MemberKind = MemberKind.DATASET) -> Sentence:
    at = text.index(NAME)
    masked = mask(text, at, at + len(NAME), model=kind is MemberKind.MODEL)
    (clause,) = read_clauses([masked])
    return Sentence(kind, masked, Section.EXPERIMENTS, Zone.PROSE, clause=clause, name=NAME)


@pytest.mark.parametrize(
    "text",
    [
        "We train on MS1MV2, although nobody has cleaned it.",
        "Our encoder was trained on the images of MS1MV2 without labels.",
        "We crop the faces and train on MS1MV2, not on rendered heads.",
        "We never test on MS1MV2, on which our encoder is trained.",
        "No data other than MS1MV2 were used.",
        "Our encoder could not have been trained without MS1MV2.",
        "MS1MV2 is what we train on, flawed as it is.",
        "The makers regret MS1MV2; we train on it for comparison.",
    ],
)
def test_a_plain_use(text: str) -> None:
    assert plainly_used(sentence(text)), sentence(text).clause


@pytest.mark.parametrize(
    "text",
    [
        "We do not train on MS1MV2.",
        "We might train on MS1MV2.",
        "We plan to train on MS1MV2.",
        "Our rivals train on MS1MV2.",
        "We follow the protocol of MS1MV2.",
        "We compare our faces with those of MS1MV2.",
        "The manual says: “we train on MS1MV2 and on nothing else”.",
        "Half of the papers that we read train on MS1MV2.",
    ],
)
def test_no_plain_use(text: str) -> None:
    assert not plainly_used(sentence(text)), sentence(text).clause


def test_of_a_model_the_words_decide() -> None:
    assert not plainly_used(sentence("We train MS1MV2.", MemberKind.MODEL))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The engine was trained on MS1MV2 by its makers.", "its makers"),
        ("In [12], a network is trained on MS1MV2.", "[#]"),
        ("Thirty articles train on MS1MV2.", "Thirty articles"),
        ("The network is trained on MS1MV2 by gradient descent.", ""),
        ("The network was trained on MS1MV2 by us.", ""),
    ],
)
def test_who_else_acts(text: str, who: str) -> None:
    assert who in others_act(sentence(text))
    assert bool(who) is bool(others_act(sentence(text)))


def test_a_name_in_quotation_marks_is_no_quotation() -> None:
    assert not is_quoted(sentence("We train on “MS1MV2”."))
    assert is_quoted(sentence("They wrote “our network saw MS1MV2 once”."))


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("We employ LFW and MS1MV2 as our training data.", "train"),
        ("We use MS1MV2 for evaluation.", "evaluate"),
        ("We use MS1MV2 for lack of time.", ""),
    ],
)
def test_what_it_is_said_to_be_for(text: str, purpose: str) -> None:
    assert sentence(text).clause.purpose == purpose


def test_what_was_considered_and_not_taken() -> None:
    assert sentence("We considered MS1MV2 but settled on paid volunteers.").clause.standing.denied
    assert not sentence("We considered MS1MV2 and settled on it.").clause.standing.denied
