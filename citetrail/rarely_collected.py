"""Python's collector of circles, asked to look for them rarely.

Python looks after 700 new objects, of which one import makes more. What the program is made of is no garbage, and the
millions of rows of a release hold no circles: looking takes time. What queries leave behind does hold some, so that
now and then somebody must look.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects between two looks. All that a run with nothing new imports and asks makes fewer, so that it never looks.
# A release of 20,000 papers takes the same time and, within 1 MB, the same memory with 50,000.
COLLECTED_AFTER = 150_000


def look_rarely() -> None:
    """From now on."""
    gc.set_threshold(COLLECTED_AFTER, *gc.get_threshold()[1:])


def collect_rarely() -> None:
    """From now on, and never among what is there by now: for a process that does one thing from here on."""
    gc.freeze()
    look_rarely()


@contextmanager
def rarely_collected() -> Iterator[None]:
    """For a block."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
