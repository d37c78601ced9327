"""The authors of a report's form, one below the other under its label: "6. AUTHOR(S)"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.header.doubtful_names import set_alike
from extractors.header.people_names import is_one_name
from extractors.header.segments import Segment

_LABEL = re.compile(r"\W*\d{1,2}[a-z]?[.)]?\s*AUTHOR(?:S|\(S\))?\W*", re.I)
_NUMBER_OF_REPORT = re.compile(
    r"\W*\d{1,2}[a-z]?[.)]\s*(?:PERFORMING|SPONSOR\S*|MONITOR\S*)\s+\S+\s+REPORT|\W*NUMBERS?(?:\(S\))?\W*$"
)
_GAP = 1.2  # type sizes: names below each other stand no further apart


def join_form_authors(zone: Sequence[Segment]) -> list[Segment]:
    """The segments of a header with the names under such a label made one list; others are returned as they are."""
    at = next((i for i, s in enumerate(zone) if "AUTHOR" in s.text and _LABEL.fullmatch(s.words)), None)
    if at is None:
        return list(zone)
    label, names = zone[at], list[Segment]()
    for segment in zone[at + 1 :]:
        if segment.row == label.row or abs(segment.x0 - label.x0) > segment.size:
            continue
        above = names[-1] if names else None
        apart = above is not None and (segment.y0 - above.y1 > _GAP * segment.size or not set_alike(segment, above))
        if apart or not is_one_name(segment.words):
            break
        names.append(segment)
    if not names[1:]:
        return list(zone)
    gone = set(map(id, names[1:]))
    whole = replace(names[0], text="; ".join(s.text for s in names), y1=names[-1].y1, row=names[-1].row)
    # the fields above tell of dates and contracts, those beside of numbers
    said = [s for s in zone if s.row > label.row and id(s) not in gone and not _NUMBER_OF_REPORT.match(s.words)]
    return [whole if s is names[0] else s for s in said]
