"""Marks that the page prints without raising them, raised: bracketed legends, and letters glued to what they mark.

Chinese journals put the legend in one bracket, "(1. A; 2. B)". Superscripts that a font has as glyphs of their own
come out as plain letters and digits at full size: "aSchool of Arts" below "Ada Marla". They are taken for marks only
where lines count on from each other.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.header.header_words import names_organisation, names_place
from extractors.header.people_names import looks_like_names
from extractors.header.segments import LOWER, RAISE, Segment, flat
from extractors.header.surnames_first import SYMBOLS

# A bracket that opens a legend is closed within so many lines.
_MOST_LINES = 12
_OPENS = re.compile(r"^\s*[(（[［【]\s*1\s*[.．、:：)）]?\s*(?=[^\s\]］】])")
_CLOSES = ")）]］】"
# The next entry in a bracket of its own: "(1 A)" over "(2 B)".
_NEXT = re.compile(r"^\s*[(（［【]\s*(?P<number>\d{1,2})\s*[.．、:：)）]?\s*(?=[^\W\d_])(?P<said>.*\S)\s*$")
# Behind a semicolon, or a comma with a space: "3.5" and a post code hold digits too, and begin no entry.
_NUMBERED = re.compile(r"(?:(?<=[;；])|(?<=[,，。.]\s))\s*(?P<number>\d{1,2})\s*[.．、:：]\s*(?=[^\W\d_])")
_GLUED = re.compile(r"^\s*(?P<mark>[a-z]|\d{1,2})(?=[A-Z\u00c0-\u00de][\w.’'-]*\s)")
# "Ph.D.1," and "IEEE2": a digit right behind a letter or a stop, before a comma, "and" or the end.
_BEHIND = re.compile(r"(?<=[^\W\d_]|\.)(?P<marks>\d{1,2}(?:,\d{1,2})*)(?=\s*(?:[,;*]|and\b|&|$))")
# "Ada Brink a,b,*, Per Noor c" above "a University of Clay": a space before the mark, in front of what parts names.
_APART = re.compile(r"^\s*(?P<mark>[a-z])\s+(?=[^\W\d_a-z])")
_APART_BEHIND = re.compile(
    rf"(?<=[\w.])\s(?P<marks>[a-z](?:,\s?(?:[a-z]|\d|[{re.escape(SYMBOLS)}])){{0,6}})(?![^\W\d_])(?=\s*(?:[,;]|and\b|&|$))"
)
_LEADS = re.compile(rf"\s*{RAISE}[\da-z]")
_HALF = re.compile(rf"^\s*{RAISE}?(?P<mark>[a-z])\){LOWER}?(?=\s?[^\W\d_a-z])")
# "Ada Brink a), Per Noor b)": such marks behind a name, before a comma, "and" or the end.
_HALF_BEHIND = re.compile(
    rf"(?<=[^\W\d_.]){RAISE}?(?P<marks>[a-z]\)?(?:,\s?[a-z]\)?){{0,5}}){LOWER}?(?<=\)|{LOWER})\)?(?=\s*(?:[,;]|and\b|&|$))"
)
# "University of Clay, Oslo¹": the mark of an address behind it.
_TRAILS = re.compile(rf"^(?P<said>[^{RAISE}{LOWER}]{{8,400}}?)\s?{RAISE}(?P<mark>\d{{1,2}}|[a-z]){LOWER}\W*$")
# The same in a list, with any mark of one sign; so many in all are a legend.
_BEHIND_PLACE = re.compile(
    rf"(?:[,;]|\band\b|&)?\s*(?P<said>[^{RAISE}{LOWER},;\s][^{RAISE}{LOWER}]{{2,200}}?)\s?{RAISE}(?P<mark>[^{RAISE}{LOWER}\s]){LOWER}"
)
_FEWEST_BEHIND = 2
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def raise_printed(zone: Sequence[Segment]) -> list[Segment]:
    """The segments of a header with such marks between RAISE and LOWER; others are returned as they are."""
    return _lead_with_marks(_lead_each(_raise_glued(_raise_apart(_raise_half_brackets(_raise_bracketed(zone))))))


def _raised(mark: str) -> str:
    return f"{RAISE}{mark}{LOWER}"


def _raise_bracketed(zone: Sequence[Segment]) -> list[Segment]:
    made: list[Segment] = []
    i = 0
    while i < len(zone):
        end = _closing(zone, i) if _OPENS.match(zone[i].text) else None
        whole = _legend(zone[i : end + 1]) if end is not None else None
        if whole is None or end is None:
            made.append(zone[i])
            i += 1
        else:
            made.append(whole)
            i = end + 1
            while i < len(zone) and (entry := _next_entry(zone[i], made[-1])):
                made.append(entry)
                i += 1
    return made


def _next_entry(segment: Segment, last: Segment) -> Segment | None:
    """A bracket that counts on from the legend above it, with its number raised."""
    found = _NEXT.match(segment.text)
    before = re.findall(rf"{RAISE}(\d+){LOWER}", last.text)
    if found is None or not before or int(found["number"]) != int(before[-1]) + 1:
        return None
    said = found["said"].rstrip(f"{_CLOSES} .")
    return replace(segment, text=_raised(found["number"]) + said) if names_organisation(said) else None


def _closing(zone: Sequence[Segment], first: int) -> int | None:
    """The segment in which the bracket closes that the first one opens."""
    depth = 0
    for i in range(first, min(first + _MOST_LINES, len(zone))):
        depth += sum(1 if c in "(（[［【" else -(c in _CLOSES) for c in zone[i].text)
        if depth <= 0:
            return i
    return None


def _legend(lines: Sequence[Segment]) -> Segment | None:
    """The bracket as one line with raised numbers; None where they do not count on or nothing is an organisation."""
    text = lines[0].text
    for line in lines[1:]:
        joint = "" if _CJK.match(text[-1:]) and _CJK.match(line.text[:1]) else " "
        text += joint + line.text
    text = _OPENS.sub("", text.rstrip(f"{_CLOSES} ."))
    pieces, marks, start = [], ["1"], 0
    for found in _NUMBERED.finditer(text):
        if int(found["number"]) == len(marks) + 1:
            pieces.append(text[start : found.start()])
            marks.append(found["number"])
            start = found.end()
    pieces.append(text[start:])
    if not all(names_organisation(p) or names_place(p) for p in pieces):
        return None
    raised = " ".join(f"{_raised(m)}{p.strip()}" for m, p in zip(marks, pieces, strict=True))
    x0, x1 = min(s.x0 for s in lines), max(s.x1 for s in lines)
    return replace(lines[-1], text=raised, x0=x0, x1=x1, y0=lines[0].y0)


def _raise_half_brackets(zone: Sequence[Segment]) -> list[Segment]:
    """ "Ada Brinka), Bo Holmb)" above "a)University of Clay": raised where legend and names have the same letters."""
    legend = {i: found for i, s in enumerate(zone) if (found := _HALF.match(s.text)) and _is_address(s, found[0])}
    letters = {found["mark"] for found in legend.values()}
    first = min(legend, default=0)
    above = " ".join(s.text for s in zone[:first])
    used = {
        m
        for found in _HALF_BEHIND.finditer(above)
        for m in found["marks"].replace(" ", "").replace(")", "").split(",")
    }
    if not letters or not used or not used <= letters:
        return list(zone)
    made = list(zone)
    for i in range(first):
        made[i] = replace(
            zone[i], text=_HALF_BEHIND.sub(lambda m: _raised(m["marks"].replace(")", "")), zone[i].text)
        )
    for i, found in legend.items():
        made[i] = replace(zone[i], text=_raised(found["mark"]) + zone[i].text[found.end() :].lstrip())
    return made


def _lead_each(zone: Sequence[Segment]) -> list[Segment]:
    """Lines of addresses with the mark of each behind it, "Clay Academy†, Kestrel‡", where names bear those marks."""
    first = next((i for i, s in enumerate(zone) if looks_like_names(s.text)), len(zone))
    lists = {i: pieces for i, s in enumerate(zone) if i > first and (pieces := _marked_behind(s))}
    marks = [mark for pieces in lists.values() for _, mark in pieces]
    borne = {
        c
        for s in zone[: min(lists, default=0)]
        for m in re.findall(rf"{RAISE}([^{LOWER}]*){LOWER}", s.text)
        for c in m
    }
    opens = any(_LEADS.match(s.text) and _is_address(s, "") for s in zone)
    if opens or len(marks) < _FEWEST_BEHIND or len(set(marks)) < len(marks) or not borne.issuperset(marks):
        return list(zone)
    made = list(zone)
    for i, pieces in lists.items():
        made[i] = replace(zone[i], text=" ".join(_raised(mark) + said for said, mark in pieces))
    return made


def _marked_behind(segment: Segment) -> list[tuple[str, str]]:
    """The addresses of a line and their marks, where one stands behind each."""
    found = list(_BEHIND_PLACE.finditer(segment.text))
    left = _BEHIND_PLACE.sub("", segment.text).strip(" ,;.")
    return [(m["said"].strip(), m["mark"]) for m in found] if found and not left and _is_address(segment, "") else []


def _lead_with_marks(zone: Sequence[Segment]) -> list[Segment]:
    """Marks that stand behind the addresses put before them, where no line of the header opens with a mark."""
    behind = {i: found for i, s in enumerate(zone) if (found := _TRAILS.match(s.text)) and _is_address(s, "")}
    opens = any(_LEADS.match(s.text) and _is_address(s, "") for s in zone)
    if opens or len({found["mark"] for found in behind.values()}) < len(behind):
        return list(zone)
    made = list(zone)
    for i, found in behind.items():
        made[i] = replace(zone[i], text=_raised(found["mark"]) + found["said"])
    return made


def _raise_glued(zone: Sequence[Segment]) -> list[Segment]:
    """Lines that count on from "a" or "1", two at least, and the same marks behind the names above them."""
    glued = [(i, found["mark"]) for i, s in enumerate(zone) if (found := _GLUED.match(s.text))]
    for first in ("a", "1"):
        rows = _counting(glued, first)
        if len(rows) > 1 and sum(_is_address(zone[i], mark) for i, mark in rows) > 1:
            return _with_marks(zone, dict(rows))
    return list(zone)


def _raise_apart(zone: Sequence[Segment]) -> list[Segment]:
    """Letters that stand a space apart, raised where a legend counts on from "a" and names have no others."""
    apart = [(i, found["mark"]) for i, s in enumerate(zone) if (found := _APART.match(s.text))]
    rows = dict(_counting(apart, "a"))
    if len(rows) < _FEWEST_BEHIND or not all(_is_address(zone[i], mark) for i, mark in rows.items()):
        return list(zone)
    made = list(zone)
    for i in range(min(rows)):
        letters = {c for m in _APART_BEHIND.finditer(zone[i].text) for c in m["marks"] if c.isalpha()}
        if letters and letters.issubset(rows.values()):
            made[i] = replace(zone[i], text=_APART_BEHIND.sub(lambda m: _raised(m["marks"]), zone[i].text))
    for i, mark in rows.items():
        made[i] = replace(zone[i], text=_raised(mark) + zone[i].text.lstrip()[len(mark) :].lstrip())
    return made


def _counting(glued: Sequence[tuple[int, str]], first: str) -> list[tuple[int, str]]:
    rows: list[tuple[int, str]] = []
    wanted = first
    for i, mark in glued:
        if mark == wanted:
            rows.append((i, mark))
            wanted = chr(ord(mark) + 1) if mark.isalpha() else str(int(mark) + 1)
    return rows


def _is_address(segment: Segment, mark: str) -> bool:
    said = flat(segment.text).strip()[len(mark) :]
    return names_organisation(said) or names_place(said)


def _with_marks(zone: Sequence[Segment], rows: dict[int, str]) -> list[Segment]:
    legend = min(rows)
    made: list[Segment] = []
    for i, segment in enumerate(zone):
        mark = rows.get(i)
        if mark:
            segment = replace(segment, text=_raised(mark) + segment.text.lstrip()[len(mark) :])
        elif i < legend and RAISE not in segment.text:
            segment = replace(segment, text=_behind_names(segment.text, sorted(rows.values())))
        made.append(segment)
    return made


def _behind_names(text: str, marks: Sequence[str]) -> str:
    """The marks of a legend raised where every name of a line ends with one; else the line as it is."""
    if marks[0].isdigit():
        return _BEHIND.sub(lambda m: _raised(m["marks"]), text)
    names = re.split(r"(\s*(?:,|;|\band\b|&)\s*)", text)
    pieces = [n for n in names[::2] if n.strip()]
    ends = [p for p in pieces if p[-1] in marks and (len(p) == 1 or p[-2].isalpha())]
    # Surnames end in letters of their own: all must end so, and no mark may be left over.
    if len(pieces) < 2 or len(ends) < len(pieces) or {p[-1] for p in ends} != set(marks):
        return text
    joined = "".join(f"{n[:-1]}{_raised(n[-1])}" if n.strip() and k % 2 == 0 else n for k, n in enumerate(names))
    return joined.replace(f"{LOWER},{RAISE}", ",")
