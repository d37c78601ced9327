"""The sentence model: the same rows give the same weights, and nobody's sentence can be read out of them."""

import json
from pathlib import Path

import pytest

from citetrail.evaluation.labelled_sentences import own_sentences
from citetrail.evaluation.sentence_training import LONGEST, MOST_CARE, VIEWS, examples, kept_features, train, write
from citetrail.records.vocabulary import MemberKind
from extractors.usage.sentence_model import VIEWED, WEIGHTS, sentence_model
from extractors.usage.word_view import WordView

MOST_BYTES = 10_000_000


def test_the_same_sentences_give_the_same_bytes(tmp_path: Path) -> None:
    given = examples(own_sentences()[:400] + own_sentences()[-400:])
    write(train(given), tmp_path / "one.json")
    write(train(list(given)), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_weights_hold_no_sentence() -> None:
    raw = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    parts = [
        rows
        for held in raw["kinds"].values()
        for rows in (held["weights"], *(held[v]["rows"] for v in VIEWS if v in held))
    ]
    assert len(parts) == len(MemberKind) + len(VIEWS) * len(VIEWED)
    assert max(len(name.partition(":")[2].split()) for rows in parts for name in rows) <= LONGEST
    assert WEIGHTS.stat().st_size < MOST_BYTES


def test_words_of_papers_need_several_papers() -> None:
    from dataclasses import replace

    rows = own_sentences()[:200]
    few = examples([replace(r, real=True, group=f"paper {i % (MOST_CARE - 1)}") for i, r in enumerate(rows)])
    assert not kept_features(few)


def test_plain_words_need_several_papers_and_come_from_papers_alone() -> None:
    from dataclasses import replace

    written = own_sentences()[:200] + own_sentences()[-200:]
    assert not any(view in held for held in train(examples(written))["kinds"].values() for view in VIEWS)
    for papers, known in ((MOST_CARE - 1, False), (MOST_CARE, True)):
        real = [replace(r, real=True, group=f"paper {i % papers}") for i, r in enumerate(written)]
        made = train(examples([*written, *real]))["kinds"][MemberKind.DATASET]
        assert bool(made["words"]["rows"]) is known


def test_each_part_of_the_words_counts_alike() -> None:
    view = WordView(0.5, {"sentence:we": (2.0, 1.0), "sentence:train": (2.0, 1.0), "name:lfw": (3.0, -1.0)})
    assert view.sum(()) == 0.5
    assert view.sum(("sentence:we", "sentence:unknown")) == 1.5
    assert view.sum(("sentence:we", "sentence:train", "name:lfw")) == pytest.approx(0.5 + 2**0.5 - 0.5)


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
