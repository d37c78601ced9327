"""What a document is: a paper, slides, a poster, a supplement. Told where its pages show it surely, else not."""

import re
from statistics import median

from citetrail.records.copies import DocumentForm
from citetrail.records.identifiers import title_key
from citetrail.records.text import DocumentText, PageText

# Width to height of screens, from 5:4 to 16:9 with a margin. Papers on landscape pages are as wide; they say more.
SCREEN = (1.2, 1.85)
FEWEST_SLIDES = 4
# Letters of a page: a full slide has some 600, a page of a paper some 3,000.
MOST_ON_A_SLIDE, FEWEST_IN_A_PAPER = 1_000, 1_500
FEWEST_PAGES_OF_A_PAPER = 3
# Points of the shorter side: DIN A2 has 1,191. Pages of a paper that were scanned at a wrong scale are many.
POSTER_SIDE, MOST_POSTER_PAGES = 1_150, 2
# What supplements call themselves at their head: before their paper's title, or after it.
_NAME = r"(?:supplement(?:ary|al) (?:material|information|document|file)s?|supporting information)"
_BEFORE = re.compile(rf"\W*{_NAME}\b", re.I)
_AFTER = re.compile(rf".*[:–—-]\s*{_NAME}\W*", re.I)
_HEAD_LINES = 3


def form_of(document: DocumentText) -> DocumentForm | None:
    """What this document is; None where its pages do not show it."""
    pages = document.pages
    if not pages:
        return None
    letters = median(len(title_key(page.text)) for page in pages)
    if _is_poster(pages, letters):
        return DocumentForm.POSTER
    if len(pages) >= FEWEST_SLIDES and all(map(_is_screen, pages)) and letters <= MOST_ON_A_SLIDE:
        return DocumentForm.SLIDES
    if _calls_itself_supplement(pages[0].text):
        return DocumentForm.SUPPLEMENT
    upright = sum(page.height > page.width for page in pages)
    if upright >= FEWEST_PAGES_OF_A_PAPER and letters >= FEWEST_IN_A_PAPER:
        return DocumentForm.PAPER
    return None


def _is_poster(pages: tuple[PageText, ...], letters: float) -> bool:
    return (
        len(pages) <= MOST_POSTER_PAGES
        and letters > 0
        and all(min(page.width, page.height) >= POSTER_SIDE for page in pages)
    )


def _is_screen(page: PageText) -> bool:
    return page.height > 0 and SCREEN[0] <= page.width / page.height <= SCREEN[1]


def _calls_itself_supplement(page: str) -> bool:
    lines = [line for line in page.splitlines() if line.strip()][:_HEAD_LINES]
    return any(_BEFORE.match(line) or _AFTER.fullmatch(line) for line in lines)
