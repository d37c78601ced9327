"""Other models learn from the same sentences: each tells shares of the labels, and learns what is plain."""

import pytest

from citetrail.evaluation.labelled_sentences import own_sentences
from citetrail.evaluation.model_comparison import Learn, learn_textcat, learn_words, text_of
from citetrail.evaluation.sentence_training import TrainingExample
from citetrail.records.vocabulary import MemberKind

PLAIN = ("trained_on", "mentioned")


@pytest.mark.parametrize("learn", [learn_words, learn_textcat])
def test_a_model_tells_what_it_was_taught(learn: Learn) -> None:
    rows = [r for r in own_sentences() if r.sentence.kind is MemberKind.DATASET and r.label in PLAIN]
    given = [TrainingExample(r, {}) for label in PLAIN for r in [r for r in rows if r.label == label][:150]]
    told = learn(given)(given)
    assert all(sum(roles.values()) == pytest.approx(1, abs=1e-3) for roles in told)
    right = sum(max(r, key=r.__getitem__) == e.row.label for r, e in zip(told, given, strict=True))
    assert right > 0.8 * len(given)


def test_neighbours_are_marked_as_what_they_are() -> None:
    row = next(r for r in own_sentences() if r.sentence.before)
    words = text_of(row.sentence).split()
    assert words[0].startswith("section_")
    assert words[1].startswith("zone_")
    assert any(w.startswith("before_") for w in words)
