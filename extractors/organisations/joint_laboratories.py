"""Laboratories that two bodies run together and are named after both: "A-B Joint Laboratory, City"."""

import re
from collections.abc import Iterator

from extractors.organisations.name_tokens import clean

_LONGEST = 500  # characters of a string that are looked at
# "X-Y Joint Laboratory of Z": the partners stand in front.
_JOINT = re.compile(
    r"^(?P<names>[^,;]*?\S)\s+(?:joint|co-?innovation)\s+(?:[\w&-]+\s+){0,4}?"
    r"(?:lab\w*|cent(?:er|re)|institute|school|group|program\w*)\b",
    re.I,
)
_HYPHEN = re.compile(r"\s?[-‐‑–—/×]\s?")
# "Joint Laboratory of X and Y": the partners stand behind. `_JOINT` is the other order.
_OF = re.compile(
    r"\bjoint\b[\w &-]{0,60}?\b(?:lab\w*|cent(?:er|re)|institute)\b[^,;]{0,20}?\b(?:of|between)\s+(?P<names>[^;]+)",
    re.I,
)


def partners_before(raw: str) -> Iterator[tuple[str, str, str]]:
    """The ways to read "A-B Joint Laboratory …" as two names and the end of its address, else none."""
    text = clean(raw[:_LONGEST])
    found = _JOINT.match(text)
    if found is None:
        return
    names, rest = found["names"], text[found.end() :].rpartition(",")[2].strip()
    for hyphen in _HYPHEN.finditer(names):
        if hyphen.start() and hyphen.end() < len(names):
            yield names[: hyphen.start()], names[hyphen.end() :], rest


def partners_behind(raw: str) -> list[str]:
    """The two bodies of "Joint Laboratory of A and B, City", each with the address; none for other strings."""
    found = _OF.search(raw[:_LONGEST])
    if found is None:
        return []
    names, comma, address = found["names"].partition(",")
    parts = re.split(r"\s+(?:and|&)\s+", names, maxsplit=1)
    return [f"{part}{comma}{address}" for part in parts] if len(parts) == 2 else []
