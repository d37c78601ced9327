"""The key under which all spellings of a name are one."""

import re


def squeeze(name: str) -> str:
    """A name without case and separators: all spellings of "MS-Celeb-1M" are "msceleb1m"."""
    return "".join(re.findall(r"[^\W_]+", name)).lower()
