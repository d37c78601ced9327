"""Names and legends as journals in Korea, China and Japan print them, made like those of other journals.

Marks stand on the line with a closing bracket, "봉가람*,1) · 피하늘2)" over "1)（某某大学 城市 100000）", and every
syllable of a name may stand apart: "제 갈 바 람†".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.header.header_words import names_organisation
from extractors.header.people_names import looks_like_names
from extractors.header.segments import LOWER, RAISE, Segment
from extractors.header.surnames_first import SYMBOLS

_SIGNS = re.escape(SYMBOLS)
_MARK = rf"(?:\d{{1,2}}[)）]|[{_SIGNS}])"
# Behind a name: "1)", "1),2)", "*,1)"; a line with opening brackets closes those.
_BEHIND = re.compile(rf"(?<=[^\W\d_.])\s?(?P<marks>(?:{_MARK}\s?,?\s?){{0,4}}{_MARK})(?=\s|[,;·•、，；・]|$)")
_BRACKETS = re.compile(r"[)）\s]")
_CHARACTER = r"[\u3005\u4e00-\u9fff\uac00-\ud7af]"
_ANY, _LARGER = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"), 1.2
_HALF_NAME = re.compile(rf"{_CHARACTER}{{1,2}}{RAISE}[^{LOWER}]*{LOWER}")
# The address behind its number in a bracket of its own, which closes on this line or soon after.
_OPENS = re.compile(r"^\s*(?P<number>\d{1,2})\s?[)）]?\s?[（(](?=[^\W\d_])")
_MOST_PIECES = 6
_PARTED = re.compile(r"(\s*[·•,，、;；・]\s*)")
_SPACED = re.compile(
    rf"(?P<name>{_CHARACTER}(?:\s{_CHARACTER}){{2,4}})(?P<marks>\s?(?:{RAISE}[^{LOWER}]*{LOWER}|{_MARK})*)"
)


def as_elsewhere(segments: Sequence[Segment]) -> list[Segment]:
    """The segments with such marks raised, legends without their brackets, and syllables of names together."""
    made: list[Segment] = []
    i = 0
    while i < len(segments):
        end = _closing(segments, i)
        if end is not None:
            made.append(_legend(segments[i : end + 1]))
            i = end + 1
            continue
        made.append(_names(segments[i]))
        i += 1
    return made


def without_latin_title(segments: Sequence[Segment]) -> list[Segment]:
    """The segments without the title once more in Latin letters, set larger than the names in characters above it."""
    names = next((s for s in segments if _ANY.search(s.text) and looks_like_names(s.text)), None)
    if names is None:
        return list(segments)
    return [s for s in segments if not (s.row > names.row and s.size > _LARGER * names.size and _is_latin_title(s))]


def _is_latin_title(segment: Segment) -> bool:
    latin = not _ANY.search(segment.text) and RAISE not in segment.text
    return latin and not looks_like_names(segment.text) and not names_organisation(segment.words)


def _names(segment: Segment) -> Segment:
    text = segment.text
    if (")" in text or "）" in text) and "(" not in text and "（" not in text:
        raised = _BEHIND.sub(lambda m: f"{RAISE}{_BRACKETS.sub('', m['marks'])}{LOWER}", text)
        if raised != text and (_HALF_NAME.fullmatch(raised.strip()) or looks_like_names(raised)):
            text = raised
    if " " in text and not text.isascii():
        text = _together(text)
    return segment if text == segment.text else replace(segment, text=text)


def _together(text: str) -> str:
    """The line with syllables put together where all its names are spaced, and are several or marked."""
    pieces = _PARTED.split(text.strip())
    found = [_SPACED.fullmatch(piece.strip()) for piece in pieces[::2]]
    names = [one for one in found if one]
    if not names or len(names) < len(found) or not (len(names) > 1 or names[0]["marks"].strip()):
        return text
    said = [one["name"].replace(" ", "") + one["marks"].strip() for one in names]
    return "".join(name + joint for name, joint in zip(said, [*pieces[1::2], ""], strict=True))


def _closing(segments: Sequence[Segment], first: int) -> int | None:
    """The segment in which the bracket of an address closes that this one opens; None where it opens none."""
    if not _OPENS.match(segments[first].text):
        return None
    depth = 0
    for i in range(first, min(first + _MOST_PIECES, len(segments))):
        text = _OPENS.sub("(", segments[i].text) if i == first else segments[i].text
        depth += sum(1 if c in "(（" else -(c in ")）") for c in text)
        if depth <= 0:
            whole = " ".join(s.text for s in segments[first : i + 1])
            return i if text.rstrip(" .;；。，,")[-1:] in ")）" and names_organisation(whole) else None
    return None


def _legend(pieces: Sequence[Segment]) -> Segment:
    text = " ".join(s.text for s in pieces)
    found = _OPENS.match(text)
    number = found["number"] if found else ""
    said = text[found.end() if found else 0 :].rstrip(" .;；。，,")[:-1]
    x0, x1 = min(s.x0 for s in pieces), max(s.x1 for s in pieces)
    return replace(pieces[-1], text=f"{RAISE}{number}{LOWER}{said}", x0=x0, x1=x1, y0=pieces[0].y0)
