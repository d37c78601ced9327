"""Marks explained below a table: "† denotes training on MS1MV2" speaks of the rows that bear the mark."""

import re

_MARKS = "†‡§¶*⋆★♯"
# The legend's beginning, up to the name: a mark that opens a sentence or stands before a word of explanation.
_LEGEND = re.compile(rf"(?:^|[.;,:(]\s*|\n)\s*([{_MARKS}])\s*(?:[:=]|[A-Za-z])[^.;{_MARKS}]{{0,120}}$")
_OURS = re.compile(r"\b(?:ours?|proposed|this work|this paper)\b", re.I)
REACH = 1_800  # characters of the page to either side
LONGEST_ROW = 160

OURS, OTHERS = "ours", "others"


def bearers(page: str, start: int, at: int, end: int) -> str:
    """Who bears the mark that explains the name at page[at:end], whose sentence begins at `start`.

    OURS where one of the rows is the paper's own, OTHERS where rows bear it and none is, "" where no mark explains.
    """
    legend = _LEGEND.search(page[max(0, start - 3) : at])
    if legend is None:
        return ""
    mark, opens = legend[1], max(0, start - 3) + legend.start(1)
    low, high = max(0, opens - REACH), min(len(page), end + REACH)
    places = [m.start() for m in re.finditer(re.escape(mark), page[low:high])]
    rows = [_row(page, low + place) for place in places if low + place != opens]
    if not rows:
        return ""
    return OURS if any(_OURS.search(row) for row in rows) else OTHERS


def _row(page: str, at: int) -> str:
    """The printed line up to the mark: the row's name stands before it."""
    first = max(page.rfind("\n", 0, at) + 1, at - LONGEST_ROW)
    return page[first:at]
