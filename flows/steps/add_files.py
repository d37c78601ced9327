"""Files that people add: read in the worker processes, kept, and attached to the paper that they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from citetrail.records.copies import CopyKind, kind_shown
from citetrail.records.file_identity import Match, match, printed
from citetrail.records.identifiers import sha256_of
from citetrail.records.readings import Reading
from citetrail.records.shortened import printable
from citetrail.records.vocabulary import Outcome
from citetrail.store.added_files import AddedFile, attach_or_ask, known_papers
from citetrail.store.copies import save_document, save_text_keys
from citetrail.store.engine import now, writing
from citetrail.store.readings import save_readings
from extractors.text.text_keys import text_key
from extractors.workers.pool import Failed
from extractors.workers.reading_pool import Result, open_pool, read_all
from flows.steps.reading_version import Versions, organisation_index
from flows.steps.run_context import Context
from spiders.copy_kinds import kind_of


@dataclass(frozen=True, slots=True)
class FileAdded:
    """What became of one file: attached to `paper`, asked about, or not kept and why."""

    file: str
    sha256: str
    outcome: Outcome
    paper: str | None = None
    proposals: tuple[Match, ...] = ()
    detail: str = ""
    same_as: str = ""  # the file of this call that has the same bytes


def add_files(
    context: Context, versions: Versions, files: Sequence[Path], by: str, kind: CopyKind | None = None
) -> Iterator[FileAdded]:
    """Add PDF files, each as soon as it is read. What cannot be read is told and not kept.

    `kind` says whose copy the files are; else arXiv's stamp tells arXiv's. The limits are those of fetched PDFs.
    """
    refused: list[FileAdded] = []
    known: dict[str, str] = {}  # SHA-256 → the file of this call with these bytes
    with open_pool(context.settings, context.target_file, organisation_index(context)) as pool:
        for key, result in read_all(pool, _bytes_of(context, files, refused, known)):
            yield from refused
            refused.clear()
            yield _add(context, versions, Path(key), result, by, kind)
    yield from refused


def _bytes_of(
    context: Context, files: Sequence[Path], refused: list[FileAdded], known: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    most = context.settings.max_bytes
    for path in files:
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= most else b""
        except OSError as error:
            refused.append(
                FileAdded(path.name, "", Outcome.DOCUMENT_LOST, detail=f"cannot be opened: {error.strerror}")
            )
            continue
        if size > most:
            told = f"{size:,} bytes, more than the {most:,} of CITETRAIL_MAX_BYTES"
            refused.append(FileAdded(path.name, "", Outcome.TOO_LARGE, detail=told))
            continue
        if same := known.get(sha := sha256_of(data)):
            refused.append(FileAdded(path.name, sha, Outcome.OK, same_as=same))
            continue
        known[sha] = path.name
        yield str(path), data


def _add(
    context: Context, versions: Versions, path: Path, result: Result, by: str, kind: CopyKind | None
) -> FileAdded:
    if isinstance(result, Failed):
        return FileAdded(path.name, "", result.outcome, detail=result.detail)
    reading, pages = result
    if reading.outcome is not Outcome.OK:
        return FileAdded(path.name, reading.sha256, reading.outcome, detail=reading.detail)
    data = path.read_bytes()
    if context.documents.put(data) != reading.sha256:
        return FileAdded(path.name, "", Outcome.TRUNCATED, detail="the file changed while it was read")
    context.documents.put_pages(reading.sha256, versions.text, pages)
    return _keep(context, versions, path, reading, pages, by, kind)


def _keep(
    context: Context,
    versions: Versions,
    path: Path,
    reading: Reading,
    pages: Sequence[str],
    by: str,
    kind: CopyKind | None,
) -> FileAdded:
    page = printed(pages, reading.title)
    named = CopyKind.ARXIV if page.arxiv_id else kind_of(f"file:///{path.name}", context.settings)
    whose = kind or kind_shown(named, reading.form)
    size = path.stat().st_size
    file = AddedFile(
        reading.sha256, printable(path.name)[:200], by, whose, page.version if page.arxiv_id else None, size
    )
    at = now()
    with writing(context.engine) as connection:
        save_document(connection, reading.sha256, size, "", at)
        save_readings(connection, context.target.slug, versions.reading, [reading], at)
        found = match(page, known_papers(connection, page))
        paper = attach_or_ask(connection, file, found, at)
        save_text_keys(connection, {reading.sha256: text_key(pages)})
    return FileAdded(path.name, reading.sha256, Outcome.OK, paper, tuple(found))
