"""Marks before names ("¹Ada Brink, ²Bo Lindqvist") put behind them, and names repeated in their own script."""

import re
from collections.abc import Callable

from extractors.header.name_titles import without_retired
from extractors.header.segments import LOWER, RAISE
from extractors.header.surnames_first import turned_round

_RAISED = rf"{RAISE}[^{LOWER}]*{LOWER}"
# A raised mark, and what stands behind it up to the next one.
_PIECE = re.compile(rf"({_RAISED})\s*([^{RAISE}]*)")
_AND = re.compile(r"(?:(?<=\s)and|&)$")
# The name once more in its own script: "Ada Brink (布林克)".
_NATIVE = re.compile(
    r"(?<=[a-z\u00df-\u024f])\s?[(（\[]\s*(?P<name>[^\x00-\u036f][^()（）\[\]\x21-\x7e]{1,24})[)）\]]"
)
Judge = Callable[[str], bool]


def marks_to_behind(text: str, is_name: Judge) -> str:
    """The line with its marks behind the names, where it opens with a mark and holds names alone; or as it is."""
    if not text.lstrip().startswith(RAISE):
        return text
    turned = _surnames_first(text, is_name)
    if turned:
        return turned
    moved = re.sub(rf"({_RAISED})\s*([^{RAISE},;]*[^{RAISE},;\s])", r"\2\1", text)
    names = [n for n in re.split(rf"{_RAISED}\s*[,;]?\s*(?:and\s)?", moved) if n.strip()]
    return moved if names and all(is_name(" ".join(n.split())) for n in names) else text


def _surnames_first(text: str, is_name: Judge) -> str:
    """The same of "¹Brink, A. B., ²Noor, P.", the names as they are said; empty for any other line."""
    found = _PIECE.findall(text)
    if len(found) < 2:
        return ""
    pieces = [_bare(without_retired(_bare(piece))) for _, piece in found]
    turned = [turned_round(f"{piece}.") for piece in pieces]
    if not all("," in piece for piece in pieces) or any("," in name or not is_name(name) for name in turned):
        return ""
    return " ; ".join(f"{name}{marks}" for name, (marks, _) in zip(turned, found, strict=True))


def _bare(piece: str) -> str:
    """The piece without what parts it from the next: commas, "and"."""
    return _AND.sub("", piece.rstrip(" \t,;.")).rstrip(" \t,;.")


def without_native(text: str, is_name: Judge) -> str:
    """The line without the names that stand in brackets, in another script, behind the same in Latin letters."""
    if text.isascii():
        return text
    return _NATIVE.sub(lambda found: " " if is_name(found["name"].strip()) else found[0], text)
