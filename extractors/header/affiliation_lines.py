"""The lines of a block to affiliation strings, one for each organisation."""

import re
from collections.abc import Sequence

from extractors.header.former_places import split_former
from extractors.header.header_words import (
    heads_in,
    is_whole_address,
    names_organisation,
    names_part,
    names_place,
    plain,
)
from extractors.header.marks import tidy


def split_strings(lines: Sequence[str]) -> list[str]:
    """A block's lines as strings, one for each organisation: a new one begins when the last is complete."""
    strings: list[str] = []
    above = ""
    for printed in lines:
        first, *others = _listed(tidy(printed))
        if strings and _breaks_at_and(above, first):
            strings[-1] = f"{strings[-1]} and {first}"
        elif strings and not _begins_another(strings[-1], first):
            strings[-1] = f"{strings[-1]}{_joint(strings[-1], first)}{first}"
        else:
            strings.append(first)
        strings += others
        above = printed
    return [whole for string in strings for whole in _addresses(string)]


def _breaks_at_and(above: str, line: str) -> bool:
    """Whether a name is broken behind its "and", which is taken off there: "Department of Arts and" over "Kilns"."""
    open_end = re.search(r"\sand\s*$", above)
    tail = above[: open_end.start()].rpartition(",")[2] if open_end else ""
    return names_part(tail) and not heads_in(tail) and not heads_in(line.split(",")[0])


def _addresses(string: str) -> list[str]:
    """Whole addresses listed with semicolons: "University of Clay, Oslo, Norway; Kestrel Ltd, Bergen, Norway"."""
    pieces = [p.strip() for p in string.split(";")]
    return pieces if len(pieces) > 1 and all(map(is_whole_address, pieces)) else [string]


def _listed(line: str) -> list[str]:
    """Organisations listed on one line, "University A, Company B": every part is one, and two stand for a whole."""
    if len(addresses := _addresses(line)) > 1:
        return addresses
    if split_former(line).present != line:
        return [line]  # a bracket that tells where somebody was is one piece
    pieces = [p.strip() for p in re.split(r"[,;]|\sand\s|\s&\s|\s/\s", line)]
    whole = sum(1 for p in pieces if heads_in(p))
    if len(pieces) > 1 and whole > 1 and all(names_organisation(p) and " " in p for p in pieces):
        return [line] if any(_SUBUNIT.search(plain(p)) for p in pieces) else pieces
    return _joined_by_and(line)


def _joined_by_and(line: str) -> list[str]:
    """ "University A & Company B": both sides stand for a whole; "Science & Technology" does not."""
    parts: list[str] = []
    start = 0
    for joint in _JOINT.finditer(line):
        left, right = line[start : joint.start()], line[joint.end() :]
        first = re.split(r"\s(?:&|and|/)\s", right)[0]
        whole = heads_in(first) or re.fullmatch(r"[A-Z]{3,}|UC [A-Z]\w+", first.strip())
        if heads_in(left) or parts:
            if not whole:
                continue
            parts.append(left.strip(" ,"))
            start = joint.end()
    return [*parts, line[start:].strip()]


_JOINT = re.compile(r"\s(?:&|and|/)\s")


_SUBUNIT = re.compile(r"\b(?:department|dept|school|faculty|division|college|institute of)\b")
_WEAK = re.compile(r"\b(?:college|hospital|academy|polytechnic)\b")


def _joint(so_far: str, line: str) -> str:
    """A line's end that parts an address stays a line's end; one within a name is a space."""
    first = line.split(",")[0]
    whole = heads_in(first) or names_part(first) or not names_organisation(first)
    open_end = re.search(r"(?:\b(?:of|and|for|the|de|in|at)|[&,/-])$", so_far, re.I)
    return "\n" if whole and first[:1].isupper() and not open_end else " "


def _begins_another(so_far: str, line: str) -> bool:
    """Whether the string is complete and the line opens another organisation."""
    if is_whole_address(so_far) and names_organisation(line):
        return True
    if not (heads_in(line) or names_part(line)):
        return False
    tail = so_far.rpartition(",")[2].strip(" .")
    if "," in so_far and not names_organisation(tail) and not names_place(tail) and heads_in(line.split()[0]):
        return False  # "…, Zhejiang" over "University, …": one name broken over lines
    if heads_in(so_far):
        # a college or hospital may be part of the university on the next line
        return names_place(so_far) or (bool(heads_in(line)) and not _WEAK.search(plain(so_far)))
    if re.fullmatch(r"[A-Z]{3,8}", tail):  # "…, CASIA" ends a whole; more of the same goes on
        after = line.rpartition(",")[2].strip(" .")
        return bool(heads_in(line)) or not (after.startswith(tail) or tail.startswith(after))
    return False
