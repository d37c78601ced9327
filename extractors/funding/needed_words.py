"""Words that a text must hold for a pattern to match in it: looked for first, in a hundredth of the time."""

import re

_ESCAPE_OR_CLASS = re.compile(r"\\.|\[\^?\]?[^\]]*\]")
_GROUP = re.compile(r"\([^()]*\)")
_MAY_BE_ABSENT = re.compile(r".[?*{]")
_WORD = re.compile(r"[A-Za-z]{3,}")
_GONE = "\0"


def needed_words(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """A word of each alternative, one of which every match holds; none where an alternative has no such word.

    What stands in brackets or may be absent does not count.
    """
    if pattern.flags & (re.I | re.X):
        return ()
    bare = _ESCAPE_OR_CLASS.sub(_GONE, pattern.pattern)
    while bare != (bare := _GROUP.sub(_GONE, bare)):
        pass
    alternatives = (_WORD.findall(_MAY_BE_ABSENT.sub(_GONE, one)) for one in bare.split("|"))
    words = [max(found, key=len, default="") for found in alternatives]
    return tuple(words) if all(words) else ()
