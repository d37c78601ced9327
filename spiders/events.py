"""What discovery tells as it goes."""

from dataclasses import dataclass

from citetrail.records.papers import FoundPaper
from citetrail.records.vocabulary import Source


@dataclass(frozen=True, slots=True)
class Found:
    """One row of one query: a paper and the reason to look at it. The same paper may come many times."""

    paper: FoundPaper


@dataclass(frozen=True, slots=True)
class QueryDone:
    """How one query ended; it follows every `Found` of that query.

    `cursor` is opaque: keep it with the papers and hand it back on the next run. After a failure it is the
    old one, so that the next run asks again.
    """

    query: str
    source: Source
    cursor: str = ""
    expected: int | None = None  # what the service says there is
    # Distinct papers that came. Where the whole list was not asked for, because nothing or little could be new, with
    # those of earlier runs; a query that failed tells only what came now.
    received: int = 0
    new: int = 0  # papers that came now and were not known
    shortfall: str = ""  # a sentence when fewer papers came than there are
    failure: str = ""  # a sentence saying what happened and what to do
    note: str = ""
    # The failure is the target file's: the service knows no such paper, and asking again will not help.
    unknown: bool = False

    def received_after(self, before: int) -> int:
        """Papers that came by now, where `before` came earlier and this run did not see the whole list.

        Never more than the service says there are, unless they came now: it may have let papers go.
        """
        together = before + self.new
        return max(self.received, together if self.expected is None else min(together, self.expected))


Event = Found | QueryDone
