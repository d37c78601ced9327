"""The shipped weights are what their file says, however little of it is kept; a file that is not whole is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from citetrail.commands.user_errors import describe
from citetrail.paths import DATA
from citetrail.records.target_files import target_path
from citetrail.records.vocabulary import MemberKind
from extractors.usage import sentence_model
from extractors.usage.sentence_model import WEIGHTS, WeightsDamaged, from_json, load_model, read_weights, sealed
from extractors.whole_paper import open_reader


def test_a_file_is_loaded_to_the_last_digit() -> None:
    raw = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    plain, loaded = from_json(raw, ""), load_model(WEIGHTS)
    for kind, held in raw["kinds"].items():
        for name, weights in list(held["weights"].items())[::97]:
            features = {name: 1.0}
            told = loaded.of_features(MemberKind(kind), features)
            assert told.weights.sums(features) == [b + w for b, w in zip(held["bias"], weights, strict=True)]
            assert told == plain.of_features(MemberKind(kind), features)


def cut(lines: list[bytes]) -> list[bytes]:
    return lines[: len(lines) // 2]


def without_a_line(lines: list[bytes]) -> list[bytes]:
    middle = len(lines) // 2
    return lines[:middle] + lines[middle + 1 :]


def rows_changed_over(lines: list[bytes]) -> list[bytes]:
    """As many weights, of two features that changed their places: it is read without a fault otherwise."""
    middle = len(lines) // 2
    (one, _, first), (other, _, second) = (line.partition(b":[") for line in lines[middle : middle + 2])
    return [*lines[:middle], one + b":[" + second, other + b":[" + first, *lines[middle + 2 :]]


def another_digit(lines: list[bytes]) -> list[bytes]:
    middle = len(lines) // 2
    return [*lines[:middle], lines[middle].replace(b"0.", b"1.", 1), *lines[middle + 1 :]]


def without_its_first_line(lines: list[bytes]) -> list[bytes]:
    return [b"{" + lines[1], *lines[2:]]


@pytest.mark.parametrize("harm", [cut, without_a_line, rows_changed_over, another_digit, without_its_first_line])
def test_a_file_that_was_cut_or_altered_is_refused_by_its_name(
    harm: Callable[[list[bytes]], list[bytes]], tmp_path: Path
) -> None:
    file = tmp_path / "weights.json"
    file.write_bytes(b"".join(harm(WEIGHTS.read_bytes().splitlines(keepends=True))))
    with pytest.raises(WeightsDamaged, match="citetrail train") as refused:
        load_model(file)
    assert str(describe(refused.value)).startswith(f"citetrail: {file} ")


def test_it_is_refused_before_a_paper_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_model, "WEIGHTS", tmp_path / "none.json")
    with pytest.raises(WeightsDamaged, match=r"none\.json is missing"):
        open_reader(str(target_path("ms-celeb-1m")), str(DATA), None, 1, 1)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(sealed('{"kinds":{}}\n'), encoding="utf-8")
    digest, text = read_weights(file)
    assert json.loads(text) == {"sha256": digest, "kinds": {}}
