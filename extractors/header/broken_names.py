"""Names that a line's end or a wide blank breaks: "Ada Brink · Vesna" over "Lind", "Ida Kent-" over "Holm"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.header.collective_names import is_group
from extractors.header.doubtful_names import set_alike
from extractors.header.header_words import names_organisation, names_place
from extractors.header.people_names import is_full_name, looks_like_names, split_names
from extractors.header.segments import LOWER, RAISE, Segment

_HYPHEN = re.compile(r"[^\W\d_][-‐‑]$")
# "赵　磊¹，": a blank of a character's width between the single characters of a family and a given name.
_ENDS_SINGLE = re.compile(rf"(?:^|[,，、;；{LOWER}\s])[\u4e00-\u9fff]$")
_OPENS_SINGLE = re.compile(rf"[\u4e00-\u9fff](?:$|[,，、;；*{RAISE}])")
# "Per Noor, MD; for" over "the Slow Kiln Group"
_FOR_GROUP = re.compile(r"[;,]\s(?:and\s)?(?:for|on behalf of)(?:\sthe)?$")
_WIDE = 2.5  # type sizes
_FULL = 30  # characters: a shorter line had room for the rest of the name
_BESIDE = 3  # segments of a margin's column may stand between both lines
_MOST_WORDS = 3  # of a line that is the rest of a name


def join_broken_names(zone: Sequence[Segment]) -> list[Segment]:
    """The segments of a header with such lines made one; others are returned as they are."""
    joined: list[Segment] = []
    for segment in zone:
        above = range(len(joined) - 1, max(-1, len(joined) - 1 - _BESIDE), -1)
        at = next((i for i in above if (whole := _joined(joined[i], segment))), None)
        if at is None:
            joined.append(segment)
            continue
        last = joined[at]
        x0, x1 = min(last.x0, segment.x0), max(last.x1, segment.x1)
        joined[at] = replace(last, text=whole, x0=x0, x1=x1, y1=segment.y1, row=segment.row)
    return joined


def _joined(last: Segment, segment: Segment) -> str:
    """Both lines as one where the first breaks off within a name; else empty."""
    if segment.row == last.row:
        wide = _ENDS_SINGLE.search(last.text) and _OPENS_SINGLE.match(segment.text)
        return f"{last.text}{segment.text}" if wide and 0 <= segment.x0 - last.x1 < _WIDE * last.size else ""
    if segment.row != last.row + 1 or len(last.text) < _FULL or not set_alike(last, segment):
        return ""
    if _FOR_GROUP.search(last.text) and is_group(segment.words):
        said = _FOR_GROUP.sub("", last.text)
        return said if looks_like_names(said) else ""  # the group is nobody's place
    hyphen = bool(_HYPHEN.search(last.text))
    if not hyphen and (last.words[-1:] in ",;" or len(segment.words.split()) > _MOST_WORDS):
        return ""
    if not segment.words[:1].isupper() or names_organisation(segment.words) or names_place(segment.words):
        return ""
    whole = f"{last.text}{'' if hyphen else ' '}{segment.text}"
    above = split_names([last])
    open_end = bool(above) and not above[-1].closed and (hyphen or len(above[-1].words) == 1)
    listed = sum(1 for n in above if is_full_name(n.text)) > 1
    return whole if open_end and listed and looks_like_names(whole) else ""
