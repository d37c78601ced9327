"""Leaving out of a library what it imports only because it happens to be installed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident


@contextmanager
def left_out(*names: str) -> Iterator[None]:
    """For what this thread imports below these packages are not installed, unless they have been imported before."""
    finder = _NotHere(names, get_ident())
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _NotHere:
    """Finds no package of these names for one thread, and says nothing of others: Python asks all finders in turn."""

    def __init__(self, names: tuple[str, ...], thread: int) -> None:
        self._names, self._thread = names, thread

    def find_spec(self, name: str, *_: object) -> None:
        if name in self._names and get_ident() == self._thread:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
