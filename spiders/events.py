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
    received: int = 0  # distinct papers that came now; 0 when nothing could be new
    new: int = 0  # of these, papers that were not known
    shortfall: str = ""  # a sentence when fewer papers came than there are
    failure: str = ""  # a sentence saying what happened and what to do
    note: str = ""
    # The failure is the target file's: the service knows no such paper, and asking again will not help.
    unknown: bool = False


Event = Found | QueryDone
