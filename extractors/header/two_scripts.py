"""Headers printed twice, in Chinese, Japanese or Korean characters and in Latin letters: everybody counts once."""

import re

from extractors.header.draft import Draft

_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")

_LATIN = re.compile(r"[A-Za-z]{4}")


def keep_one_script(draft: Draft) -> None:
    """Drop the names in characters, and their lines, where as many names with the same marks stand in letters.

    Where the letters have no marks and the characters do, or no line is in letters, those in letters are dropped.
    """
    native = [n for n in draft.names if _CJK.search(n.text)]
    latin = [n for n in draft.names if not _CJK.search(n.text)]
    if not native or len(native) != len(latin):
        return
    if any(n.marks for n in native) and not any(n.marks for n in latin):
        draft.names = native  # only the names in characters lead to the addresses
        return
    if [n.marks for n in native] != [n.marks for n in latin] or not any(n.marks for n in latin):
        return
    if all(_CJK.search(line.text) and not _LATIN.search(line.text) for line in draft.lines):
        draft.names = native  # whose addresses stand in characters too, here or at the foot
        return
    draft.names = latin
    told = {mark for line in draft.lines if not _CJK.search(line.text) for mark in line.marks}
    draft.lines = [line for line in draft.lines if not (_CJK.search(line.text) and told.issuperset(line.marks))]
