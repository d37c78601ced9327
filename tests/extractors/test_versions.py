"""Everything that can change what is read changes the version under which it was read."""

import os
import shutil
from pathlib import Path

import pytest

from extractors import versions


@pytest.mark.parametrize(("name", "file"), [("MODELS", "usage.json"), ("RELEASES", "facenet.toml")])
def test_other_weights_or_releases_are_another_version(
    name: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(getattr(versions, name), folder)
    before = versions.extractors_version.__wrapped__()
    monkeypatch.setattr(versions, name, folder)
    assert versions.extractors_version.__wrapped__() == before
    (folder / file).write_text((folder / file).read_text("utf-8") + "\n", "utf-8")
    assert versions.extractors_version.__wrapped__() != before


def test_what_is_kept_of_files_is_told_anew_when_one_is_changed_or_replaced_behind_its_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "SETTLED", -1.0)
    file, other = tmp_path / "a.csv", tmp_path / "b"

    def told() -> str:
        return versions.told_of("text", [file], lambda: file.read_text("ascii"))

    file.write_text("one")
    dates = file.stat()
    assert (told(), told()) == ("one", "one")
    file.write_text("two")
    os.utime(file, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    assert told() == "two"
    other.write_text("six")
    os.utime(other, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    other.replace(file)
    assert told() == "six"


def test_what_was_changed_just_now_is_read_each_time(tmp_path: Path) -> None:
    file, asked = tmp_path / "a.csv", []
    file.write_text("one")
    for _ in range(2):
        versions.told_of("text", [file], lambda: asked.append("read") or "one")
    assert asked == ["read", "read"]
