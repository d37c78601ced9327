"""How two readers know of a font of a page that it is the same: by its name and the size of its program."""

from collections.abc import Mapping
from typing import NamedTuple

_TAG = 6  # letters before "+" that tell a font's subset; PDFium leaves them out where the font is in the file


class FontKey(NamedTuple):
    """The name without the subset's tag ("" for none), and the bytes of the embedded program (0 for none)."""

    name: str
    size: int


# What stands for the codes of each font.
Names = Mapping[FontKey, Mapping[int, str]]


def font_key(name: str, size: int) -> FontKey:
    """Of a font by its name as either reader gives it."""
    return FontKey(name[_TAG + 1 :] if name[_TAG : _TAG + 1] == "+" else name, size)
