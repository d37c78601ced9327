"""Tells a curriculum vitae or publication list from a paper: it has no authors, and its titles are no uses."""

import re
from collections.abc import Sequence

from citetrail.records.text import PageText

# Whole lines: papers have sentences on education, awards and teaching, but no headings of these names.
HEADINGS = re.compile(
    r"^[^\w\n]{0,6}(?:\d{1,2}[^\w\n]{1,4})?(?:curriculum vitae|r[eé]sum[eé]|personal (?:information|details)"
    r"|education(?:al background| experience)?|date of birth|nationality|employment|skills|internships?|teaching"
    r"|(?:work|working|academic|professional|research|industry|teaching) experience"
    r"|(?:honou?rs|awards?)(?: (?:and|&) (?:honou?rs|awards?))?|patents?|invited talks|research interests?"
    r"|(?:selected |journal |conference )?publications?|(?:professional|academic) (?:activities|services?))"
    r"[^\w\n]{0,6}$",
    re.I | re.M,
)
_TITLE = re.compile(r"\bcurriculum\s+vitae\b", re.I)
_ABSTRACT = re.compile(r"\babstract\b", re.I)
# Characters: of a title at the head of page 1, and of what a page may hold before its abstract.
_HEAD, _BEGINNING = 600, 8_000
_LONGEST_PAGE = 200_000  # characters
# A life is told on its first pages; one or two such headings may stand in a paper, as "Publications" in an appendix.
_PAGES, _ENOUGH = 6, 3


def is_curriculum_vitae(pages: Sequence[PageText]) -> bool:
    """By its title, or by several of the headings that only such documents have, where no abstract comes first."""
    if not pages:
        return False
    beginning = pages[0].text[:_BEGINNING]
    if any("vitae" in heading for heading in _headings(beginning)):
        return True
    found = {heading for page in pages[:_PAGES] for heading in _headings(page.text[:_LONGEST_PAGE])}
    if found and _TITLE.search(beginning[:_HEAD]):
        return True
    return len(found) >= _ENOUGH and not _ABSTRACT.search(beginning)


def _headings(text: str) -> set[str]:
    return {match[0].strip().casefold() for match in HEADINGS.finditer(text)}
