"""A process whose program was changed on the disk publishes nothing under a version that may not be its own."""

import shutil
from pathlib import Path

import pytest

from citetrail.commands.user_errors import describe
from citetrail.publish import loaded_code, release
from citetrail.records.changed_code import CodeChanged
from tests.citetrail.publish.conftest import InventedStore


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of a copy of the package, which is then what the loaded code is compared with."""
    copy = shutil.copytree(loaded_code.HERE, tmp_path / "publish", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(loaded_code, "HERE", copy)
    return Path(copy) / "templates" / "en" / "report.html.j2"


def test_the_version_is_of_the_loaded_code(
    store: InventedStore, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = store.publish(tmp_path / "one")
    monkeypatch.setattr(loaded_code, "LOADED", (*loaded_code.LOADED, "a file more"))
    monkeypatch.setattr(loaded_code, "check_unchanged", lambda: None)
    assert store.publish(tmp_path / "two").version != one.version


def test_a_changed_program_publishes_nothing(store: InventedStore, template: Path, tmp_path: Path) -> None:
    with template.open("a", encoding="utf-8") as file:
        file.write("<p>Otherwise.</p>\n")
    with pytest.raises(CodeChanged) as refused:
        store.publish(tmp_path / "out")
    assert "start it again" in str(describe(refused.value))
    assert not (tmp_path / "out").exists()


def test_a_program_that_is_changed_meanwhile_puts_nothing_in_its_place(
    store: InventedStore, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checksums = release._checksums

    def then_changed(folder: Path) -> None:
        checksums(folder)
        template.unlink()

    monkeypatch.setattr(release, "_checksums", then_changed)
    with pytest.raises(CodeChanged, match="start it again"):
        store.publish(tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())
