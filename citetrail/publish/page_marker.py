"""Copies of pages with a passage marked, made by a process that a hostile PDF cannot leave."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from citetrail.child_process import ModuleProcess

MEMORY = 1_500_000_000  # address space of the process, bytes
SECONDS = 30  # processor and wall-clock time for one page
LARGEST = 80_000_000  # bytes of one copy
MOST_BOXES = 500  # of one quotation: more are a broken page


class MarkingError(Exception):
    """The page cannot be copied; the message says why."""


@dataclass(frozen=True, slots=True)
class MarkedPageFiles:
    """One page with its mark, as PDF and as PNG."""

    pdf: bytes
    png: bytes


class PageMarker:
    """Marks pages, one at a time; the process is started when first needed and replaced when it fails."""

    def __init__(self, memory: int = MEMORY, seconds: float = SECONDS) -> None:
        self._memory, self._seconds = memory, seconds
        self._process: ModuleProcess | None = None

    def mark(self, data: bytes, page: int, boxes: Sequence[Sequence[float]], told: dict[str, str]) -> MarkedPageFiles:
        """Page `page` (from 1) of a PDF, with boxes in points from its top left marked.

        `told` has what the copy says of itself: title, text, link, source. Raises MarkingError.
        """
        request = {"page": page, "boxes": [list(b) for b in boxes[:MOST_BOXES]], "told": told, "size": len(data)}
        process = self._started()
        try:
            head, body = process.exchange(request, data, self._seconds, LARGEST)
        except (OSError, EOFError, ValueError) as error:
            self.close()
            raise MarkingError(f"page {page} took too long or too much memory to copy") from error
        if "error" in head:
            raise MarkingError(str(head["error"]))
        return MarkedPageFiles(body[: head["pdf"]], body[head["pdf"] :])

    def _started(self) -> ModuleProcess:
        if self._process is None or not self._process.is_alive:
            self._process = ModuleProcess(
                "extractors.workers.page_marking",
                [str(self._memory), str(int(self._seconds))],
                environment={"PATH": os.environ.get("PATH", "")},
                own_session=True,
            )
        return self._process

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
