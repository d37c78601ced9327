"""How a run shows itself: a bar a step, with counts by outcome; plain lines where nobody watches."""

import sys
from collections import Counter
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class Bars:
    """A teller that draws Rich progress bars on standard error."""

    def __init__(self) -> None:
        self.console = Console(stderr=True)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<9}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[outcomes]}"),
            console=self.console,
            disable=not sys.stderr.isatty(),
            # Output that goes to a file stays what it is; on a screen it scrolls above the bars.
            redirect_stdout=sys.stdout.isatty(),
        )
        self._tasks: dict[str, TaskID] = {}
        self.counts: dict[str, Counter[str]] = {}

    def __enter__(self) -> "Bars":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
        if not sys.stderr.isatty():
            for step, counts in self.counts.items():
                self.console.print(f"{step}: {_told(counts) or 'nothing to do'}", highlight=False, markup=False)

    def begin(self, step: str, total: int | None) -> None:
        self.counts.setdefault(step, Counter())
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step, total=total, outcomes="")

    def advance(self, step: str, outcome: str, count: int = 1) -> None:
        self.counts.setdefault(step, Counter())[str(outcome)] += count
        if step in self._tasks:
            told = _told(self.counts[step])
            self._progress.update(self._tasks[step], advance=count, outcomes=told)

    def say(self, message: str) -> None:
        self.console.print(message, highlight=False, markup=False)


def _told(counts: Counter[str]) -> str:
    return "  ".join(f"{name} {number}" for name, number in counts.most_common())
