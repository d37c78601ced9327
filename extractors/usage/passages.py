"""Each name of the family in its place: sentence, neighbours, section, caption."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from citetrail.records.text import DocumentText, PageText
from citetrail.records.vocabulary import Section, Zone
from extractors.usage.member_names import Hit
from extractors.usage.sentences import TextBlock, blocks_of, line_around, sentence_around

_SPACE = re.compile(r"\s+")
# How far a caption may stand from the rows of its table, in characters.
CAPTION_REACH = 2_500
LONGEST_SURVEY = 2  # pages after the one where related work begins
SURVEYS = (Section.INTRODUCTION, Section.RELATED_WORK)
# Text borrowed from the page before or after, where a sentence crosses it.
CARRY = 250


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a row of a table, with its place. Offsets are of the page's text."""

    page: int
    start: int
    end: int
    quote: str
    section: Section
    zone: Zone
    heading: str = ""
    before: str = ""  # the sentence before, folded; "" at the start of a block
    after: str = ""
    caption: str = ""  # of the table that a row stands in
    lead: str = ""  # of a sentence that began on the page before
    tail: str = ""  # of a sentence that ends on the page after


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit in its passage; `at` counts within the quote."""

    hit: Hit
    passage: Passage
    at: int

    @property
    def end(self) -> int:
        return self.at + len(self.hit.text)


def fold(text: str) -> str:
    """White space as single spaces."""
    return _SPACE.sub(" ", text).strip()


def place_all(document: DocumentText, hits: Sequence[tuple[PageText, Sequence[Hit]]]) -> Iterator[Placed]:
    """Every hit in its passage, in the order of the text. Hits of one sentence share their passage."""
    pages = {p.number: p for p in document.pages}
    parts: dict[int, list[int]] = {}
    early = _last_early_page(document)
    first = min((p.page for p in document.parts if p.section is Section.RELATED_WORK), default=1)
    for index, part in enumerate(document.parts):
        parts.setdefault(part.page, []).append(index)
    for page, found in hits:
        if not found:
            continue
        blocks = blocks_of(page, [document.parts[i] for i in parts.get(page.number, [])])
        blocks = [replace(b, section=Section.BODY) if _too_late(b, first, early) else b for b in blocks]
        made: dict[tuple[int, int], Passage] = {}
        for hit in found:
            block = _block_at(blocks, hit.start)
            start, end = _span(page.text, hit, block)
            if (start, end) not in made:
                made[(start, end)] = _passage(page, pages, blocks, block, start, end)
            yield Placed(hit, made[(start, end)], hit.start - start)


def _too_late(block: TextBlock, first: int, early: int) -> bool:
    """Related work stands in the first half of a paper and fills few pages; a heading missed makes it no longer."""
    if block.section is Section.RELATED_WORK and block.page > first + LONGEST_SURVEY:
        return True
    return block.section in SURVEYS and block.page > early


def _last_early_page(document: DocumentText) -> int:
    """The last page of the first half, without the bibliography."""
    ends = [p.page for p in document.parts if p.section is Section.REFERENCES]
    return max(3, (min(ends) if ends else len(document.pages)) // 2)


def _block_at(blocks: Sequence[TextBlock], at: int) -> TextBlock:
    return next((b for b in blocks if b.start <= at < b.end), blocks[-1])


def _span(text: str, hit: Hit, block: TextBlock) -> tuple[int, int]:
    if block.zone is Zone.TABLE:
        return line_around(text, hit.start, hit.end)
    end = max(block.end, hit.end)
    return sentence_around(text, hit.start, hit.end, block.start, end)


def _passage(
    page: PageText, pages: dict[int, PageText], blocks: Sequence[TextBlock], block: TextBlock, start: int, end: int
) -> Passage:
    text = page.text
    quote = text[start:end]
    lead = tail = ""
    if block.zone is Zone.PROSE and block.section is not Section.REFERENCES:
        if not text[:start].strip() and page.number - 1 in pages:
            lead = _unfinished_end(pages[page.number - 1].text)
        if not text[end:].strip() and not quote.rstrip().endswith((".", "!", "?")) and page.number + 1 in pages:
            tail = _first_words(pages[page.number + 1].text)
    return Passage(
        page.number,
        start,
        end,
        quote,
        block.section,
        block.zone,
        block.heading,
        before=_neighbour(text, start - 1, block, -1),
        after=_neighbour(text, end, block, +1),
        caption=_caption(text, blocks, block, start) if block.zone in (Zone.TABLE, Zone.PROSE) else "",
        lead=lead,
        tail=tail,
    )


def _neighbour(text: str, at: int, block: TextBlock, step: int) -> str:
    """The sentence before or after, inside the block."""
    while block.start <= at < block.end and text[at].isspace():
        at += step
    if not block.start <= at < block.end:
        return ""
    # The full stop of the sentence before belongs to it, not to ours.
    edge = at if step > 0 else max(block.start, at - 1)
    low, high = (block.start, at + 1) if step < 0 else (at, block.end)
    start, end = sentence_around(text, edge, edge + 1, low, high)
    return fold(text[start:end])


def _caption(text: str, blocks: Sequence[TextBlock], block: TextBlock, at: int) -> str:
    """The nearest caption of the page, for rows."""
    near = [b for b in blocks if b.zone is Zone.CAPTION]
    near = [b for b in near if min(abs(b.end - at), abs(b.start - at)) < CAPTION_REACH]
    if not near:
        return ""
    best = min(near, key=lambda b: abs(b.end - at) if b.end <= at else abs(b.start - at) * 1.5)
    return fold(text[best.start : best.end])[:600]


def _unfinished_end(text: str) -> str:
    tail = text.rstrip()[-CARRY:]
    if tail.endswith((".", "!", "?", ":")):
        return ""
    cut = max(tail.rfind(". "), tail.rfind(".\n"))
    return fold(tail[cut + 1 :]) if cut >= 0 else ""


def _first_words(text: str) -> str:
    head = text.lstrip()[:CARRY]
    cut = head.find(". ")
    return fold(head[:cut] if cut > 0 else "")
