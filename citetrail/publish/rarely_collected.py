"""Python's collector of circles, asked to look for them rarely while a release is written.

Millions of rows hold no circles, and what the program is made of is no garbage: looking for some takes time. What the
queries leave behind does hold circles, so that now and then somebody must look.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# After so many it looks among them, whatever was set: Python looks after 700, a command of ours after 150,000.
NEW_OBJECTS = 50_000


def collect_rarely() -> None:
    """From now on, in a process that does nothing else."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


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
