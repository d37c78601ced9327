"""What all tests share: where the hand-labelled papers may lie, and what may be skipped."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.gold_use import pytest_runtest_makereport, pytest_runtest_protocol, shared_folder
from tests.hung_tests import (
    pytest_configure,
    pytest_runtest_logfinish,
    pytest_runtest_setup,
    pytest_runtest_teardown,
    pytest_unconfigure,
)

# Hooks: gold that is there is used, and a test that hangs is ended.
__all__ = [
    "pytest_configure",
    "pytest_runtest_logfinish",
    "pytest_runtest_makereport",
    "pytest_runtest_protocol",
    "pytest_runtest_setup",
    "pytest_runtest_teardown",
    "pytest_unconfigure",
]
ROOT = Path(__file__).parents[1]
SHARED = shared_folder()
IN_CI = os.environ.get("CITETRAIL_CI") == "1"
# A benchmark is no test: it prints figures of this machine. `make bench` asks for them.
collect_ignore = [] if os.environ.get("CITETRAIL_BENCH") else ["bench"]
# Where no bytecode may be kept, each of the many processes that tests start compiles every module anew, which doubles
# the time of a whole run.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Hypothesis fails examples that take 200 ms, and tests whose examples are made slowly: on a busy machine any is one.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of hand-labelled papers, for tests marked `gold`."""
    return SHARED


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A temporary folder with a short name: pytest's own leave no room for the path of a worker's socket."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skip_gold = pytest.mark.skip(reason=f"the hand-labelled papers are not at {SHARED} (set CITETRAIL_SHARED)")
    for item in items:
        if item.get_closest_marker("gold") and not (SHARED / "gold").exists():
            item.add_marker(skip_gold)


def require(found: bool, what: str, how: str) -> None:
    """Skip visibly where a tool is missing; in CI that is an error."""
    if found:
        return
    if IN_CI:
        pytest.fail(f"{what} is missing in CI: {how}")
    pytest.skip(f"{what} is missing: {how}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Debian's Chromium."""
    path = "/usr/bin/chromium"
    require(Path(path).exists(), "Chromium", "apt-get install chromium")
    return path
