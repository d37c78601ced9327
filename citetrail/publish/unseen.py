"""How many papers use the data that no search has seen: capture-recapture over three searches, cautiously.

The searches depend on each other (whoever cites also names), so that the log-linear model with all pairs of
dependences is used (Fienberg 1972, doi:10.1093/biomet/59.3.591): the unseen are the product of the papers found by
one or by three of the searches over those found by two. That assumes that no dependence of all three is left. It
cannot be tested, so it is bounded: the interval is widened by a factor of two on both sides. The tests hold it to
invented stores of known size, a hundred in each of several worlds, most with dependent searches. Where it is too wide
to say anything, or too few papers were seen twice, no number is given. Papers that every search misses nine times in
ten are not counted by it, as by no such estimate.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import exp, log, sqrt

from citetrail.publish.mapdata import split

Z = 1.959963984540054  # 95 %
LEFT_OVER = 2.0  # how far a dependence of all three searches may move the unseen, either way
FEWEST = 5  # papers in each cell of two or three searches: fewer carry no estimate
WIDEST = 3.0  # of the upper end to what was found: beyond it, the interval says nothing


@dataclass(frozen=True, slots=True)
class Unseen:
    """`found` papers by `searches`; the interval of those that none of them found."""

    searches: tuple[str, str, str]
    found: int
    low: int
    high: int


def unseen(release: sqlite3.Connection) -> Unseen | None:
    """For the confirmed papers of a release; None where no number may be told."""
    papers = [set(split(sources)) for (sources,) in release.execute(
        "SELECT sources FROM papers WHERE use_status = 'verified'"
    )]  # fmt: skip
    counts = Counter(source for sources in papers for source in sources)
    largest = [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]]
    if len(largest) < 3:
        return None
    first, second, third = largest
    cells: Counter[tuple[int, ...]] = Counter((int(first in p), int(second in p), int(third in p)) for p in papers)
    elsewhere = cells.pop((0, 0, 0), 0)  # what only further searches found is not unseen
    interval = interval_of(cells)
    if interval is None:
        return None
    low, high = (max(0, round(end - elsewhere)) for end in interval)
    return Unseen((first, second, third), len(papers), low, high) if high <= WIDEST * len(papers) else None


def interval_of(cells: Mapping[tuple[int, ...], int]) -> tuple[float, float] | None:
    """The interval of the papers in none of three lists, from those in each combination of them."""
    seen = [history for history in product((0, 1), repeat=3) if any(history)]
    if any(cells.get(history, 0) < FEWEST for history in seen if sum(history) > 1):
        return None
    # Half a paper in each cell: an empty one would make the estimate nothing, and its spread infinite.
    counts = {history: cells.get(history, 0) + 0.5 for history in seen}
    middle = sum(log(count) * (1 if sum(history) % 2 else -1) for history, count in counts.items())
    spread = Z * sqrt(sum(1 / count for count in counts.values()))
    return exp(middle - spread) / LEFT_OVER, exp(middle + spread) * LEFT_OVER
