"""Whose an address is, told by initials in brackets at its end: "University of Clay, Oslo (AB, PvW)"."""

import re

from extractors.header.draft import Draft

_OWNERS = re.compile(r"\s*\((?P<owners>[A-Z][A-Za-z.,;&\s-]{1,80})\)\s*[.;,]?\s*$")
_BETWEEN = re.compile(r"[,;&\s]+(?:and\s+)?")
_MOST_LETTERS = 5


def mark_owners(draft: Draft) -> None:
    """Make marks of the initials, for names and lines; nothing unless each one is that of exactly one name.

    Names that have marks of their own are left alone.
    """
    found = {
        at: _initials(match["owners"]) for at, line in enumerate(draft.lines) if (match := _OWNERS.search(line.text))
    }
    said = {one for owners in found.values() for one in owners}
    bearers = {one: [n for n in draft.names if one in _forms(n.text)] for one in said}
    if not said or any(n.marks for n in draft.names) or any(len(people) != 1 for people in bearers.values()):
        return
    for one, (name,) in bearers.items():
        name.marks.append(one)
    for at, owners in found.items():
        line = draft.lines[at]
        line.marks += tuple(owners)
        line.text = _OWNERS.sub("", line.text)


def _initials(printed: str) -> list[str]:
    """The entries without stops, in capitals; none where one of them is a word."""
    entries = [re.sub(r"[.\s-]", "", e).upper() for e in _BETWEEN.split(printed.replace(". ", ".").strip()) if e]
    return entries if all(2 <= len(e) <= _MOST_LETTERS for e in entries) else []


def _forms(name: str) -> set[str]:
    """Initials as printed: of all words, of those in capitals alone, of the first and the last."""
    words = [w for part in name.split() for w in part.split("-") if w[:1].isalpha()]
    if not words:
        return set()
    capital = [w for w in words if w[0].isupper()]
    chosen = (words, capital, [words[0], words[-1]])
    return {"".join(w[0] for w in some).upper() for some in chosen}
