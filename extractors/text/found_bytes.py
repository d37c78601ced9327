"""Where words stand in the bytes of a file, found by the C library's own search.

Python's takes three times as long for a short word in megabytes of compressed data.
"""

import ctypes
from collections.abc import Iterator
from functools import lru_cache
from typing import Any


def places(data: bytes, word: bytes) -> Iterator[int]:
    """Of each occurrence of the word, from the first on; they do not overlap."""
    at = _find(data, word, 0)
    while at >= 0:
        yield at
        at = _find(data, word, at + len(word))


def holds(data: bytes, word: bytes) -> bool:
    return _find(data, word, 0) >= 0


def _find(data: bytes, word: bytes, start: int) -> int:
    search = _memmem()
    if search is None:
        return data.find(word, start)
    begin = ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0
    found = search(begin + start, max(len(data) - start, 0), word, len(word))
    return found - begin if found else -1


@lru_cache(maxsize=1)
def _memmem() -> Any:
    """The function, with plain addresses; None where the C library has none: POSIX has it since 2024 only."""
    try:
        function = getattr(ctypes.CDLL(None), "memmem", None)
    except (OSError, TypeError):  # a system whose libraries are not opened so
        return None
    if function is not None:
        function.restype = ctypes.c_void_p
        function.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t)
    return function
