"""Pages whose authors sign at the end or behind "Reviewed by": letters, editorials, reviews of books.

Behind "Reviewed by" stand people who did not write a paper. In a review of a book they wrote it: the page gives the
details of the book, and nobody else signs.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citetrail.records.organisations import HeaderLayout
from citetrail.records.text import DocumentText, PageText
from extractors.header.abstract_column import is_prose
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import is_noise, is_whole_address, names_organisation, names_place
from extractors.header.name_titles import without_retired
from extractors.header.people_names import PrintedName, is_full_name, is_one_name, looks_like_names, split_names
from extractors.header.reference_entries import is_references_heading
from extractors.header.segments import Segment

# What libraries and sellers are told of a book, and of no paper: its pages, price, binding, number.
BOOK = re.compile(
    r"\b(?:ISBN|hardback|hardcover|paperback|softcover)\b|\b[Pp]{1,2}\.\s?(?:[xivl]+\b|\d+\.)"
    r"|\b\d{2,4}\s?(?:pp\b|pages\b|p\.)|(?:[$£€]|\bUSD|\bEUR)\s?\d"
)
_REVIEWED = re.compile(
    r"^[ \t]*(?:book\s+)?review(?:ed)?\s+by:?\s+(?P<name>[^\n,(@]{4,60}?)[ \t]*"
    r"(?:[,(\n]\s*(?P<place>[^\n]{3,200}))?$",
    re.I | re.M,
)
_LETTER = re.compile(
    r"^[ \t]*(?:letters? to the editors?|to the editors?\b|dear\s+(?:sirs?|madam|editors?|dr|prof|mr|ms)\b|in reply)",
    re.I | re.M,
)
_EDITORIAL = re.compile(
    r"^[ \t]*(?:(?:guest )?editorial\b|introduction to the special (?:issue|section)|from the (?:guest )?editors?\b)",
    re.I | re.M,
)
# "ADA BRINK, Guest Editor", alone on its line, over an address.
_EDITS = re.compile(
    r",\s+(?:(?:lead|guest|associate|managing|senior)\s+){1,3}editors?\s*$|,\s+editors?-in-chief\s*$", re.I
)
# What ends a letter above the name that signs it.
_CLOSES = re.compile(
    r"\W*(?:yours|sincerely|respectfully|cordially|faithfully|truly|kind|best|warm|with|many|regards|thanks?)\b", re.I
)
# Each letter of a page opens so; of several it is not said whose the page's title is.
_OPENS = re.compile(
    r"^[ \t]*(?:to the editors?\b\s*[:.,—–-]|dear\s+(?:sirs?|madam|editors?)\b|sirs?\s?[,:—–-])", re.I | re.M
)
# Of a page, so many characters; a letter says at its head that it is one.
_MOST, _HEAD = 30_000, 1_500
# More reviewers than these are a section of reviews, and more signers a petition.
_MOST_REVIEWERS, _MOST_SIGNERS = 3, 12
# Lines of an address below the name that signs, words of one of them, and characters behind an open end.
_MOST_LINES, _LONGEST_ADDRESS, _LONGEST_LINE = 4, 16, 200
_OPEN_END = re.compile(r"(?:,|&|\b(?:of|and|for|the|de|di|für))$")

# What somebody is, before where: "Kestrel Professor of Kilns, Department of Clay" is no address of Kestrel's.
_POST = re.compile(
    r"[^,;\n]{0,60}\b(?:Professor|Reader|Lecturer|Fellow|Chair|Registrar|Consultant|Director|Head|Curator)\b[^,;\n]{0,60},\s+"
)
_FEWEST_WORDS = 5  # of a line of text
_SEVERAL = 2


class Signed(NamedTuple):
    """A name, the page that it stands on, and the spans of the places told with it."""

    name: str
    page: int
    places: tuple[tuple[int, int], ...]


def is_book_details(text: str) -> bool:
    """Whether a line is of the details of a reviewed book: its year or author, and its pages, price or number."""
    return bool(BOOK.search(text) and re.search(r"\b(?:1[89]|20)\d\d\b|[.,]\s+[Bb]y\s+[^\W\d_a-z]", text))


def read_signed(draft: Draft, page: PageText, document: DocumentText) -> None:
    """Give a draft without names those who sign a review of a book or a letter, each with the place that follows."""
    if draft.names:
        return
    pages = [page, *(p for p in document.pages[page.number :] if p.number > page.number)][:2]
    text = page.text[:_MOST]
    signed: list[Signed] = []
    if BOOK.search(text[:_HEAD]):
        signed = [found for p in (pages[0], document.pages[-1]) for found in _reviewers(p)]
        signed = list(dict.fromkeys(signed))[: _MOST_REVIEWERS + 1]
        signed = signed if len(signed) <= _MOST_REVIEWERS else []
        signed = signed or next((found for p in (pages[0], document.pages[-1]) if (found := _closing(p))), [])
    elif _LETTER.search(text[:_HEAD]) and len(_OPENS.findall(text)) < _SEVERAL:
        signed = next((found for p in pages if (found := list(_signers(p)))), []) or _within(page)
    elif _EDITORIAL.search(text[:_HEAD]):
        signed = [found for p in pages for found in _editors(p)][:_MOST_SIGNERS]
    for name, number, spans in signed:
        draft.names.append(PrintedName(name.split(), closed=True))
        source = page if number == page.number else document.pages[number - 1]
        for start, end in spans:
            draft.link(len(draft.names) - 1, _number(draft, source, start, end))
    if signed:
        draft.layout = HeaderLayout.SIGNED


def _number(draft: Draft, page: PageText, start: int, end: int) -> int:
    """Where the place stands among the draft's lines."""
    text = page.text[start:end]
    known = next((i for i, line in enumerate(draft.lines) if line.text == text), None)
    if known is None:
        draft.lines.append(DraftLine(text, page=page.number, start=start, end=end))
    return len(draft.lines) - 1 if known is None else known


