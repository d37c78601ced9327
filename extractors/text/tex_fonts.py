"""What TeX's symbol fonts print where a file names no encoding for them, and a reader takes their codes for letters.

Codes: D. E. Knuth, The TeXbook, appendix F (cmsy and cmmi). Programs that turn such fonts into Type 1C often drop the
encoding; pdfminer.six then reads the standard one: a dagger is "y", a brace "f", the comma between two marks ";".
"""

from collections.abc import Mapping
from functools import lru_cache

# Only what the font never prints as itself: the capitals of cmsy are calligraphic letters.
_CMSY = {
    "(cid:0)": "−",
    "(cid:1)": "·",
    "(cid:2)": "×",
    "(cid:3)": "∗",
    "(cid:5)": "⋄",
    "(cid:6)": "±",
    "(cid:14)": "◦",
    "(cid:15)": "•",
    "f": "{",
    "g": "}",
    "h": "⟨",
    "i": "⟩",
    "j": "|",
    "k": "‖",
    "x": "§",
    "y": "†",
    "z": "‡",
}
_CMMI = {";": ",", ":": ".", "=": "/", "(cid:63)": "⋆", "(cid:96)": "ℓ"}
_NONE: Mapping[str, str] = {}


@lru_cache(maxsize=4096)
def misread(font: str) -> Mapping[str, str]:
    """What each wrongly read character of this font (by its name, "ABCDEF+CMSY10") is; empty for all others."""
    name = font.rpartition("+")[2][:4].upper()
    return _CMSY if name == "CMSY" else _CMMI if name == "CMMI" else _NONE
