"""A test that needs the hand-labelled papers fails in CI where it leaves them alone.

Covers: tests/gold_use.py.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = """
import pytest

@pytest.mark.gold
def test_skips():
    pytest.skip("not today")

@pytest.mark.gold
def test_does_not_look():
    assert True

def test_needs_none():
    assert True
"""
READING = """
import os, pathlib, pytest

@pytest.fixture(scope="module")
def labels():
    return (pathlib.Path(os.environ["CITETRAIL_SHARED"]) / "gold" / "labels.csv").read_text()

@pytest.mark.gold
def test_reads(labels):
    assert labels

@pytest.mark.gold
def test_uses_what_was_read(labels):
    assert labels
"""


def outcomes(folder: Path, *, ci: bool, gold: bool) -> dict[str, str]:
    (folder / "conftest.py").write_text("from tests.gold_use import *\n", encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = gold\n", encoding="utf-8")
    (folder / "test_left_alone.py").write_text(TESTS, encoding="utf-8")
    (folder / "test_reading.py").write_text(READING, encoding="utf-8")
    labels = folder / "shared" / "gold" / "labels.csv"
    if gold:
        labels.parent.mkdir(parents=True)
        labels.write_text("a,b\n", encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "CITETRAIL"))}
    environment |= {
        "CITETRAIL_SHARED": str(folder / "shared"),
        "PYTHONPATH": str(ROOT),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    environment |= {"CITETRAIL_CI": "1"} if ci else {}
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", str(folder)]
    told = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout
    return dict(re.findall(r"::(\w+) (\w+)", told))


def test_in_ci_gold_that_is_there_must_be_used(tmp_path: Path) -> None:
    assert outcomes(tmp_path, ci=True, gold=True) == {
        "test_skips": "FAILED",
        "test_does_not_look": "FAILED",
        "test_needs_none": "PASSED",
        "test_reads": "PASSED",
        "test_uses_what_was_read": "PASSED",
    }


def test_elsewhere_it_may_be_left_alone(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ci=False, gold=True)
    assert found["test_skips"] == "SKIPPED"
    assert found["test_does_not_look"] == "PASSED"
