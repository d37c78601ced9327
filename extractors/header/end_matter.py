"""Affiliations at the end of the paper: BioMed Central's author details, authors' addresses, biographies."""

import re
from collections.abc import Iterator

from citetrail.records.organisations import HeaderLayout
from citetrail.records.text import DocumentText, PageText
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import names_organisation
from extractors.header.marks import link_by_marks, normal

# BioMed Central prints the addresses at the end, under a line that says so and nothing else.
_DETAILS = re.compile(
    r"^\s*(?:Author(?:s[’']?)? (?:details|affiliations?|information)|Affiliations?)\s*:?\s*$", re.M | re.I
)
# The corresponding author's address stands under the e-mail, on one to three lines without a mark.
_CORRESPONDENCE = re.compile(
    r"[*✉]\s*Correspond(?:ence|ing author)[^\n@]{0,80}?\S+@\S+[\s.;]*\n"
    r"(?P<address>[^\n]{4,200}(?:\n[^\n©*]{4,120}){0,2}?)"
    r"(?=\n(?:\d|©|Full list|Received|Abstract|Background)|\Z|\n\n)"
)
# What follows the author details; without an end the bibliography would be read as addresses.
_STOP = re.compile(
    r"\n\s*(?:Received|Accepted|Published|References|Acknowledge?ments|Authors[’'] contributions|Publisher)\b"
)
_SENTENCE = re.compile(r"\.\s*(?:\n|$)")
_NUMBER = r"(?:^|(?<=[\s.;,])){}\s?(?=[A-Z])"
# A bibliography may follow the details.
LAST_PAGES = 4
_LONGEST = 6_000


def read_end_matter(draft: Draft, document: DocumentText) -> None:
    """Fill the draft's lines from the author details on one of the last pages, linked by their numbers.

    What the draft has already stays when the last pages say less.
    """
    before = draft.lines
    for page in reversed(document.pages[-LAST_PAGES:]):
        headings = list(_DETAILS.finditer(page.text))
        if not headings:
            continue
        found = list(_numbered(page, headings[-1].end()))
        if len(found) > len(before):
            draft.lines = found
            draft.layout = HeaderLayout.END_MATTER
            link_by_marks(draft)
            if len(draft.lines) == 1 and not draft.linked:
                for i in range(len(draft.names)):
                    draft.link(i, 0)
            return


def read_correspondence(draft: Draft, page: PageText) -> None:
    """The address below "* Correspondence: …" is that of the authors with its mark, where nothing else is told."""
    match = _CORRESPONDENCE.search(page.text[:30_000])
    if match is None:
        return
    start, end = _span(page.text, match.start("address"), match.end("address"))
    address = page.text[start:end]
    marked = [i for i, n in enumerate(draft.names) if {normal(m) for m in n.marks} & {"*", "✉"}]
    if marked and names_organisation(address):
        draft.lines = [DraftLine(address, page=page.number, start=start, end=end)]
        draft.layout = HeaderLayout.CORRESPONDENCE
        for i in marked:
            draft.link(i, 0)


def _numbered(page: PageText, start: int) -> Iterator[DraftLine]:
    text = page.text
    stop = _STOP.search(text, start, start + _LONGEST)
    end = stop.start() if stop else min(len(text), start + 1_500)
    at = re.compile(_NUMBER.format(1)).search(text, start, end)
    if at is None:
        piece = _span(text, start, min(end, start + 300))
        if names_organisation(text[piece[0] : piece[1]]):
            yield DraftLine(text[piece[0] : piece[1]], page=page.number, start=piece[0], end=piece[1])
        return
    number = 1
    while at is not None and number < 200:
        following = re.compile(_NUMBER.format(number + 1)).search(text, at.end(), end)
        close = following.start() if following else end
        if following is None and (stop := _SENTENCE.search(text, at.end(), end)):
            close = stop.start()
        span = _span(text, at.end(), close)
        if names_organisation(text[span[0] : span[1]]):
            yield DraftLine(
                text[span[0] : span[1]], (normal(str(number)),), page=page.number, start=span[0], end=span[1]
            )
        at, number = following, number + 1


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1] in " \n\t,;.":
        end -= 1
    return start, end
