"""A test that hangs, its clean-up too, is ended; one that may take its time is not.

Covers: tests/hung_tests.py.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HANGS = """
import time, pytest

@pytest.fixture
def never_cleaned_up():
    yield
    time.sleep(3600)

@pytest.mark.timeout(0.1)
def test_hangs(never_cleaned_up):
    time.sleep(3600)
"""
SLOW = """
import time, pytest

@pytest.mark.timeout(3600)
def test_is_slow():
    time.sleep(1)

def test_between():
    pass
"""


def run(folder: Path, tests: str) -> subprocess.CompletedProcess[str]:
    """A run of tests of which each has 0.2 seconds, and as many to clean up."""
    (folder / "conftest.py").write_text(
        "from tests import hung_tests\nfrom tests.hung_tests import *\nhung_tests.TO_CLEAN_UP = 0.2\n", "utf-8"
    )
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    (folder / "test_some.py").write_text(tests, "utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "CITETRAIL"))}
    environment |= {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    plugins = ("-p", "pytest_timeout", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *plugins, str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_one_whose_clean_up_hangs_is_named_and_ended(tmp_path: Path) -> None:
    ended = run(tmp_path, HANGS)
    assert ended.returncode == 1
    assert "in never_cleaned_up" in ended.stderr
    assert "1 failed" not in ended.stdout, "the run ended with it"


def test_one_that_may_take_longer_than_others_is_left_alone(tmp_path: Path) -> None:
    ended = run(tmp_path, SLOW)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "2 passed" in ended.stdout
