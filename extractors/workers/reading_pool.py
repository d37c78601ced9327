"""Reading many PDFs in worker processes."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from citetrail.paths import DATA
from citetrail.records.readings import PdfItem, Reading
from citetrail.records.settings import Settings
from extractors.workers.pool import Failed, Job, WorkerPool

Result = tuple[Reading, list[str]] | Failed


def open_pool(
    settings: Settings,
    target_file: Path,
    index: Path | None = None,
    year: int | None = None,
    *,
    threadless: bool = False,
) -> WorkerPool:
    """Workers that read PDFs for one target; `index` is the compiled ROR index, if there is one.

    `year` is that of the papers, where it is known; `threadless` as in `WorkerPool`.
    """
    arguments = (
        str(target_file),
        str(DATA),
        str(index) if index else None,
        settings.max_bytes,
        settings.max_pages,
        str(settings.gazetteer) if settings.gazetteer else None,
        year,
    )
    job = Job(
        prepare="extractors.whole_paper:open_reader",
        arguments=arguments,
        work="extractors.whole_paper:read_item",
        memory=settings.worker_memory,
        seconds=settings.read_seconds,
    )
    return WorkerPool(job, settings.workers, threadless=threadless)


def read_all(
    pool: WorkerPool,
    items: Iterable[tuple[str, bytes]],
    texts_read: Mapping[str, Mapping[str, str]] | None = None,
    *,
    stored: bool = False,
) -> Iterator[tuple[str, Result]]:
    """Each item's key with its reading and page texts, or with why there is none; in the order they finish.

    `texts_read`: item → text key → SHA-256 of another copy of the same work. A copy with that text is not read again.
    `stored`: the items come from the store, which has made sure that each one's key is the SHA-256 of its bytes.
    """
    known = texts_read or {}
    return pool.run((key, PdfItem(data, known.get(key, {}), key if stored else "")) for key, data in items)
