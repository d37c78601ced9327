"""Which pages hold the header: the first, or the second when the first is a repository's cover."""

import re

from citetrail.records.text import DocumentText
from extractors.header.header_words import looks_like_cover

_ABSTRACT = re.compile(r"\bA\s?b\s?s\s?t\s?r\s?a\s?c\s?t\b|\bABSTRACT\b")
# Page 1 says so where the addresses are at the end.
_ELSEWHERE = re.compile(
    r"author (?:information|details|affiliations)[^.\n]{0,60}(?:at the end|end of the article|last page)"
    r"|affiliations (?:appear|are listed|listed) at the end",
    re.I,
)


def pages_wanted(document: DocumentText) -> tuple[int, ...]:
    """Page 1; also page 2 when page 1 is a cover or has no text. What stands on the last pages needs no layout."""
    if not document.pages:
        return ()
    wanted = [1]
    first = document.pages[0].text
    if len(document.pages) > 1 and (begins_late(document) or not first.strip()):
        wanted.append(2)
    return tuple(wanted)


def printed_elsewhere(document: DocumentText) -> bool:
    """Whether page 1 says that the authors' affiliations stand at the end of the paper."""
    return bool(document.pages) and bool(_ELSEWHERE.search(document.pages[0].text[:20_000]))


def begins_late(document: DocumentText) -> bool:
    """Whether page 1 is a cover: it says so, or it has few words and no abstract while page 2 has one."""
    if len(document.pages) < 2:
        return False
    first, second = document.pages[0].text, document.pages[1].text
    if looks_like_cover(first):
        return True
    return len(first.split()) < 250 and not _ABSTRACT.search(first) and bool(_ABSTRACT.search(second[:3_000]))
