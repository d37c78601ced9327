"""Whose an address is, told by initials or surnames in brackets at its end: "University of Clay (AB, PvW)"."""

import re
from dataclasses import replace

from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import plain

_OWNERS = re.compile(r"\s*\((?P<owners>[^\W\d_a-z][^\W\d_]?(?:[^\W\d_]|[.,;&\s’'-]){0,120})\)\s*[.;,]?\s*$")
_INNER = re.compile(r"\((?P<owners>[^\W\d_a-z][^()\d]{1,120})\)[.;,]?(?=\s+[^\W\d_a-z])")
_BETWEEN = re.compile(r"[,;&\s]+(?:and\s+)?")
_LISTED = re.compile(r"\s*(?:[,;&]|\band\b|\bи\b|\by\b|\bet\b|\bund\b)\s*")
_MOST_LETTERS = 5


def mark_owners(draft: Draft) -> None:
    """Make marks of the initials, for names and lines; nothing unless each one is that of exactly one name.

    Names that have marks of their own are left alone.
    """
    surnames = {plain(n.words[-1]) for n in draft.names if n.words}
    if any(n.marks for n in draft.names):
        return
    lines = [piece for line in draft.lines for piece in _taken_apart(line, surnames)]
    found = {
        at: _initials(match["owners"]) or _surnames(match["owners"], surnames)
        for at, line in enumerate(lines)
        if (match := _OWNERS.search(line.text))
    }
    said = {one for owners in found.values() for one in owners}
    bearers = {one: [n for n in draft.names if one in _forms(n.text)] for one in said}
    if not said or any(len(people) != 1 for people in bearers.values()):
        return
    draft.lines = lines
    for one, (name,) in bearers.items():
        name.marks.append(one)
    for at, owners in ((at, owners) for at, owners in found.items() if owners):
        line = draft.lines[at]
        line.marks += tuple(owners)
        line.text = _OWNERS.sub("", line.text)


def _taken_apart(line: DraftLine, surnames: set[str]) -> list[DraftLine]:
    """The pieces of a line that surnames in brackets end, where addresses stood below each other without marks."""
    pieces: list[DraftLine] = []
    start = 0
    ends = [m for m in _INNER.finditer(line.text) if _surnames(m["owners"], surnames)] if not line.marks else []
    for end in ends:
        pieces.append(DraftLine(line.text[start : end.end()].strip()))
        start = end.end()
    rest = replace(line, text=line.text[start:].strip()) if pieces else line
    return [*pieces, rest] if rest.text else pieces


def _initials(printed: str) -> list[str]:
    """The entries without stops, in capitals; none where one of them is a word."""
    entries = [re.sub(r"[.\s-]", "", e).upper() for e in _BETWEEN.split(printed.replace(". ", ".").strip()) if e]
    return entries if all(2 <= len(e) <= _MOST_LETTERS for e in entries) else []


def _surnames(printed: str, known: set[str]) -> list[str]:
    """The entries in capitals where each is a surname of the header; none where one of them is another word."""
    entries = [e for e in _LISTED.split(printed.strip(" .")) if e]
    return [plain(e).upper() for e in entries] if all(plain(e) in known for e in entries) else []


def _forms(name: str) -> set[str]:
    """Initials as printed: of all words, of those in capitals alone, of the first and the last."""
    words = [w for part in name.split() for w in part.split("-") if w[:1].isalpha()]
    if not words:
        return set()
    capital = [w for w in words if w[0].isupper()]
    chosen = (words, capital, [words[0], words[-1]])
    return {plain(name.split()[-1]).upper(), *("".join(w[0] for w in some).upper() for some in chosen)}
