"""In CI, a test that needs the hand-labelled papers may not pass by leaving them alone.

Where they are there, a test marked `gold` fails in CI when it is skipped, and when neither it nor a fixture of its
module looked at any of their files.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

LOOKED_AT = {"open", "os.listdir", "os.scandir"}  # events of Python's audit hooks whose first argument is a path
_looking: list[str] = []  # the module whose test runs
_used: set[str] = set()


def shared_folder() -> Path:
    return Path(os.environ.get("CITETRAIL_SHARED", Path(__file__).parents[2] / "shared")).absolute()


def _is_asked_for(item: pytest.Item) -> bool:
    in_ci = os.environ.get("CITETRAIL_CI") == "1"
    return in_ci and item.get_closest_marker("gold") is not None and (shared_folder() / "gold").exists()


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if _looking and event in LOOKED_AT and arguments and isinstance(arguments[0], str | os.PathLike):
        path = os.path.abspath(os.fspath(arguments[0]))  # noqa: PTH100 - a hook must open nothing itself
        if str(path).startswith(str(shared_folder())):
            _used.add(_looking[-1])


sys.addaudithook(_note)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if _is_asked_for(item):
        _looking.append(str(item.path))
    yield
    _looking.clear()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    if not _is_asked_for(item) or hasattr(report, "wasxfail"):
        return
    if report.skipped:
        report.outcome, report.longrepr = "failed", f"skipped in CI, though the gold is at {shared_folder()}"
    elif report.when == "call" and report.passed and str(item.path) not in _used:
        report.outcome, report.longrepr = "failed", f"passed without a look at the gold at {shared_folder()}"
