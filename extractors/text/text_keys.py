"""What a text is known by: equal keys are equal texts, however their files, lines and spaces differ."""

import re
from collections.abc import Sequence

from citetrail.records.identifiers import short_hash, title_key
from citetrail.records.withdrawals import said_by_title

# arXiv prints its stamp on the margin of what it serves: no word of the authors'.
_STAMP = re.compile(r"arxiv\s*:\s*\S+\s*(?:\[[\w.-]+\])?\s*\d{1,2}\s+\w{3}\s+\d{4}", re.I)
# Letters of a sheet that a repository lays before a paper; a paper's own first page has more.
MOST_ON_A_COVER = 1_500
# A document of so few pages is hardly a cover sheet and a paper.
FEWEST_PAGES = 2
_COVERED = "beneath a cover: "


def text_key(pages: Sequence[str]) -> str:
    """Of the letters and digits of these pages, without arXiv's stamp."""
    return short_hash(title_key(_STAMP.sub("", "\n".join(pages))))


def known_by(pages: Sequence[str]) -> tuple[str, ...]:
    """The keys by which this text is found again: its own and, where it may have a cover sheet, that of the rest."""
    rest = _without_cover(pages)
    return (text_key(pages), *([f"{_COVERED}{text_key(rest)}"] if rest else []))


def looked_for(pages: Sequence[str]) -> tuple[str, ...]:
    """The keys of `known_by` that another text with the same words has: whole and whole, or one beneath a cover.

    Two that agree but for the first page of each are not the same: these may be title pages with other authors.
    """
    whole, rest = text_key(pages), _without_cover(pages)
    return (whole, f"{_COVERED}{whole}", *([text_key(rest)] if rest else []))


def _without_cover(pages: Sequence[str]) -> Sequence[str]:
    """What follows a first page that may be a cover sheet; nothing where it is none."""
    covered = len(pages) > FEWEST_PAGES and len(title_key(pages[0])) <= MOST_ON_A_COVER
    if covered and any(map(said_by_title, pages[0].splitlines())):
        return ()  # a sheet that takes the paper back is to be read
    return pages[1:] if covered else ()
