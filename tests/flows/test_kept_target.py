"""A target file is read strictly once, and taken as it was read until it or the code that reads it is changed.

Covers: flows.steps.kept_target, citetrail.records.target_paths.
"""

import json
import shutil
from pathlib import Path

import pytest

from citetrail.records import target_files
from citetrail.records.target_files import load_target
from citetrail.records.target_paths import TargetError, target_path, target_paths
from citetrail.records.targets import Target
from flows.steps import kept_target as here
from flows.steps.kept_target import kept_target


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(target_path("ms-celeb-1m"), tmp_path / "own.toml"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that have been read strictly."""
    found: list[Path] = []

    def load(path: Path) -> Target:
        found.append(path)
        return load_target(path)

    monkeypatch.setattr(target_files, "load_target", load)
    return found


@pytest.mark.parametrize("path", target_paths(), ids=lambda path: path.stem)
def test_what_is_kept_is_what_was_read(path: Path, tmp_path: Path, read: list[Path]) -> None:
    first, again = kept_target(path, tmp_path), kept_target(path, tmp_path)
    assert first == again == load_target(path)
    assert repr(again) == repr(first)  # tuples and words of the vocabularies, not what JSON has for them
    assert read == [path]


def test_a_changed_file_is_read_again(file: Path, tmp_path: Path, read: list[Path]) -> None:
    kept_target(file, tmp_path)
    file.write_text(file.read_text("utf-8").replace('name = "MS-Celeb-1M"', 'name = "Another"', 1), encoding="utf-8")
    assert kept_target(file, tmp_path) == load_target(file)
    assert kept_target(file, tmp_path).name == "Another"
    assert len(read) == 2


def test_other_code_reads_again(
    file: Path, tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_target(file, tmp_path)
    monkeypatch.setattr(here, "_code", lambda: "another")
    kept_target(file, tmp_path)
    kept_target(file, tmp_path)
    assert len(read) == 2


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"code": 1', "\xff"])
def test_a_damaged_one_is_read_again(file: Path, tmp_path: Path, read: list[Path], damage: str) -> None:
    kept_target(file, tmp_path)
    (tmp_path / "own.json").write_text(damage, encoding="latin-1")
    assert kept_target(file, tmp_path) == load_target(file)
    assert len(read) == 2


def test_one_that_lacks_a_row_or_has_an_unknown_word_is_read_again(file: Path, tmp_path: Path) -> None:
    target = kept_target(file, tmp_path)
    kept = tmp_path / "own.json"
    whole = json.loads(kept.read_bytes())
    for changes in ({"members": None}, {"members": [{}]}, {"events": [{"kind": "party"}]}, {"another": 1}):
        kept.write_text(json.dumps(whole | {"target": whole["target"] | changes}), encoding="ascii")
        assert kept_target(file, tmp_path) == target


def test_a_faulty_file_is_told_each_time_and_not_kept(file: Path, tmp_path: Path) -> None:
    file.write_text("slug = 1", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(TargetError, match="line 1"):
            kept_target(file, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_folder_that_cannot_be_written_to_ends_no_run(file: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no folder")
    assert kept_target(file, tmp_path / "kept") == load_target(file)
