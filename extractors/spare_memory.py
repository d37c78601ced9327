"""Memory that loading leaves behind, given back to the system.

To read large files makes and drops many times what is kept of them. The C library keeps such room, in holes between
what stays, for whoever asks for as much again, which a reader of papers never does: 30 MB of each worker process.
"""

import ctypes
from functools import lru_cache
from typing import Any


def give_back() -> None:
    """Return what is free to the system; nothing happens where the C library has no such function (it is glibc's)."""
    trim = _trim()
    if trim is not None:
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> Any:
    try:
        return getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):  # a system whose libraries are not opened so
        return None
