"""The sentence model: the same rows give the same weights, and nobody's sentence can be read out of them."""

import json
from pathlib import Path

from citetrail.evaluation.labelled_sentences import own_sentences
from citetrail.evaluation.sentence_training import LONGEST, MOST_CARE, examples, kept_features, train, write
from citetrail.records.vocabulary import MemberKind
from extractors.usage.sentence_model import WEIGHTS, sentence_model

MOST_BYTES = 10_000_000


def test_the_same_sentences_give_the_same_bytes(tmp_path: Path) -> None:
    given = examples(own_sentences()[::16])
    write(train(given), tmp_path / "one.json")
    write(train(list(given)), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_weights_hold_no_sentence() -> None:
    raw = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    longest = max(len(name.partition(":")[2].split()) for held in raw["kinds"].values() for name in held["weights"])
    assert longest <= LONGEST
    assert WEIGHTS.stat().st_size < MOST_BYTES


def test_words_of_papers_need_several_papers() -> None:
    from dataclasses import replace

    rows = own_sentences()[:200]
    few = examples([replace(r, real=True, group=f"paper {i % (MOST_CARE - 1)}") for i, r in enumerate(rows)])
    assert not kept_features(few)


def test_every_sentence_is_used_by_the_model_that_is_shipped() -> None:
    model = sentence_model()
    for row in own_sentences()[::50]:
        found = model.predict(row.sentence)
        assert 0 <= found.use <= 1
        assert abs(sum(found.roles.values()) - 1) < 1e-9


def test_no_frame_has_more_than_five_sentences() -> None:
    frames: dict[tuple[str, str], set[str]] = {}
    for row in own_sentences():
        text = row.sentence.masked.text.replace("DATA", "NAME").replace("MODEL", "NAME")
        frames.setdefault((row.group, str(row.sentence.kind)), set()).add(text)
    assert {kind for _, kind in frames} == {str(k) for k in MemberKind}
    assert max(map(len, frames.values())) <= 5
