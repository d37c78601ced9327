"""Line numbers that manuscripts under review print beside each line."""

import re
from collections.abc import Iterator
from itertools import pairwise

# PDFium's soft hyphen ends a line too.
_NUMBERED = re.compile(r"(?:^|(?<=[\n\ufffe]))[ \t]*(\d{1,4})(?=[ \t\r\n]|$)[ \t]?")
_LIKELY = re.compile(r"\n[ \t]*\d")
_LIKELY_TOO = re.compile(r"\ufffe[ \t]*\d")
# A page numbers nearly all its lines, one after the other; a list or a table of years does not.
FEWEST = 12
# Of the lines: short lines of headings and formulas are often left unnumbered.
LEAST_SHARE = 0.5
TRIED = 3_000  # characters that show whether it is worth looking at all
HIDDEN = "\u200b"


def hide_line_numbers(raw: str) -> str:
    """The same characters, line numbers turned into zero-width ones, which the cleaning drops."""
    lines = raw.count("\n") + 1
    if lines < FEWEST or _likely(raw) < LEAST_SHARE * raw.count("\n", 0, TRIED) / 3:
        return raw
    found = list(_runs([(m.start(1), m.end(), int(m[1])) for m in _NUMBERED.finditer(raw)]))
    if len(found) < max(FEWEST, LEAST_SHARE * lines):
        return raw
    pieces, at = [], 0
    for start, end in found:
        pieces += [raw[at:start], HIDDEN * (end - start)]
        at = end
    return "".join([*pieces, raw[at:]])


def _likely(raw: str) -> int:
    """How many of the first lines begin with a digit."""
    after_hyphens = len(_LIKELY_TOO.findall(raw, 0, TRIED)) if raw.find("\ufffe", 0, TRIED) >= 0 else 0
    return len(_LIKELY.findall(raw, 0, TRIED)) + after_hyphens


def _runs(numbers: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of the numbers that go on by one from the one before or to the one after."""
    steps = [b[2] - a[2] == 1 for a, b in pairwise(numbers)]
    for index, (start, end, _) in enumerate(numbers):
        if (index > 0 and steps[index - 1]) or (index < len(steps) and steps[index]):
            yield start, end
