"""How a run shows itself: a bar a step, with counts by outcome; plain lines where nobody watches."""

import sys
from collections import Counter
from types import TracebackType
from typing import Self


class Lines:
    """A teller that writes lines on standard error: what a run says, and at its end the counts of each step."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for step, counts in self.counts.items():
            self.say(f"{step}: {_told(counts) or 'nothing to do'}")

    def begin(self, step: str, total: int | None) -> None:
        self.counts.setdefault(step, Counter())

    def advance(self, step: str, outcome: str, count: int = 1) -> None:
        self.counts.setdefault(step, Counter())[str(outcome)] += count

    def say(self, message: str) -> None:
        sys.stderr.write(message + "\n")


class Bars(Lines):
    """A teller that draws Rich progress bars on standard error."""

    def __init__(self) -> None:
        from rich import progress
        from rich.console import Console

        super().__init__()
        self._console = Console(stderr=True)
        self._progress = progress.Progress(
            progress.SpinnerColumn(),
            progress.TextColumn("{task.description:<9}"),
            progress.BarColumn(bar_width=24),
            progress.MofNCompleteColumn(),
            progress.TimeElapsedColumn(),
            progress.TextColumn("{task.fields[outcomes]}"),
            console=self._console,
            # Output that goes to a file stays what it is; on a screen it scrolls above the bars.
            redirect_stdout=sys.stdout.isatty(),
        )
        self._tasks: dict[str, progress.TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin(self, step: str, total: int | None) -> None:
        super().begin(step, total)
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step, total=total, outcomes="")

    def advance(self, step: str, outcome: str, count: int = 1) -> None:
        super().advance(step, outcome, count)
        if step in self._tasks:
            told = _told(self.counts[step])
            self._progress.update(self._tasks[step], advance=count, outcomes=told)

    def say(self, message: str) -> None:
        self._console.print(message, highlight=False, markup=False)


def shown() -> Lines:
    """Bars on a screen, lines elsewhere: without bars Rich, a tenth of a short run, is not imported."""
    return Bars() if sys.stderr.isatty() else Lines()


def _told(counts: Counter[str]) -> str:
    return "  ".join(f"{name} {number}" for name, number in counts.most_common())
