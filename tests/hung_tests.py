"""A test that hangs past its time limit, its clean-up too, is named with its stack and ends as a crash.

pytest-timeout cannot end a clean-up that waits for ever (a pool for its threads), and pytest's `faulthandler_timeout`
is one for all tests: where the machine was busy, it ended those that may take an hour.
"""

import faulthandler
import os

import pytest

TO_CLEAN_UP = 100.0  # seconds after its time limit in which a test has ended, if it ends at all
_screen: list[int] = []


def limit_of(item: pytest.Item) -> float:
    """The test's time limit, from where pytest-timeout takes it; 0 for none."""
    marker = item.get_closest_marker("timeout")
    if marker is not None:
        return float(marker.args[0])
    given = item.config.getoption("timeout")
    return float((item.config.getini("timeout") or 0) if given is None else given)


def pytest_configure() -> None:
    _screen.append(os.dup(2))  # while a test runs, pytest keeps what it prints to itself


def pytest_unconfigure() -> None:
    faulthandler.cancel_dump_traceback_later()
    os.close(_screen.pop())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    _end_later(item)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    _end_later(item)  # once more: pytest takes it back wherever a test fails, and so where its time is up


def _end_later(item: pytest.Item) -> None:
    if limit := limit_of(item):
        faulthandler.dump_traceback_later(limit + TO_CLEAN_UP, file=_screen[-1], exit=True)


def pytest_runtest_logfinish() -> None:
    faulthandler.cancel_dump_traceback_later()
