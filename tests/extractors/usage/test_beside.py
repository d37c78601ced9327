"""What neighbours and heading tell of the name: the same name in them, and words about its weights.

Covers: extractors.usage.beside.
"""

from citetrail.records.vocabulary import MemberKind, Section, Zone
from extractors.usage.beside import beside
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import mask


def told(quote: str, name: str, **place: str) -> set[str]:
    at = quote.index(name)
    masked = mask(quote, at, at + len(name), model=True)
    sentence = Sentence(MemberKind.MODEL, masked, Section.EXPERIMENTS, Zone.PROSE, name=name, **place)
    return {feature for feature, _ in beside(sentence)}


def test_weights_told_of_the_same_name_next_door() -> None:
    found = told("Our encoder is ResNet-50.", "ResNet-50", after="ResNet-50 starts from pre-trained weights.")
    assert {"same after", "told of it:pretrain", "told of it:weights", "beside right:starts"} <= found
    assert not any(f.startswith("told here") for f in found)


def test_weights_told_of_another_name_are_near_and_no_more() -> None:
    found = told("Our encoder is ResNet-50.", "ResNet-50", after="ResNet-500 starts from pre-trained weights.")
    assert "told near:pretrain" in found
    assert not {"same after", "told of it:pretrain"} & found


def test_a_heading_that_names_it() -> None:
    found = told("Results with ResNet-50", "ResNet-50", heading="4.3 Results with ResNet-50")
    assert {"head names it", "is its heading", "few words, no verb"} <= found
    assert "is its heading" not in told("We keep ResNet-50 frozen at all times.", "ResNet-50", heading="4.3 Results")


def test_a_sentence_without_a_name_as_printed_has_no_neighbours() -> None:
    masked = mask("We keep it frozen.", 8, 10, model=True)
    found = list(beside(Sentence(MemberKind.MODEL, masked, Section.METHOD, Zone.PROSE, before="It is pre-trained.")))
    assert [name for name, _ in found] == ["told here:frozen"]
