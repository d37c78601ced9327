"""The card of the second model is told whole or in part; a card that says less is no failure.

Covers: citetrail.evaluation.encoder_card, citetrail.commands.checkup.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from citetrail.commands import checkup
from citetrail.evaluation.encoder_card import FIELDS, told_of_card
from citetrail.evaluation.encoder_training import Stage, _card
from citetrail.records.settings import Settings
from extractors.usage import sentence_encoder
from extractors.usage.sentence_encoder import CARD, FOLDER, LAYERS

FULL: dict[str, Any] = {
    "made from": "a small model",
    "sentences": {"own": 12_000, "real": 1_714},
    "stages": [{"name": "own sentences", "own": 9}, {"name": "hard ones", "own": 3}],
}


def test_a_full_card_is_told_whole() -> None:
    told = "made from a small model; learnt from 12,000 sentences of the project and 1,714 of papers"
    assert told_of_card(FULL) == f"{told}; in stages: own sentences, hard ones"


def test_what_the_trainer_writes_is_told_whole() -> None:
    card = json.loads(json.dumps(_card([Stage("own sentences", [], 2, 8e-5, 0)], FOLDER)))
    assert "does not tell" not in told_of_card(card)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("held", [None, "", 3, [], {}, [{}], {"own": "x"}, [["name"]], [{"name": 3}]])
def test_what_a_card_lacks_is_named(field: str, held: object) -> None:
    without = {k: v for k, v in FULL.items() if k != field}
    assert told_of_card(without).endswith(f"; its card does not tell: {field}")
    assert told_of_card(FULL | {field: held}).endswith(f"; its card does not tell: {field}")


def test_a_card_that_tells_nothing() -> None:
    assert told_of_card({}) == "its card does not tell: made from, sentences, stages"


def test_doctor_tells_of_the_shipped_model() -> None:
    (found,) = checkup.model_found(Settings())
    assert (found.what, found.hinders) == ("second model", False)
    assert found.told == told_of_card(json.loads((FOLDER / CARD).read_text("utf-8")))


def test_a_model_that_was_altered_stands_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "encoder"))
    (folder / LAYERS).write_bytes(b"")
    opened = sentence_encoder.sentence_encoder
    monkeypatch.setattr(sentence_encoder, "sentence_encoder", lambda: opened(folder))
    (found,) = checkup.model_found(Settings())
    assert found.hinders
    assert LAYERS in found.told
