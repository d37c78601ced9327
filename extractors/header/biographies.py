"""Biographies on the last pages: where an author "is currently with", when the header is silent."""

import re

from citetrail.records.organisations import HeaderLayout
from citetrail.records.text import DocumentText
from extractors.header.affiliation_sentences import organisation_spans
from extractors.header.draft import Draft, DraftLine
from extractors.header.posts import joined_place

# Biographies close a paper.
LAST_PAGES = 3
# Only where somebody is now: biographies tell of every school and employer, which are no affiliations of the paper.
_CURRENTLY = re.compile(
    r"\b(?:is|are)\s+(?:currently|now|presently)\s+(?:an?\s+|the\s+|working\s+|pursuing\s+|working\s+towards?\s+)?"
    r"[^.;\n]{0,120}?\b(?:with|at|in|from)\s+(?=the\s|The\s|[A-Z])"
    r"|\bis\s+(?:an?|the)\s+[^.;]{0,80}?\b(?:professor|lecturer|researcher|scientist|engineer|student|fellow|director)\b[^.;]{0,60}?"
    r"\b(?:with|at|in)\s+(?=the\s|The\s|[A-Z])",
    re.I,
)
# Characters from a name on; what stands further away is of the next person.
_REACH = 1_500


def read_biographies(draft: Draft, document: DocumentText) -> None:
    """Link names to what their biographies call their present place; former degrees are no affiliation."""
    for page in document.pages[-LAST_PAGES:]:
        if page.number == 1:
            continue
        starts = _starts(draft, page.text)
        for i, (start, person) in enumerate(starts):
            end = min(starts[i + 1][0] if i + 1 < len(starts) else len(page.text), start + _REACH)
            match = _CURRENTLY.search(page.text, start, end)
            joined = joined_place(page.text, start, end) if match is None else None
            spans = organisation_spans(page.text, match.end())[:1] if match else [joined] if joined else []
            for span in spans:
                _add(draft, person, page.text, page.number, span)
                draft.layout = HeaderLayout.BIOGRAPHIES


def read_joined(draft: Draft, text: str, page: int) -> None:
    """Give names without a place the body that a life at the foot of page 1 says they joined, and nothing after."""
    if "joined" not in text or draft.linked == len(draft.names):
        return
    starts = _starts(draft, text)
    for i, (start, person) in enumerate(starts):
        end = min(starts[i + 1][0] if i + 1 < len(starts) else len(text), start + _REACH)
        stop = text.find("\n\n", start + 1, end)
        span = None if draft.links.get(person) else joined_place(text, start, end if stop < 0 else stop)
        if span:
            _add(draft, person, text, page, span)
            draft.layout = HeaderLayout.FOOTNOTE


def _add(draft: Draft, person: int, text: str, page: int, span: tuple[int, int]) -> None:
    draft.lines.append(DraftLine(text[slice(*span)], page=page, start=span[0], end=span[1]))
    draft.link(person, len(draft.lines) - 1)


def _starts(draft: Draft, text: str) -> list[tuple[int, int]]:
    """Where each author's biography begins: the name at the start of a line, as its first words."""
    found = []
    for i, name in enumerate(draft.names[:300]):
        pattern = r"\s+".join(re.escape(part) for part in name.text.split())
        # At the start of a line, a word of a life within 80 characters: papers name people elsewhere too.
        match = re.search(
            rf"(?:^|\n)\s*{pattern}\b(?=[^\n]{{0,80}}\b(?:received|is|was|\(|obtained|earned|joined))", text, re.I
        )
        if match:
            found.append((match.start(), i))
    return sorted(found)
