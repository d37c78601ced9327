"""The entries of a paper's bibliography, by the keys that its text cites."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from citetrail.records.text import PageText, Part, Reference
from citetrail.records.vocabulary import Section, Zone
from extractors.text.printed_lines import Line, Look, lines_of

# A survey cites some hundreds; more, or longer ones, are a page that went wrong.
MOST_ENTRIES = 2_000
LONGEST_ENTRY = 1_500
# "[12]", "[GZH+16]", "[Guo et al., 2016]"
_BRACKET = re.compile(
    r"\[(?P<key>\d{1,3}|[A-Z][A-Za-z+*]{0,9}\d{2}[a-z]?|[A-Z][A-Za-z]{2,9}\+?\d{0,4}[a-z]?"
    r"|[A-Z][^\[\]\n]{2,60}(?:19|20)\d\d[a-z]?)\]"
)
_DOTTED = re.compile(r"(?P<key>\d{1,3})\s?\.(?=\s|[A-Z])")
_BARE = re.compile(r"(?P<key>\d{1,3})\s+(?=[A-Z][\w'’.-]*[ ,])")
_PARENTHESES = re.compile(r"\((?P<key>\d{1,3})\)\s")
# An author at the start of an entry without a number: "Guo, Y.", "Guo Y,", "Y. Guo and", "van der Maaten, L."
_SURNAME = r"(?:(?:[Vv][ao]n|[Dd]e[rnl]?|[Ll][ae]|[Dd][iou]s?|Ter|Ten) )*[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?"
_AUTHOR = re.compile(
    rf"(?:{_SURNAME},? (?:[A-Z]\.|[A-Z]{{1,3}}\b)|(?:[A-Z]\. ?-?)+{_SURNAME}\b|{_SURNAME}, [A-Z][a-z])"
)
# The three orders in which styles print surname and initials; the surname of each has a group of its own.
_INITIALED = re.compile(
    rf"(?P<a>{_SURNAME}),? (?:[A-Z]\.[ -]?)+|(?:[A-Z]\.[ -]?)+(?P<b>{_SURNAME})|(?P<c>{_SURNAME}) [A-Z]{{1,3}}\b"
)
_YEAR = re.compile(r"(?<![\d.:])(?P<year>(?:19|20)\d\d)(?P<letter>[a-z]?)(?!\d)")
_INDENT = 4.0  # points by which the second line of an entry hangs
# Points: less than a column's width, more than the indent of an entry's second line.
_SAME_COLUMN = 40.0


def find_references(
    pages: Sequence[PageText], parts: Sequence[Part], looks: Sequence[Sequence[Look]] = ()
) -> tuple[Reference, ...]:
    """The entries in their order; each lies on the page where it begins, its text goes on over the page's end."""
    lines = list(_lines(pages, parts, looks))
    texts = {page.number: page.text for page in pages}
    for find in (_numbered, _by_authors):
        if starts := find(lines):
            return tuple(_references(lines, starts[:MOST_ENTRIES], texts))
    return ()


def _lines(pages: Sequence[PageText], parts: Sequence[Part], looks: Sequence[Sequence[Look]]) -> Iterator[Line]:
    """The lines of the bibliography, running heads left out."""
    known = [*looks, *([()] * (len(pages) - len(looks)))]
    own: dict[int, list[tuple[int, int]]] = {}
    heading = ""
    for part in parts:
        if part.section is Section.REFERENCES and part.zone is not Zone.MARGIN:
            own.setdefault(part.page, []).append((part.start, part.end))
            heading = part.heading
    for page, printed in zip(pages, known, strict=True):
        if page.number in own:
            spans = own[page.number]
            for line in lines_of(page, printed):
                if line.text and line.text != heading and any(start <= line.start < end for start, end in spans):
                    yield line


