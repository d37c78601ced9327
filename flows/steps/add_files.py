"""Files that people add: read in the worker processes, kept, and attached to the paper that they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from citetrail.records.batches import batches_of
from citetrail.records.copies import CopyKind, kind_shown
from citetrail.records.file_identity import Match, match, printed
from citetrail.records.identifiers import sha256_of
from citetrail.records.opened_files import Unopened, open_file
from citetrail.records.readings import Reading
from citetrail.records.shortened import printable
from citetrail.records.vocabulary import Outcome
from citetrail.store.added_files import AddedFile, attach_or_ask, known_papers, met_before, paper_of_copy, refused_by
from citetrail.store.copies import save_document, save_text_keys
from citetrail.store.documents import DocumentMissing
from citetrail.store.engine import now, writing
from citetrail.store.readings import load_readings, save_readings
from extractors.text.text_keys import text_key
from extractors.versions import check_unchanged
from extractors.workers.pool import Failed
from extractors.workers.reading_pool import Result, open_pool, read_all
from flows.steps.reading_version import Versions
from flows.steps.run_context import Context
from spiders.copy_kinds import kind_of

# Files whose bytes are compared with those known, before the new ones among them are read.
AT_ONCE = 64


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
    before: bool = False  # it was a copy of `paper` already
    refused_by: str = ""  # who said that it is nobody's copy, and nothing is certain against that


def add_files(
    context: Context, versions: Versions, files: Sequence[Path], by: str, kind: CopyKind | None = None
) -> Iterator[FileAdded]:
    """Add PDF files, each as soon as it is read. What cannot be read is told and not kept.

    `kind` says whose copy the files are; else arXiv's stamp tells arXiv's. The limits are those of fetched PDFs.
    A file that was added before is known by its bytes and not read again, so that a long run can be stopped; one
    that still waits for an answer is compared with the papers known by now.
    """
    most = context.settings.max_bytes
    met: dict[str, str] = {}  # SHA-256 → the file of this call with these bytes
    with open_pool(context.settings, context.target_file, context.settings.compiled_ror_index) as pool:
        for some in batches_of(files, AT_ONCE):
            new = []
            for path in some:
                told = _unread(context, versions, path, met, by, kind)
                if told is None:
                    new.append(path)
                else:
                    yield told
            lost: list[FileAdded] = []
            for key, result in read_all(pool, _bytes_of(new, most, lost)):
                yield _add(context, versions, Path(key), result, by, kind)
            yield from lost


def _unread(
    context: Context, versions: Versions, path: Path, met: dict[str, str], by: str, kind: CopyKind | None
) -> FileAdded | None:
    """What can be said of a file without reading it; None where it has to be read."""
    data = open_file(path, context.settings.max_bytes)
    if isinstance(data, Unopened):
        return _unopened(path, data)
    if same := met.get(sha := sha256_of(data)):
        return FileAdded(path.name, sha, Outcome.OK, same_as=same)
    met[sha] = path.name
    with context.engine.connect() as connection:
        if not met_before(connection, [sha]):
            return None
        held = paper_of_copy(connection, sha)
        reading = load_readings(connection, context.target.slug, versions.reading, [sha]).get(sha)
    context.documents.put(data)  # mends a store that lost it
    if held is not None:
        return FileAdded(path.name, sha, Outcome.OK, held, before=True)
    return _again(context, versions, path, reading, by, kind)


def _again(
    context: Context, versions: Versions, path: Path, reading: Reading | None, by: str, kind: CopyKind | None
) -> FileAdded | None:
    """Compare a file that waits for an answer with the papers known by now; None where it has to be read for that."""
    if reading is None or reading.outcome is not Outcome.OK:
        return None
    try:
        pages = context.documents.pages(reading.sha256, versions.text)
    except DocumentMissing:
        return None
    return _keep(context, versions, path, reading, pages, by, kind)


def _bytes_of(files: Sequence[Path], most: int, lost: list[FileAdded]) -> Iterator[tuple[str, bytes]]:
    for path in files:
        data = open_file(path, most)
        if isinstance(data, Unopened):
            lost.append(_unopened(path, data))
        else:
            yield str(path), data


def _unopened(path: Path, why: Unopened) -> FileAdded:
    return FileAdded(path.name, "", why.outcome, detail=why.detail)


def _add(
    context: Context, versions: Versions, path: Path, result: Result, by: str, kind: CopyKind | None
) -> FileAdded:
    if isinstance(result, Failed):
        return FileAdded(path.name, "", result.outcome, detail=result.detail)
    reading, pages = result
    if reading.outcome is not Outcome.OK:
        return FileAdded(path.name, reading.sha256, reading.outcome, detail=reading.detail)
    check_unchanged()
    data = open_file(path, context.settings.max_bytes)
    if isinstance(data, Unopened):
        return _unopened(path, data)
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
        refused = "" if paper else refused_by(connection, reading.sha256)
    return FileAdded(path.name, reading.sha256, Outcome.OK, paper, tuple(found), refused_by=refused)
