"""Lines of study programmes and kinds of theses, which pass for names: "Mention Informatique", "Magistrsko delo"."""

import re
from collections.abc import Sequence

from extractors.header.header_words import plain
from extractors.header.segments import Segment, flat

_PROGRAMME = re.compile(
    r"\W*(?:(?:[^\W\d_]{2,20}sk[iy]|studijn[iy]|study|degree)\s)?(?:program|programme|programma|programa)\b"
    r"|\W*(?:studiengang|studienrichtung|fachrichtung|mention|filiere|specialite|parcours|corso di laurea)\b"
)
_ITSELF = re.compile(
    r"\W*(?:magistrsko|diplomsko|zakljucno|master(?:s|'s)?|bachelor(?:s|'s)?|doctoral|phd|diploma)?\s?"
    r"(?:delo|thesis|dissertation|disertacija|masterarbeit|diplomarbeit|bachelorarbeit)\W*"
    r"|\W*(?:doktorska|doktorski) disertacija\W*|\W*(?:magistrska|diplomska) naloga\W*"
    r"|\W*(?:diplomski|zavrsni|magistarski) rad\W*|\W*(?:diplomova|bakalarska|dizertacna) prac[ae]\W*"
    r"|\W*praca (?:magisterska|dyplomowa|inzynierska)\W*"
)


def is_programme(text: str) -> bool:
    """Whether a line names what is studied, and so nobody."""
    return bool(_PROGRAMME.match(plain(text)))


def without_programmes(segments: Sequence[Segment]) -> list[Segment]:
    """The segments of a thesis without the line that says what it is, and those of its programme below.

    Any other header is returned as it is: a programme may be a part of an address.
    """
    at = next((i for i, s in enumerate(segments) if _ITSELF.fullmatch(plain(flat(s.text)))), None)
    if at is None:
        return list(segments)
    kept, last = list(segments[:at]), segments[at]
    told = False
    for segment in segments[at + 1 :]:
        below = segment.row == last.row + 1 and (segment.font, segment.size) == (last.font, last.size)
        goes_on = told and below and segment.y0 - last.y1 < segment.size
        told = is_programme(flat(segment.text)) or goes_on
        if told:
            last = segment
        else:
            kept.append(segment)
    return kept
