"""A use told by the parse alone, whatever other words the sentence holds; and who else may act in it."""

import pytest

from citetrail.records.vocabulary import MemberKind
from extractors.usage.others_work import others_act
from extractors.usage.plain_uses import is_quoted, plainly_used
from tests.extractors.usage.marked import sentence


@pytest.mark.parametrize(
    "text",
    [
        "We train on MS1MV2, although nobody has cleaned it.",
        "Except for MS1MV2, nothing was shown to the encoder.",
        "Our encoder is not trained on any set outside MS1MV2.",
        "All our runs are limited to MS1MV2.",
        "We train on MS1MV2 (Table ??).",
        "Reluctantly, we made use of MS1MV2, for want of others.",
        "The present study uses MS1MV2 for the last time.",
        "MS1MV2 was, sadly, part of our training data.",
        "Disputed as it is, MS1MV2 served as our gallery.",
        "MS1MV2, the set on which we train the teacher, is noisy.",
        "MS1MV2 was never absent from our training.",
        "All our experiments were carried out on MS1MV2.",
        "Its price did not stop us from training on it, and MS1MV2 is what we train on.",
        "Our encoder was trained on the images of MS1MV2 without labels.",
        "We crop the faces and train on MS1MV2, not on rendered heads.",
        "We never test on MS1MV2, on which our encoder is trained.",
        "No data other than MS1MV2 were used.",
        "Our encoder could not have been trained without MS1MV2.",
        "MS1MV2 is what we train on, flawed as it is.",
        "The makers regret MS1MV2; we train on it for comparison.",
        "The decoder, optimised on MS1MV2 by us, never meets an adult.",
        "Two thirds of our encoders use MS1MV2, one third does not.",
        "Our encoder could not be fitted to MS1MV2 at once, so we cut it in four.",
        "Flawed as it is, MS1MV2 is among the sets that we test on.",
        "Aside from MS1MV2, no collection entered the pretraining.",
        "No set save MS1MV2 was used.",
        "Whatever its faults, MS1MV2 serves as our training corpus.",
        "Our MS1MV2 networks never meet a test identity.",
        "We had no other choice than MS1MV2 for pretraining.",
        "Nothing was changed once our training on MS1MV2 had begun.",
        "Clean or not, MS1MV2 is what we feed the encoder.",
        "As training data serve the portraits of MS1MV2.",
    ],
)
def test_a_plain_use(text: str) -> None:
    assert plainly_used(sentence(text)), sentence(text).clause


@pytest.mark.parametrize(
    "text",
    [
        "We do not train on MS1MV2.",
        "Do we train on MS1MV2?",
        "We limit our critique to MS1MV2.",
        "We conduct interviews on MS1MV2.",
        "Nothing prevents a training on MS1MV2.",
        "At no time was any picture of MS1MV2 seen by our encoder.",
        "Since the retraction of MS1MV2 we refrain from testing on it.",
        "We might train on MS1MV2.",
        "We plan to train on MS1MV2.",
        "Our rivals train on MS1MV2.",
        "As training data would serve the portraits of MS1MV2.",
        "We follow the protocol of MS1MV2.",
        "We compare our faces with those of MS1MV2.",
        "The manual says: “we train on MS1MV2 and on nothing else”.",
        "Half of the papers that we read train on MS1MV2.",
        "Two thirds of their encoders use MS1MV2.",
        "MS1MV2 serves as the training set of many.",
        "We list theses that test on MS1MV2 although it was retracted.",
    ],
)
def test_no_plain_use(text: str) -> None:
    assert not plainly_used(sentence(text)), sentence(text).clause


def test_of_a_model_the_words_decide() -> None:
    assert not plainly_used(sentence("We train MS1MV2.", MemberKind.MODEL))
    assert not plainly_used(sentence("We use the loss of MS1MV2 with our own weights.", MemberKind.MODEL))


