"""The encoder that is shipped: what it reads, what it is not shown, and files that are not as they were."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from citetrail.records.vocabulary import USE_ROLES, MemberKind
from extractors.usage.sentence_encoder import (
    CARD,
    FILES,
    FOLDER,
    LAYERS,
    LONGEST,
    VOCABULARY,
    Marked,
    checked_labels,
    numbered,
    sentence_encoder,
    word_pieces,
)
from extractors.usage.sentence_model import WeightsDamaged

DATA = MemberKind.DATASET
USE = Marked(DATA, "All our networks are trained on ", " for twenty epochs.", "experiments prose", "4.1 Training")
NONE = Marked(DATA, "A survey of ninety groups found that ", " had spread to forty countries.", "introduction prose")


def test_a_use_and_none() -> None:
    encoder = sentence_encoder()
    assert encoder.read(USE).use > 0.9
    assert encoder.read(NONE).use < 0.1


def test_roles_are_probabilities_of_the_labels() -> None:
    told = sentence_encoder().read(USE).roles
    assert sum(told.values()) == pytest.approx(1)
    assert max(told, key=lambda role: told[role]) == "trained_on"
    assert set(checked_labels()) == set(told) > set(USE_ROLES)


def test_the_same_sentence_gives_the_same_numbers() -> None:
    """To the last digit, after whatever was read between."""
    encoder = sentence_encoder()
    first = encoder.read(USE)
    encoder.read(NONE)
    assert encoder.read(USE) == first


@pytest.mark.parametrize("much", ["word " * 5_000, "x" * 100_000, "\x00\ud800 \ufffd", "", "한국어 " * 900])
def test_no_text_raises_or_grows(much: str) -> None:
    marked = Marked(DATA, much, much, much, much, much, much, much)
    assert 0 <= sentence_encoder().read(marked).use <= 1
    found = numbered(word_pieces(FOLDER / VOCABULARY), marked)
    assert len(found.sentence) + len(found.around) <= LONGEST


def test_words_beyond_the_limits_change_nothing() -> None:
    """What stands far before the sentence is cut away, so a long page costs no more than a short one."""
    near = "We keep the split of the makers. " * 8
    one, other = replace(USE, before=near), replace(USE, before="Anything at all. " * 50 + near)
    assert sentence_encoder().read(one) == sentence_encoder().read(other)


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(FOLDER, folder / "encoder"))


@pytest.mark.parametrize("name", FILES)
def test_an_altered_file_is_named(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    with (folder / name).open("ab") as file:
        file.write(b"!")
    with pytest.raises(WeightsDamaged, match=f"not as its card says: {name}.*citetrail train"):
        sentence_encoder(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / LAYERS).unlink()
    with pytest.raises(WeightsDamaged, match=LAYERS):
        sentence_encoder(folder)


@pytest.mark.parametrize("card", ["[]", "{", '{"labels": []}', '{"labels": ["a"], "sha256": {}}'])
def test_a_card_that_says_nothing_is_refused(tmp_path: Path, card: str) -> None:
    folder = copied(tmp_path)
    (folder / CARD).write_text(card, encoding="utf-8")
    with pytest.raises(WeightsDamaged, match="citetrail train"):
        checked_labels(folder)


def test_the_card_tells_what_the_files_are() -> None:
    card = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    assert set(card["sha256"]) == set(FILES)
