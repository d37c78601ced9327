"""Drafts and standards in plain text, as the IETF prints them: their kind at the left, authors at the right.

"Internet-Draft" or "Request for Comments" opens the left column; in the right one names with initials stand above
the organisation of those listed since the last, down to the date. The title is the line in the middle below both.
"""

import re
from collections.abc import Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import is_noise
from extractors.header.people_names import PrintedName
from extractors.header.segments import Segment, flat

_KIND = re.compile(r"\s*(?:Internet[- ]Draft|Request for Comments|INTERNET[- ]DRAFT|RFC)\b")
_SURNAME = r"(?:(?:van|von|de|der|den|la|le|di)\s)*[^\W\d_a-z][\w'’-]+(?:\s[^\W\d_a-z][\w'’-]+)?"
_NAME = re.compile(
    rf"\s*(?P<name>(?:[^\W\d_a-z]\.[ -]?){{1,3}}{_SURNAME})"
    r"(?:,?\s(?:Ed\.?|Editor|Eds\.?))?\s*"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\s*$")
# The kind stands among the first lines; the title within so many points of the middle of both columns.
_FIRST_LINES, _OFF_MIDDLE = 8, 30.0


def _columns(segments: Sequence[Segment]) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """The left and right column of such a page's head, and what stands below them; empty lists for other pages."""
    ordered = sorted(segments, key=lambda s: (s.y0, s.x0))
    kind = next((s for s in ordered[:_FIRST_LINES] if _KIND.match(flat(s.text))), None)
    if kind is None:
        return [], [], []
    right: list[Segment] = []
    last = -1
    for segment in ordered:
        if segment.x0 > kind.x1:
            right.append(segment)
            last = segment.row
            if _YEAR.search(flat(segment.text)):
                break
    left = [s for s in ordered if s.row <= last and s not in right]
    return left, right, [s for s in ordered if s.row > last]


def title_of_draft(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The title of a draft in plain text: the first lines in the middle below its head; empty for other pages."""
    left, right, below = _columns(segments)
    middle = (min((s.x0 for s in left), default=0.0) + max((s.x1 for s in right), default=0.0)) / 2
    left_most = min((s.x0 for s in left), default=0.0)
    found: list[Segment] = []
    for segment in below if right else ():
        centred = abs(segment.middle - middle) < _OFF_MIDDLE
        if not centred and not found and segment.x0 < left_most + segment.size:
            continue  # the left column may be longer than the right one
        if not centred or (found and segment.y0 - found[-1].y1 > segment.size) or is_noise(segment.text):
            break
        if found and re.match(r"\s*(?:<?draft-[\w-]+)", flat(segment.text)):
            break
        found.append(segment)
    return tuple(found)


def read_plain_text_draft(segments: Sequence[Segment]) -> Draft | None:
    """Names and organisations of the right column; None where the page is no such draft or names nobody."""
    _, right, _ = _columns(segments)
    draft = Draft(HeaderLayout.BLOCKS)
    since = 0  # the first name since the last organisation
    for segment in right:
        text = flat(segment.text).strip()
        if _YEAR.search(text):
            break
        named = _NAME.fullmatch(text)
        if named:
            if draft.lines and since == -1:
                since = len(draft.names)
            draft.names.append(PrintedName(named["name"].split(), closed=True))
        elif draft.names:
            draft.lines.append(DraftLine(text))
            for i in range(since if since >= 0 else len(draft.names), len(draft.names)):
                draft.link(i, len(draft.lines) - 1)
            since = -1
    return draft if draft.names else None
