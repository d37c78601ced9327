"""Files that wait to be added: those in a watched folder, and those dropped on the card of a paper."""

import pwd
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from citetrail.records.copies import CopyKind, kind_shown
from citetrail.records.file_identity import match, printed
from citetrail.records.identifiers import sha256_of
from citetrail.records.opened_files import with_advice
from citetrail.records.pdf_folders import pdf_folder
from citetrail.records.shortened import printable
from citetrail.records.vocabulary import Outcome
from citetrail.store.added_files import UNREAD, AddedFile, Question, added_on_cards, judge, known_papers, met_before
from citetrail.store.copies import save_text_keys
from citetrail.store.documents import DocumentDamaged, DocumentMissing
from citetrail.store.engine import now, writing
from citetrail.store.readings import save_readings
from extractors.text.text_keys import text_key
from extractors.versions import check_unchanged
from extractors.workers.pool import Failed
from extractors.workers.reading_pool import Result, open_pool, read_all
from flows.steps.add_files import add_files
from flows.steps.reading_version import Versions
from flows.steps.run_context import Context

# Files of the folder looked at in one run: a folder with more is an archive, and `documents add` takes it.
MOST_FILES = 2_000
NOBODY = "the watched folder"


def add_waiting_files(context: Context, versions: Versions) -> Counter[str]:
    """Add what is new in the watched folder, and judge what was dropped on cards; counts by what became of it.

    The folder is only read. A file is known by its bytes: what was added or asked about once is not read again,
    what cannot be read is tried again by the next run, for it may still be on its way.
    """
    counts: Counter[str] = Counter()
    with context.engine.connect() as connection:
        waiting = added_on_cards(connection)
    if waiting:
        counts.update(_judged(context, versions, waiting))
    new = _new_files(context)
    for owner, files in groupby(sorted(new, key=lambda path: (_owner(path), path)), key=_owner):
        for added in add_files(context, versions, list(files), owner):
            counts["attached" if added.paper else "asked" if added.outcome is Outcome.OK else "not kept"] += 1
    if counts:
        told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        context.teller.say(f"Files added: {told}.")
    return counts


def _new_files(context: Context) -> list[Path]:
    """The folder's PDFs whose bytes nobody has met.

    No link is followed: who may put one there need not be allowed to read what it leads to, and the queue shows it.
    """
    folder = context.settings.watched
    if folder is None:
        return []
    if not folder.is_dir():
        context.teller.say(f"CITETRAIL_WATCHED: there is no folder {folder}.")
        return []
    inside = pdf_folder(folder, follow_files=False)
    for sentence in (*inside.left_out(), *_beyond(inside.files, folder)):
        context.teller.say(f"CITETRAIL_WATCHED: {printable(sentence)}")
    found: dict[str, Path] = {}
    for path in inside.files[:MOST_FILES]:
        try:
            if (size := path.stat().st_size) <= context.settings.max_bytes:
                found.setdefault(sha256_of(path.read_bytes()), path)
            else:
                context.teller.say(f"{printable(str(path))} is too large ({size:,} bytes; CITETRAIL_MAX_BYTES).")
        except OSError as error:
            context.teller.say(f"{printable(str(path))} cannot be opened: {error.strerror}.")
    with context.engine.connect() as connection:
        known = met_before(connection, list(found))
    return [path for sha, path in found.items() if sha not in known]


def _beyond(files: Sequence[Path], folder: Path) -> list[str]:
    if len(files) <= MOST_FILES:
        return []
    told = f"{folder} holds {len(files):,} PDF files; a run looks at the first {MOST_FILES:,} by name."
    return [f"{told} `citetrail documents add {folder}` takes them all."]


def _owner(path: Path) -> str:
    """Whose file it is on this machine: whoever put it there does not alone decide whose paper it is."""
    try:
        return pwd.getpwuid(path.stat().st_uid).pw_name
    except (KeyError, OSError):
        return NOBODY


def _judged(context: Context, versions: Versions, waiting: Sequence[Question]) -> Iterator[str]:
    asked = {question.sha256: question for question in waiting}
    lost: list[str] = []
    with open_pool(context.settings, context.target_file, context.settings.compiled_ror_index) as pool:
        for sha256, result in read_all(pool, _bytes_of(context, asked, lost), stored=True):
            yield _judge(context, versions, asked[sha256], result)
    for sha256 in lost:
        _settle(context, asked[sha256], Outcome.DOCUMENT_LOST, "its bytes are gone or damaged")
        yield "not kept"


def _bytes_of(context: Context, asked: dict[str, Question], lost: list[str]) -> Iterator[tuple[str, bytes]]:
    for sha256 in asked:
        try:
            yield sha256, context.documents.get(sha256)
        except (DocumentMissing, DocumentDamaged):
            lost.append(sha256)


def _judge(context: Context, versions: Versions, question: Question, result: Result) -> str:
    check_unchanged()
    if isinstance(result, Failed):
        _settle(context, question, result.outcome, result.detail)
        return "not kept"
    reading, pages = result
    if reading.outcome is not Outcome.OK:
        _settle(context, question, reading.outcome, reading.detail)
        return "not kept"
    context.documents.put_pages(reading.sha256, versions.text, pages)
    page, at = printed(pages, reading.title), now()
    with writing(context.engine) as connection:
        save_readings(connection, context.target.slug, versions.reading, [reading], at)
        kind = kind_shown(CopyKind.OTHER, reading.form)
        paper = judge(
            connection, replace(_file(question), kind=kind), match(page, known_papers(connection, page)), "", at
        )
        save_text_keys(connection, {reading.sha256: text_key(pages)})
    return "attached" if paper else "asked"


def _settle(context: Context, question: Question, outcome: Outcome, detail: str) -> None:
    with writing(context.engine) as connection:
        judge(connection, _file(question), [], f"{UNREAD}{with_advice(outcome, detail)}", now())


def _file(question: Question) -> AddedFile:
    return AddedFile(question.sha256, question.file, question.by)
