"""The release of the embedded sample, from the first query to the last byte.

Covers: citetrail.publish, citetrail.sample.
"""

from pathlib import Path

import pytest

from citetrail.publish.release import damaged_files
from citetrail.records.settings import Settings
from tests.citetrail.publish.sample_release import KEPT, decided, mined, released, steady

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = mined(tmp_path_factory.mktemp("sample"))
    decided(settings)
    return settings


@pytest.mark.parametrize("kind", ["verified", "provisional"])
def test_the_golden_release_of_the_sample(sample: Settings, kind: str, tmp_path: Path) -> None:
    """Byte for byte but for times, scores and versions; `sample_release` beside this file writes it anew."""
    release = released(sample, tmp_path / "one", provisional=kind == "provisional")
    kept = {path.name: path.read_bytes().decode("utf-8") for path in (KEPT / kind).iterdir()}
    found = steady(release)
    assert set(found) == set(kept)
    for name, text in found.items():
        assert text == kept[name], name
    assert damaged_files(release) == []


def test_the_sample_released_twice_is_the_same_to_the_last_byte(sample: Settings, tmp_path: Path) -> None:
    one, two = (released(sample, tmp_path / name, provisional=True) for name in ("one", "two"))
    assert one.name == two.name
    files = [
        {p.relative_to(each).as_posix(): p.read_bytes() for p in each.rglob("*") if p.is_file()}
        for each in (one, two)
    ]
    assert files[0] == files[1]
    assert len(files[0]) > 40
