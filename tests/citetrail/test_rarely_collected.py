"""While a release is written Python looks for circles rarely, and afterwards as before, whatever became of it.

Covers: citetrail.rarely_collected, citetrail.commands.main.
"""

import gc
from collections.abc import Iterator

import pytest

from citetrail.rarely_collected import COLLECTED_AFTER, look_rarely, rarely_collected


@pytest.fixture(autouse=True)
def own_pace() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(999, 7, 5)
    yield
    gc.set_threshold(*before)


def test_circles_are_looked_for_as_before_once_the_block_is_left() -> None:
    with rarely_collected():
        assert gc.get_threshold() == (COLLECTED_AFTER, 7, 5)
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == (999, 7, 5)
    assert gc.get_freeze_count() == 0


def test_a_release_looks_as_often_as_the_command_that_writes_it() -> None:
    look_rarely()
    of_commands = gc.get_threshold()
    assert of_commands == (COLLECTED_AFTER, 7, 5)
    assert gc.get_freeze_count() == 0
    with rarely_collected():
        assert gc.get_threshold() == of_commands


def test_so_they_are_after_a_release_that_failed() -> None:
    with pytest.raises(ZeroDivisionError), rarely_collected():
        _ = 1 / 0
    assert gc.get_threshold() == (999, 7, 5)
    assert gc.get_freeze_count() == 0


def test_who_switched_the_collector_off_finds_it_off() -> None:
    gc.disable()
    try:
        with rarely_collected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
