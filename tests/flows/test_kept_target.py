"""A target file is read strictly once, and taken as it was read until it or the code that reads it is changed.

Covers: flows.steps.kept_target, citetrail.records.target_paths.
"""

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
    monkeypatch.setattr(here, "_CODE", "another")
    kept_target(file, tmp_path)
    kept_target(file, tmp_path)
    assert len(read) == 2


def test_a_process_that_outlives_an_upgrade_keeps_nothing_for_the_newer_code(
    file: Path, tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "records"
    installed.mkdir()
    (installed / "target_files.py").write_text("# newer")
    monkeypatch.setattr(here.records, "__path__", [str(installed)])
    kept_target(file, tmp_path)
    monkeypatch.setattr(here, "_CODE", here._code())  # as a process that starts now
    kept_target(file, tmp_path)
    assert len(read) == 2


def changed(name: str, kept: bytes) -> bytes:
    """What a kept file of the same length and form, or another one, would be after some damage."""
    line, _, told = kept.partition(b"\n")
    return {
        "empty": b"",
        "cut": kept[:-9],
        "another letter": kept.replace(b"MS-Celeb-1M", b"MS-Celeb-7M"),
        "another number": kept.replace(b'"year": 2016', b'"year": 2015'),
        "a row less": kept.replace(b'"facts": [{', b'"facts": [], "events": [{', 1),
        "no seal": told,
        "too deep": line + b"\n" + b"[" * 200_000,
        "end of a longer one": kept + b"]}",
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "empty",
        "cut",
        "another letter",
        "another number",
        "a row less",
        "no seal",
        "too deep",
        "end of a longer one",
    ],
)
def test_a_damaged_one_is_read_again(file: Path, tmp_path: Path, read: list[Path], name: str) -> None:
    kept_target(file, tmp_path)
    whole = (tmp_path / "own.kept").read_bytes()
    damaged = changed(name, whole)
    assert damaged != whole
    (tmp_path / "own.kept").write_bytes(damaged)
    assert kept_target(file, tmp_path) == load_target(file)
    assert len(read) == 2
    assert (tmp_path / "own.kept").read_bytes() == whole


def test_a_faulty_file_is_told_each_time_and_not_kept(file: Path, tmp_path: Path) -> None:
    file.write_text("slug = 1", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(TargetError, match="line 1"):
            kept_target(file, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_folder_that_cannot_be_written_to_ends_no_run(file: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no folder")
    assert kept_target(file, tmp_path / "kept") == load_target(file)
