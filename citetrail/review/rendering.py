"""Images of pages for the queue: drawn by worker processes within limits, kept in the cache folder."""

import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, LifoQueue

from citetrail.child_process import ModuleProcess
from citetrail.records.identifiers import short_hash

MEMORY = 1_500_000_000  # address space of one worker, bytes
SECONDS = 15  # processor and wall-clock time for one page
# Bytes of an answer: more than MOST_PIXELS of render_worker can be as PNG.
LARGEST_IMAGE = 60_000_000
# Thousands of drawn pages; those that were not looked at lately are drawn again when asked for.
NOT_OPENED = "Failed to load document"  # as pypdfium2 says it
CACHE_BYTES = 2_000_000_000
Boxes = Sequence[Sequence[float]]  # x0, y0, x1, y1 in points from the top left


class RenderError(Exception):
    """The page cannot be drawn; the message says why."""


@dataclass
class Renderer:
    """Draws pages. `fetch` gives a document's bytes by SHA-256 and may raise; its errors pass through."""

    folder: Path
    fetch: Callable[[str], bytes]
    workers: int = 2
    seconds: float = SECONDS
    memory: int = MEMORY
    _idle: "LifoQueue[_Worker]" = field(default_factory=LifoQueue, init=False)
    _page_counts: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for _ in range(self.workers):
            self._idle.put(_Worker(self.memory, self.seconds))

    def image(self, sha256: str, page: int, boxes: Boxes = (), others: Boxes = ()) -> Path:
        """The file of that page's image: `boxes` marked, `others` framed only.

        Raises RenderError when the page cannot be drawn within the limits.
        """
        marks = {"boxes": [list(b) for b in boxes], "others": [list(b) for b in others]}
        mark = short_hash(json.dumps(marks)) if boxes or others else "plain"
        path = self.folder / sha256[:2] / f"{sha256}-{page}-{mark}.png"
        if path.exists():
            return path
        with self._worker() as worker:
            body, pages = worker.draw(sha256, self.fetch, page, marks)
        self._page_counts[sha256] = pages
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.part")
        part.write_bytes(body)
        part.replace(path)
        return path

    def why_not_opened(self, sha256: str, data: bytes) -> str:
        """What PDFium says of a PDF that it cannot open; "" for one that opens, whatever its pages are."""
        with self._worker() as worker:
            try:
                worker.draw(sha256, lambda _: data, 1, {})
            except RenderError as error:
                return str(error) if NOT_OPENED in str(error) else ""
        return ""

    @contextmanager
    def _worker(self) -> "Iterator[_Worker]":
        try:
            worker = self._idle.get(timeout=60)
        except Empty as error:
            raise RenderError("too many pages are being drawn; try again in a moment") from error
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def pages_of(self, sha256: str) -> int | None:
        """How many pages the document has; None until one of them was drawn by this server."""
        return self._page_counts.get(sha256)

    def close(self) -> None:
        for _ in range(self.workers):
            self._idle.get().stop()

    def prune(self, keep: int = CACHE_BYTES) -> None:
        """Drop the images that were not drawn lately until the cache is no larger than `keep` bytes."""
        files = [(f.stat(), f) for f in self.folder.glob("*/*") if f.is_file()]
        size = sum(s.st_size for s, _ in files)
        for stat, file in sorted(files, key=lambda pair: pair[0].st_mtime):
            if size <= keep:
                return
            file.unlink(missing_ok=True)
            size -= stat.st_size


class _Worker:
    """One process, started when first needed and replaced when it fails."""

    def __init__(self, memory: int, seconds: float) -> None:
        self._memory, self._seconds = memory, seconds
        self._process: ModuleProcess | None = None
        self._open = ""

    def draw(
        self, sha256: str, fetch: Callable[[str], bytes], page: int, marks: dict[str, list[list[float]]]
    ) -> tuple[bytes, int]:
        data = b"" if self._open == sha256 and self._alive() else fetch(sha256)
        process = self._started()
        request = {"page": page, **marks, "size": len(data)}
        try:
            head, body = process.exchange(request, data, self._seconds, LARGEST_IMAGE)
        except (OSError, EOFError, ValueError) as error:
            self.stop()
            raise RenderError(f"page {page} took too long or too much memory to draw") from error
        if data:
            self._open = sha256
        if "error" in head:
            self._open = ""
            raise RenderError(str(head["error"]))
        return body, int(head["pages"])

    def _alive(self) -> bool:
        return self._process is not None and self._process.is_alive

    def _started(self) -> ModuleProcess:
        if self._process is None or not self._process.is_alive:
            self._open = ""
            self._process = ModuleProcess(
                "citetrail.review.render_worker",
                [str(self._memory), str(int(self._seconds))],
                environment={"PATH": os.environ.get("PATH", "")},
                own_session=True,
            )
        return self._process

    def stop(self) -> None:
        process, self._process, self._open = self._process, None, ""
        if process is not None:
            process.close()
