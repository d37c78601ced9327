"""Some items at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches_of(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`, in their order; taken from the source as they are asked for."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
