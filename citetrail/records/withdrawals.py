"""Whether a paper was withdrawn or retracted, as a title or a note says so. Pure; silence is not known."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple


class WithdrawalKind(StrEnum):
    WITHDRAWN = "withdrawn"  # its authors took it back
    RETRACTED = "retracted"  # its publisher or editors took it back


class Withdrawal(NamedTuple):
    """What is said of a paper, by whom, and when it was seen."""

    kind: WithdrawalKind
    source: str  # arxiv, title (as a service lists it), s2 (its type of publication), page (as the PDF prints it)
    words: str
    seen_at: str


# Publishers put the word before the title, in capitals or with a mark after it: a title that only speaks of
# retracting or of withdrawal ("Withdrawal Symptoms of …") has neither.
_IN_CAPITALS = re.compile(r"\W*(RETRACTED|WITHDRAWN)\b")
_MARKED = re.compile(r"\W*(retracted|withdrawn)(?: article| paper| chapter)?\s*[:\]–—-]", re.I)
# The note that takes a paper back bears the paper's title too: such a record is of the paper's taking back.
_NOTE = re.compile(r"\W*(?:notice of )?(retraction)(?: (?:note|notice)\b|:)", re.I)
PARTS = ("tract", "thdrawn")  # of the words, in any case, without which no title says anything
_KINDS = {"retracted": WithdrawalKind.RETRACTED, "retraction": WithdrawalKind.RETRACTED}


# What publishers lay over the pages of a paper, as a line of its own, and the heading of IEEE's notice on page 1.
_STAMP = re.compile(r"\W*((?:RETRACTED|WITHDRAWN)(?: (?:ARTICLE|PAPER|CHAPTER))?)\W*")
_NOTICE = re.compile(r"\W*(notice of retraction)\W*", re.I)
_HEAD_LINES = 5
_ONE_WORD = ("RETRACTED", "WITHDRAWN")


def said_by_type(types: Iterable[str]) -> tuple[WithdrawalKind, str] | None:
    """What types of publication say ("RetractedPublication"), with the one that says it; None when none does.

    "RetractionOfPublication" is the note, not the paper.
    """
    for told in types:
        if re.match(r"retracted|retraction$", told, re.I):
            return WithdrawalKind.RETRACTED, told
        if re.match(r"withdrawn", told, re.I):
            return WithdrawalKind.WITHDRAWN, told
    return None


def stamp_on(pages: Sequence[str]) -> str:
    """The stamp that says that a document was taken back, in capitals; "" when there is none.

    The bare word may be a cell of a table: it counts at the head of page 1 and where most pages print it.
    """
    lines = [[line for line in page.splitlines() if line.strip()] for page in pages]
    head = lines[0][:_HEAD_LINES] if lines else []
    if found := next((m for line in head if (m := _NOTICE.fullmatch(line) or _STAMP.fullmatch(line))), None):
        return found[1].upper()
    stamps = [{m[1] for line in page if (m := _STAMP.fullmatch(line))} for page in lines]
    for stamp in sorted(set().union(*stamps)):
        if stamp not in _ONE_WORD or 2 * sum(stamp in page for page in stamps) > len(pages) > 1:
            return stamp
    return ""


def said_by_title(title: str) -> WithdrawalKind | None:
    """What a title says of its own paper; None when it says nothing."""
    # Nearly all titles say nothing: a part of each word tells that at once.
    plain = title.lower()
    if not any(part in plain for part in PARTS):
        return None
    found = _IN_CAPITALS.match(title) or _MARKED.match(title) or _NOTE.match(title)
    return _KINDS.get(found[1].lower(), WithdrawalKind.WITHDRAWN) if found else None