def _numbered(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """(line, key) of entries that begin with their number or label: "[12]", "12.", "12 Guo", "(12)"."""
    best: list[tuple[int, str]] = []
    for pattern in (_BRACKET, _DOTTED, _BARE, _PARENTHESES):
        marks = [(i, match["key"]) for i, line in enumerate(lines) if (match := pattern.match(line.text))]
        marks = _counting(marks) if pattern is not _BRACKET else marks
        if len(marks) > 1.5 * len(best):
            best = marks
    return best if len(best) >= 2 or (best and len(lines) <= 8) else []


def _counting(marks: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those whose numbers go on by ones (a missing few allowed): a year or a page at a line's start does not."""
    kept: list[tuple[int, str]] = []
    last = 0
    for index, key in marks:
        if last < int(key) <= last + 3:
            kept.append((index, key))
            last = int(key)
    return kept


def _by_authors(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """(line, "") of entries without numbers: told by their hanging indent, else by an author after a full stop."""
    starts = [i for i, line in enumerate(lines) if _AUTHOR.match(line.text)]
    hanging = _hanging(lines)
    if hanging:
        starts = [i for i in hanging if re.match(r"[\w(“\"*]", lines[i].text) and not lines[i].text.isdigit()]
    else:
        starts = [i for i in starts if i == 0 or re.search(r"[.\d\])]$", lines[i - 1].text)]
    return [(i, "") for i in starts]


def _hanging(lines: Sequence[Line]) -> list[int]:
    """Lines at their column's left edge, when the others hang; empty when the bibliography is set flush."""
    columns: list[float] = []
    for line in lines:
        if line.look and not any(abs(line.look.x0 - left) < _SAME_COLUMN for left in columns):
            columns.append(line.look.x0)
    edges: dict[tuple[int, int], float] = {}
    places: list[tuple[int, tuple[int, int], float]] = []
    for index, line in enumerate(lines):
        if line.look is None:
            return []
        x0 = line.look.x0
        column = (line.page, min(range(len(columns)), key=lambda c: abs(columns[c] - x0)))
        edges[column] = min(edges.get(column, x0), x0)
        places.append((index, column, x0))
    flush = [index for index, column, x0 in places if x0 - edges[column] < _INDENT]
    return flush if 0.15 * len(lines) < len(flush) < 0.75 * len(lines) else []


def _references(
    lines: Sequence[Line], starts: Sequence[tuple[int, str]], texts: dict[int, str]
) -> Iterator[Reference]:
    bounds = [*starts, (len(lines), "")]
    for (first, key), (following, _) in pairwise(bounds):
        own = lines[first:following]
        here = [line for line in own if line.page == own[0].page]
        start, end = here[0].start, here[-1].end
        text = texts[here[0].page]
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = min(start + len(text[start:end].rstrip()), start + LONGEST_ENTRY)
        whole = " ".join(" ".join(line.text for line in own).split())[:LONGEST_ENTRY]
        yield Reference(key or author_year(whole), whole, here[0].page, start, end)


def author_year(entry: str) -> str:
    """What a citation in the text prints: "Guo et al., 2016", "Guo and Zhang, 2016", "Guo, 2016b"."""
    years = list(_YEAR.finditer(entry))
    year = next((y for y in years if entry[y.start() - 1 : y.start()] == "("), years[-1] if years else None)
    names = _surnames(entry)
    who = names[0] if names else entry.split(" ", 1)[0]
    if len(names) > 2 or re.search(r"\bet al\b", entry[:200]):
        who = f"{who} et al."
    elif len(names) == 2:
        who = f"{who} and {names[1]}"
    return f"{who}, {year['year']}{year['letter']}" if year else who


def _surnames(entry: str) -> list[str]:
    """Of the authors: "Guo, Y., Zhang, L.", "Y. Guo and L. Zhang", "Guo Y, Zhang L", "Yandong Guo and Lei Zhang"."""
    if _INITIALED.match(entry):
        title = re.search(r"(?<![A-Z])[.:] [A-Z“\"]?[a-z]{3}|[“\"]|\((?:19|20)\d\d", entry)
        within = entry[: title.start() + 1] if title else entry[:200]
        return [match["a"] or match["b"] or match["c"] for match in _INITIALED.finditer(within)]
    authors = re.split(r"(?<=[^\W\d_]{2})\. |[“\"(\d]", entry[:400], maxsplit=1)[0]
    people = [p.split() for p in re.split(r",? and |, |; ", authors) if p.strip()]
    return [person[-1].strip(".,") for person in people if person[-1][:1].isupper()]