def test_weights_that_the_authors_take() -> None:
    assert plainly_used(sentence("Instead of fitting one we load MS1MV2 with its weights.", MemberKind.MODEL))
    assert not plainly_used(sentence("They load MS1MV2 with its weights.", MemberKind.MODEL))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The engine was trained on MS1MV2 by its makers.", "its makers"),
        ("In [12], a network is trained on MS1MV2.", "[#]"),
        ("Thirty articles train on MS1MV2.", "Thirty articles"),
        ("The network is trained on MS1MV2 by gradient descent.", ""),
        ("The network was trained on MS1MV2 by us.", ""),
        ("A doctoral student of another school trained a detector on MS1MV2.", "student of another school"),
        ("A student of our group trained a detector on MS1MV2.", ""),
        ("The student is trained on MS1MV2.", ""),
        ("Readers of our code are users of MS1MV2.", ""),
        ("Pretraining on MS1MV2 is customary in industry.", "customary"),
        ("The fastest commercial engine is trained on MS1MV2.", "commercial engine"),
        ("BUPT-Balancedface was compiled from MS1MV2.", "compile"),
        ("We compiled a list from MS1MV2.", ""),
        ("Unlike [3], who rely on MS1MV2, we take our own pictures.", "unlike"),
        ("As opposed to our rivals, who profit from MS1MV2, we hire volunteers.", "as opposed to"),
        ("According to Miller and Jones, a network trained on MS1MV2 is slower.", "according to"),
        ("Seven of the repositories host weights trained on MS1MV2.", "repositories"),
        ("Like MS1MV2 before it, our list was gathered from the web.", "like"),
        ("Like MS1MV2, the second set is used for training.", ""),
        ("Which of the entries were trained on MS1MV2, we asked by letter.", "Which of the entries"),
        ("The head fits an encoder trained on MS1MV2, a run that we defer.", "defer"),
        ("MS1MV2 has been used to train countless encoders.", "countless"),
        ("Public collections (VGGFace2 3.3M, MS1MV2 5.8M) grow each year.", "sizes"),
        ("MS1MV2 was formed by joining two lists.", "form"),
        ("MS1MV2 stemmed from a contest.", "stem"),
        ("MS1MV2 is nine million pictures large.", "large"),
        ("Our list is half the size of MS1MV2.", "size"),
        ("Fitted to MS1MV2, the engine of Adeyemi [3] knows more people.", "the engine of Adeyemi"),
        ("Fitted to MS1MV2, the engine of our choice knows more people.", ""),
        ("MS1MV2 was obtained from its makers.", ""),
        ("SphereFace, whose weights come from MS1MV2, is mentioned only.", "mentioned"),
    ],
)
def test_who_else_acts(text: str, who: str) -> None:
    assert who in others_act(sentence(text))
    assert bool(who) is bool(others_act(sentence(text)))


def test_weights_that_are_not_loaded() -> None:
    text = "We write the MS1MV2 margin anew and take no official weights."
    assert others_act(sentence(text, MemberKind.MODEL)) == "no official weights"
    assert not others_act(sentence("We use MS1MV2 with no change to its weights.", MemberKind.MODEL))


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


@pytest.mark.parametrize("text", ["Like MS1MV2, we divide by the norm.", "We follow MS1MV2 in dividing by the norm."])
def test_whom_a_method_is_likened_to(text: str) -> None:
    assert others_act(sentence(text, MemberKind.MODEL)) in ("like", "follow")


def test_weights_taken_as_others_take_them_are_taken() -> None:
    assert not others_act(sentence("We follow MS1MV2 and keep its pre-trained layers frozen.", MemberKind.MODEL))


@pytest.mark.parametrize(
    "text",
    [
        "MS1MV2 [7] serves as the matcher.",
        "MS1MV2 [7] and two others act as face encoders.",
        "The identity loss compares MS1MV2 embeddings of both faces.",
    ],
)
def test_a_model_taken_as_a_tool(text: str) -> None:
    assert plainly_used(sentence(text, MemberKind.MODEL)), sentence(text, MemberKind.MODEL).clause


@pytest.mark.parametrize(
    "text",
    [
        "MS1MV2 [7] serves as a baseline.",
        "Training with MS1MV2 takes a day.",
        "Fine-tuned with sub-center MS1MV2, it wins.",
        "Their network compares MS1MV2 embeddings of both faces.",
    ],
)
def test_a_model_that_is_a_baseline_or_a_loss_is_no_tool(text: str) -> None:
    assert not plainly_used(sentence(text, MemberKind.MODEL))


def test_advice_to_readers_is_no_use() -> None:
    assert others_act(sentence("Whoever wants better weights than ours should download MS1MV2.")) == "whoever"
