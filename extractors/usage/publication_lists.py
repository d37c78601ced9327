"""Tells a curriculum vitae or publication list from a paper: its titles and awards are no uses."""

import re

from citetrail.records.text import DocumentText

# Whole lines: a paper has sentences on awards and teaching, but no headings of these names.
_HEADINGS = re.compile(
    r"^\s*(?:\d\.?\s*)?(?:curriculum vitae|r[ée]sum[ée]|education(?:al background)?"
    r"|awards?(?: and honou?rs)?|honou?rs(?: and awards)?|(?:selected |journal |conference )?publications?"
    r"|work(?:ing)? experience|professional (?:activities|services?|experience)|internships?|teaching"
    r"|research (?:interests?|experience)|patents?|academic services?|skills|invited talks|employment)\s*:?\s*$",
    re.I | re.M,
)
_TITLE = re.compile(r"\bcurriculum\s+vitae\b", re.I)
# One such heading may stand in a paper, as "Publications" in an appendix.
ENOUGH = 3


def is_curriculum_vitae(document: DocumentText) -> bool:
    """By its title, or by several of the headings that only such documents have."""
    head = document.pages[0].text[:600] if document.pages else ""
    headings = {m[0].strip().casefold() for p in document.pages[:6] for m in _HEADINGS.finditer(p.text[:200_000])}
    return (_TITLE.search(head) is not None and len(headings) >= 1) or len(headings) >= ENOUGH
