"""Whether a paper was withdrawn or retracted, as a title or a note says so. Pure; silence is not known."""

import re
from enum import StrEnum
from typing import NamedTuple


class WithdrawalKind(StrEnum):
    WITHDRAWN = "withdrawn"  # its authors took it back
    RETRACTED = "retracted"  # its publisher or editors took it back


class Withdrawal(NamedTuple):
    """What is said of a paper, by whom, and when it was seen."""

    kind: WithdrawalKind
    source: str  # arxiv, title (as a service lists it), page (as the PDF prints it)
    words: str
    seen_at: str


# Publishers put the word before the title, in capitals or with a mark after it: a title that only speaks of
# retracting or of withdrawal ("Withdrawal Symptoms of …") has neither.
_IN_CAPITALS = re.compile(r"\W*(RETRACTED|WITHDRAWN)\b")
_MARKED = re.compile(r"\W*(retracted|withdrawn)(?: article| paper| chapter)?\s*[:\]–—-]", re.I)
# The note that takes a paper back bears the paper's title too: such a record is of the paper's taking back.
_NOTE = re.compile(r"\W*(retraction) (?:note|notice)\b", re.I)
_KINDS = {"retracted": WithdrawalKind.RETRACTED, "retraction": WithdrawalKind.RETRACTED}


def said_by_title(title: str) -> WithdrawalKind | None:
    """What a title says of its own paper; None when it says nothing."""
    found = _IN_CAPITALS.match(title) or _MARKED.match(title) or _NOTE.match(title)
    return _KINDS.get(found[1].lower(), WithdrawalKind.WITHDRAWN) if found else None