def _reviewers(page: PageText) -> Iterator[Signed]:
    """Who stands behind each "Reviewed by", and the place behind the name."""
    text = page.text[:_MOST]
    for found in _REVIEWED.finditer(text):
        name = " ".join(without_retired(found["name"]).split())
        if not is_full_name(name):
            continue
        if not found["place"]:
            yield Signed(name, page.number, ())
            continue
        start, end = found.start("place"), found.end("place")
        below = text[end : end + _LONGEST_LINE].lstrip("\n").split("\n")[0]
        if _OPEN_END.search(text[start:end].rstrip()) and below:
            end = text.index(below, end) + len(below)
        yield Signed(name, page.number, _told(text, start, end))


def _signers(page: PageText) -> Iterator[Signed]:
    """Names alone on a line with a place below, between the last line of prose and the references."""
    text, lines = _lines(page)
    first = max((i for i, (a, b) in enumerate(lines) if is_prose(_line(text[a:b]))), default=-1) + 1
    for i in range(first, len(lines)):
        yield from _signed_at(page, text, lines, i)


def _editors(page: PageText) -> Iterator[Signed]:
    """Who signs an editorial: names with the post of an editor behind them, each over an address."""
    text, lines = _lines(page)
    for i, (start, end) in enumerate(lines):
        post = _EDITS.search(text[start:end])
        if post and is_full_name(name := " ".join(text[start : start + post.start()].split())):
            below = lines[i + 1 : i + 1 + _MOST_LINES]
            stop = next((k for k, (a, b) in enumerate(below) if _EDITS.search(text[a:b])), len(below))
            if spans := _places(text, below[:stop]):
                yield Signed(name, page.number, spans)


def _closing(page: PageText) -> list[Signed]:
    """Who signs below the last line of prose, where a page tells of few such."""
    signed = list(_signers(page))
    return signed if len(signed) <= _MOST_REVIEWERS else []


def _within(page: PageText) -> list[Signed]:
    """Who signs in the middle of a page that goes on below; nobody where several groups do, of several letters."""
    text, lines = _lines(page)
    opens = _LETTER.search(text)
    found: list[Signed] = []
    last = -1
    for i in range(1, len(lines)):
        signed = _signed_at(page, text, lines, i) if opens and lines[i][0] > opens.end() else []
        if not signed:
            continue
        if found and any(_is_text(text[a:b]) for a, b in lines[last + 1 : i]):
            return []
        above = text[slice(*lines[i - 1])]
        if found or _is_text(above) or above.rstrip().endswith("."):
            found += signed
            last = i
    return found


def _lines(page: PageText) -> tuple[str, list[tuple[int, int]]]:
    """The text of a page and the spans of its printed lines, down to the references."""
    text = page.text[:_MOST]
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    until = next((i for i, (a, b) in enumerate(lines) if is_references_heading(text[a:b])), len(lines))
    return text, lines[:until]


def _is_text(line: str) -> bool:
    """Whether a line is of a letter's text: some words, mostly in lower case."""
    said = [w for w in line.split() if w[:1].isalpha()]
    return len(said) >= _FEWEST_WORDS and sum(w[0].islower() for w in said) > len(said) / 2


def _signed_at(page: PageText, text: str, lines: Sequence[tuple[int, int]], at: int) -> list[Signed]:
    """The names alone on a line, each with the place in the lines below; nobody where none follows."""
    line = text[slice(*lines[at])]
    people = split_names([_line(line)]) if looks_like_names(line) else []
    if not 0 < len(people) <= _MOST_SIGNERS:
        return []
    first = at + 1
    while first < min(len(lines), at + _MOST_SIGNERS) and _signs_alike(line, text[slice(*lines[first])]):
        first += 1  # names below each other share the place below the last
    below = lines[first : first + _MOST_LINES]
    stop = next((k for k, (a, b) in enumerate(below) if looks_like_names(text[a:b])), len(below))
    spans = _places(text, below[:stop])
    return [Signed(name.text, page.number, spans) for name in people if name.valid] if spans else []


def _signs_alike(line: str, below: str) -> bool:
    """Whether two lines hold one name each, both with degrees behind it or both without; no "Yours sincerely"."""
    return is_one_name(line) and is_one_name(below) and ("," in line) == ("," in below) and not _CLOSES.match(line)


def _places(text: str, lines: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The lines from the first on that are of an address; a whole address below a whole one is another."""
    spans: list[tuple[int, int]] = []
    for start, end in lines:
        line = text[start:end].strip()
        if (
            len(line.split()) > _LONGEST_ADDRESS
            or is_noise(line)
            or not (names_organisation(line) or names_place(line))
        ):
            break
        if spans and not (is_whole_address(line) and is_whole_address(text[slice(*spans[-1])])):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(told for span in spans for told in _told(text, *span))


def _told(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The span of a place without what closes its bracket or sentence; nothing where it names none."""
    while end > start and text[end - 1] in " \n\t,;.)":
        end -= 1
    post = _POST.match(text, start, end)
    if post and (names_organisation(text[post.end() : end]) or names_place(text[post.end() : end])):
        start = post.end()
    said = text[start:end]
    return ((start, end),) if names_organisation(said) or names_place(said) else ()


def _line(text: str) -> Segment:
    """A line of the page text for those who ask segments."""
    return Segment(text, 0.0, 0.0, 0.0, 0.0, 0.0, "", 0)
