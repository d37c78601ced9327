"""The collector rests while a paper is read, and is back afterwards."""

import gc

import pytest

from extractors.uncollected import uncollected


def fails_uncollected() -> None:
    with uncollected():
        assert not gc.isenabled()
        raise ValueError("broken")


def test_the_collector_is_as_it_was_even_after_a_failure() -> None:
    with pytest.raises(ValueError, match="broken"):
        fails_uncollected()
    assert gc.isenabled()
