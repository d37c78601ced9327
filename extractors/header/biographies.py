"""Biographies on the last pages: where an author "is currently with", when the header is silent."""

import re

from citetrail.records.organisations import HeaderLayout
from citetrail.records.text import DocumentText
from extractors.header.affiliation_sentences import organisation_spans
from extractors.header.draft import Draft, DraftLine

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
            if match is None:
                continue
            for first, last in organisation_spans(page.text, match.end())[:1]:
                draft.lines.append(DraftLine(page.text[first:last], page=page.number, start=first, end=last))
                draft.link(person, len(draft.lines) - 1)
                draft.layout = HeaderLayout.BIOGRAPHIES


def _starts(draft: Draft, text: str) -> list[tuple[int, int]]:
    """Where each author's biography begins: the name at the start of a line, as its first words."""
    found = []
    for i, name in enumerate(draft.names[:300]):
        pattern = r"\s+".join(re.escape(part) for part in name.text.split())
        # At the start of a line, a word of a life within 80 characters: papers name people elsewhere too.
        match = re.search(
            rf"(?:^|\n)\s*{pattern}\b(?=[^\n]{{0,80}}\b(?:received|is|was|\(|obtained|earned))", text, re.I
        )
        if match:
            found.append((match.start(), i))
    return sorted(found)
