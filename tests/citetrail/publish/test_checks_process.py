"""A large release, of which another process makes a part, is the same release, and is refused like a small one."""

from pathlib import Path

import pytest

from citetrail.publish import checks_process
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.test_checks import alter_page, refused


def files(release: Path) -> dict[str, bytes]:
    return {str(path.relative_to(release)): path.read_bytes() for path in release.rglob("*") if path.is_file()}


def test_two_processes_write_what_one_writes(
    store: InventedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = files(store.publish(tmp_path / "one").path)
    monkeypatch.setattr(checks_process, "LARGE", 0)
    two = files(store.publish(tmp_path / "two").path)
    assert two.keys() == one.keys()
    assert [name for name in one if two[name] != one[name]] == []


def test_a_large_release_is_checked_by_another_process(
    store: InventedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks_process, "LARGE", 0)
    alter_page(store)
    out = tmp_path / "out"
    failures = refused(store, out)
    assert any("quotations are not what their page says" in failure for failure in failures)
    assert not (out / "latest").exists()
