"""What may happen in the second process of a release instead of what it was asked for. Another process imports it."""

import os
import signal
from typing import Any

from citetrail.publish import spreadsheet_xlsx, spreadsheets
from citetrail.publish.second_process import Second
from citetrail.store.engine import StoreError
from citetrail.store.paper_progress import PaperSpan


def fail(*_: Any) -> None:
    raise StoreError("the store went away")


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at_the_second_papers(second: Second, span: PaperSpan) -> None:
    """After the first papers are staged."""
    if hasattr(second, "began"):
        die()
    second.began = True  # type: ignore[attr-defined]
    second.stage_papers(span)


def die_in_a_table(second: Second, names: list[str]) -> None:
    """A file is begun and empty."""
    spreadsheets.csv_lines = die  # type: ignore[assignment]
    second.write_csv(names)


def die_in_the_workbook(second: Second, *told: Any) -> None:
    """Its parts lie beside it."""
    spreadsheet_xlsx._fill = die
    second.check_and_write(*told)
