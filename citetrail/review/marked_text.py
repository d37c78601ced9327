"""The text of a paper with the family's names, a quotation and a reviewer's own words marked. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from citetrail.records.targets import Target

# Pages on one screen; a browser becomes slow beyond, and a paper has some ten.
MOST_PAGES = 150
MOST_LETTERS = 30_000  # of a page
MOST_WORDS = 20  # of a reviewer
_GAP = re.compile(r"[\s\-\u2010-\u2015_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a page. `mark` is name, quote or word; empty for plain text. `hit` numbers the marks from 1."""

    text: str
    mark: str = ""
    hit: int = 0


@dataclass(frozen=True, slots=True)
class MarkedPage:
    number: int
    pieces: tuple[Piece, ...]

    @property
    def hits(self) -> tuple[int, ...]:
        return tuple(piece.hit for piece in self.pieces if piece.hit)


def family_names(target: Target | None) -> list[str]:
    """The names of a family as a reader searches for them, those that need a cue beside them too."""
    members = target.members if target else ()
    return [name for member in members for name in (member.name, *member.aliases, *member.ambiguous)]


def marked_pages(
    pages: Sequence[str], names: Iterable[str], words: Iterable[str], quote: tuple[int, int, int] | None
) -> list[MarkedPage]:
    """The first pages with their marks; `quote` is page, start and end of the quotation in this very text."""
    pattern = _pattern(names), _pattern(list(words)[:MOST_WORDS])
    found, hit = [], 0
    for number, text in enumerate(pages[:MOST_PAGES], 1):
        shown = text[:MOST_LETTERS]
        here = quote[1:] if quote and quote[0] == number else None
        pieces = []
        for start, end, mark in _spans(shown, pattern, here):
            hit += bool(mark)
            pieces.append(Piece(shown[start:end], mark, hit if mark else 0))
        found.append(MarkedPage(number, tuple(pieces)))
    return found


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of these names, longest first, however its words are joined; small letters and capitals are one."""
    parts = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=lambda name: (-len(name), name))
    if not parts:
        return None
    joined = "|".join(r"[\s\-\u2010-\u2015_]{0,3}".join(map(re.escape, filter(None, _GAP.split(p)))) for p in parts)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def _spans(
    text: str, patterns: Sequence[re.Pattern[str] | None], quote: tuple[int, ...] | None
) -> list[tuple[int, int, str]]:
    """The text in pieces that follow each other; a name within the quotation stands as a name."""
    marks: list[tuple[int, int, str]] = []
    for kind, pattern in zip(("name", "word"), patterns, strict=True):
        for found in pattern.finditer(text) if pattern else ():
            if all(found.end() <= start or found.start() >= end for start, end, _ in marks):
                marks.append((*found.span(), kind))
    cuts = {0, len(text), *(at for start, end, _ in marks for at in (start, end))}
    if quote:
        cuts |= {min(max(at, 0), len(text)) for at in quote}
    kinds = {(start, end): kind for start, end, kind in marks}
    edges = sorted(cuts)
    return [(a, b, _kind(a, b, kinds, quote)) for a, b in pairwise(edges) if a < b]


def _kind(start: int, end: int, kinds: dict[tuple[int, int], str], quote: tuple[int, ...] | None) -> str:
    inside = next((kind for (a, b), kind in kinds.items() if a <= start and end <= b), "")
    return inside or ("quote" if quote and quote[0] <= start and end <= quote[1] else "")
