"""When a paper was written, as far as it tells itself: packages change what they load."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from citetrail.records.text import DocumentText

_ARXIV = re.compile(r"arXiv:(\d\d)(0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?")
_YEAR = re.compile(r"(?<![\d.\-/:])(?:19|20)\d\d(?![\d\-/]|\.\d)")
# Papers on face data; numbers outside are sizes and pages.
FIRST, LAST = 1990, 2100
# A survey cites some hundreds.
MOST_REFERENCES = 1_000


@dataclass(frozen=True, slots=True)
class Written:
    """Bounds on the day of writing, as ISO dates or their beginnings; "" where there is none."""

    earliest: str = ""
    latest: str = ""

    @property
    def known(self) -> bool:
        return bool(self.earliest or self.latest)

    def may_be_within(self, since: str, until: str) -> bool:
        """Whether the paper may have been written from `since` on and before `until`; "" leaves a side open."""
        after = not self.latest or not since or self.latest[: len(since)].ljust(len(since), "~") >= since
        before = not self.earliest or not until or self.earliest[: len(until)] < until
        return after and before

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return self.earliest
        return f"after {self.earliest}" if not self.latest else f"{self.earliest or '…'} to {self.latest}"


ANY_TIME = Written()


def written_in(year: int) -> Written:
    """A paper of that year."""
    return Written(str(year), str(year))


def when_written(document: DocumentText) -> Written:
    """The month of the arXiv stamp on the first page; else not before the latest year in the bibliography."""
    head = document.pages[0].text if document.pages else ""
    if stamp := _ARXIV.search(head):
        month = f"20{stamp[1]}-{stamp[2]}"
        return Written(month, month)
    # Two entries, so that a page number or a misprint is no year.
    latest = sorted(_years(r.text for r in document.references[:MOST_REFERENCES]))[-2:]
    return Written(earliest=str(latest[0])) if len(latest) == 2 else ANY_TIME


def _years(texts: Iterable[str]) -> list[int]:
    return [year for text in texts for found in _YEAR.findall(text) if FIRST <= (year := int(found)) <= LAST]
