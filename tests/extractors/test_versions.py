"""Everything that can change what is read changes the version under which it was read."""

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
