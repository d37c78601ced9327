"""Windows of dates, narrower until each holds no more than a service can list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """From one day to another, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        """As Semantic Scholar's publicationDateOrYear takes it: https://api.semanticscholar.org/api-docs/graph"""
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            return f"{self.first.year}:{self.last.year}"
        return f"{self.first}:{self.last}"

    def halves(self) -> tuple["Window", "Window"]:
        """Two windows that together are this one; at the turn of a year where there is one inside."""
        years = self.last.year - self.first.year
        if years:
            end = date(self.first.year + (years - 1) // 2, 12, 31)
        else:
            end = self.first + (self.last - self.first) // 2
        return Window(self.first, end), Window(end + timedelta(days=1), self.last)


def that_fit(whole: Window, overflows: Callable[[Window], bool]) -> Iterator[tuple[Window, bool]]:
    """Windows that make up `whole`, each with whether it fits; the newest first. Only a single day may not fit."""
    if not overflows(whole):
        yield whole, True
    elif whole.first == whole.last:
        yield whole, False
    else:
        older, newer = whole.halves()
        yield from that_fit(newer, overflows)
        yield from that_fit(older, overflows)
