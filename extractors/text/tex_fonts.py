"""What TeX's symbol fonts print where a file names no encoding for them, and a reader takes their codes for letters.

Codes: D. E. Knuth, The TeXbook, appendix F (cmsy and cmmi). Programs that turn such fonts into Type 1C often drop the
encoding; pdfminer.six then reads the standard one: a dagger is "y", a brace "f", the comma between two marks ";".
PDFium asks the font itself and is wrong only about fonts that are not in the file; codes without a letter it hands
over as they are, where pdfminer.six writes "(cid:3)".
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


def _with_codes(table: Mapping[str, str]) -> Mapping[str, str]:
    return {chr(int(key[5:-1])): sign for key, sign in table.items() if key.startswith("(cid:")} | dict(table)


_TABLES = {"CMSY": _with_codes(_CMSY), "CMMI": _with_codes(_CMMI)}


@lru_cache(maxsize=4096)
def misread(font: str) -> Mapping[str, str]:
    """What each wrongly read character of this font (by its name, "ABCDEF+CMSY10") is; empty for all others."""
    return _TABLES.get(font.rpartition("+")[2][:4].upper(), _NONE)
